//! The client: one way of a call, many calls at once, and its end.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_start_gives_the_view_of_a_task() {
    let account = Account::new();
    let task = start(&account.client()).await;
    has(&task, "{ v: 1, family: 'faceSwap', state: 'queued', status: 'initialized', urls: [], coins: 10 }");
    assert_eq!(text(&task, "record._id"), text(&task, "id"));
}

#[wasm_bindgen_test]
async fn a_lost_answer_of_a_start_is_unknown_outcome_and_no_second_start() {
    let account = Account::new();
    account.fault("addFaceSwapTask", "{ kind: 'lost' }").await;
    let error = fails(&account.client(), "faceSwap.start", &[js(SWAP)]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false, attempts: 1 }");
    assert_eq!(account.count("addFaceSwapTask").await, 1.0);
    assert_eq!(account.coins().await, 990.0);
}

#[wasm_bindgen_test]
async fn a_start_that_is_done_late_is_unknown_outcome_and_no_second_start() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    account.fault("addFaceSwapTask", "{ kind: 'late', ms: 5000 }").await;
    has(&fails(&a2e, "faceSwap.start", &[js(SWAP)]).await, "{ kind: 'unknown_outcome' }");
    has(&ok(&a2e, "faceSwap.list", &[]).await, "{ total: 0 }");
    account.command("clock", "{ advanceMs: 5000 }").await;
    has(&ok(&a2e, "faceSwap.list", &[]).await, "{ total: 1 }");
    assert_eq!(account.count("addFaceSwapTask").await, 1.0);
}

#[wasm_bindgen_test]
async fn two_calls_at_once_do_not_meet() {
    let (ada, bob) = (Account::new(), Account::new());
    ada.command("accounts", "{ coins: 1 }").await;
    bob.command("accounts", "{ coins: 2 }").await;
    let (first, second) = (ada.client(), bob.client());
    let calls = [&first, &second, &first].map(|a2e| begin(a2e, "account.coins", &[]));
    let [one, two, three] = calls;
    assert_eq!(number(&three.await.unwrap(), "coins"), 1.0);
    assert_eq!(number(&two.await.unwrap(), "coins"), 2.0);
    assert_eq!(number(&one.await.unwrap(), "coins"), 1.0);
}

#[wasm_bindgen_test]
async fn one_call_that_fails_leaves_the_others_alone() {
    let account = Account::new();
    account.faults("getFaceSwapTask", 0, "{ kind: 'drop' }").await;
    let a2e = account.client_with("{ maxRetries: 0 }");
    let bad = begin(&a2e, "faceSwap.get", &[js(&format!("'{NOBODY}'"))]);
    let good = begin(&a2e, "account.coins", &[]);
    has(&rejects(bad).await, "{ kind: 'network' }");
    has(&good.await.unwrap(), "{ coins: 1000 }");
}

#[wasm_bindgen_test]
async fn close_ends_every_wait_and_names_its_task() {
    let account = Account::new();
    let a2e = account.client();
    account.script(ENDLESS).await;
    account.script(ENDLESS).await;
    let (first, second) = (start(&a2e).await, start(&a2e).await);
    let clock = Clock::stopped();
    let waits = [&first, &second].map(|task| begin(&a2e, "faceSwap.wait", &[task.clone()]));
    let changes = invoke(&a2e, "faceSwap.watch", &[first.clone()]).unwrap();
    let step = begin(&changes, "next", &[]);
    macrotask().await;
    invoke(&a2e, "close", &[]).unwrap();
    for (wait, task) in waits.into_iter().chain([step]).zip([&first, &second, &first]) {
        let error = rejects(wait).await;
        has(&error, "{ name: 'AbortError', kind: 'aborted', outcomeUnknown: false }");
        assert_eq!(text(&error, "taskId"), text(task, "id"));
    }
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn close_ends_the_wait_of_a_run_and_names_its_task() {
    let account = Account::new();
    account.script(ENDLESS).await;
    let a2e = account.client();
    share("closing", &a2e);
    let clock = Clock::patient();
    let options = js("{ onProgress: () => closing.close() }");
    let error = fails(&a2e, "faceSwap.run", &[js(SWAP), options]).await;
    has(&error, "{ kind: 'aborted' }");
    assert!(!text(&error, "taskId").is_empty());
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn calls_after_close_are_refused_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let family = get(&a2e, "faceSwap");
    invoke(&a2e, "close", &[]).unwrap();
    invoke(&a2e, "close", &[]).unwrap();
    for (method, first) in [
        ("start", js(SWAP)),
        ("run", js(SWAP)),
        ("get", js(&format!("'{NOBODY}'"))),
        ("wait", js(&format!("'{NOBODY}'"))),
        ("list", js("{}")),
    ] {
        let error = fails(&family, method, &[first]).await;
        has(&error, "{ kind: 'aborted', outcomeUnknown: false }");
        says(&error, &["closed"]);
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_family_and_its_waits_outlive_the_variable_of_their_client() {
    let account = Account::new();
    account.script(DONE).await;
    let a2e = account.client();
    let family = get(&a2e, "faceSwap");
    let run = begin(&family, "run", &[js(SWAP), js("{ poll: { minIntervalMs: 1 } }")]);
    // As in `const { faceSwap } = await createClient(…)`.
    drop(a2e);
    has(&ok(&family, "list", &[]).await, "{ page: 1 }");
    has(&run.await.unwrap(), "{ state: 'succeeded' }");
}

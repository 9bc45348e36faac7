//! Aborts: they reject at once, stop what runs, and leave nothing behind.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn with_an_aborted_signal_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let options = js("{ signal: AbortSignal.abort('too late') }");
    for (method, first) in [
        ("faceSwap.start", js(SWAP)),
        ("faceSwap.run", js(SWAP)),
        ("faceSwap.wait", js(&format!("'{NOBODY}'"))),
        ("faceSwap.list", js("{}")),
        ("storage.upload", js("new Uint8Array(1)")),
    ] {
        let error = fails(&a2e, method, &[first, options.clone()]).await;
        has(&error, "{ name: 'AbortError', kind: 'aborted', cause: 'too late', outcomeUnknown: false }");
    }
    has(&fails(&a2e, "account.coins", &[options]).await, "{ name: 'AbortError' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_read_that_hangs() {
    let account = Account::new();
    account.faults("getRemainingCoins", 0, "{ kind: 'hang' }").await;
    let controller = controller();
    let call = begin(&account.client(), "account.coins", &[obeying(&controller, "{}")]);
    account.received("getRemainingCoins").await;
    abort(&controller, "new TypeError('enough')");
    let error = rejects(call).await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', outcomeUnknown: false }");
    assert_eq!(text(&error, "cause.message"), "enough");
    assert_eq!(get(&error, "cause"), get(&controller, "signal.reason"));
    nobody_listens(&controller);
    assert_eq!(account.count("getRemainingCoins").await, 1.0);
}

#[wasm_bindgen_test]
async fn an_abort_of_a_start_on_its_way_leaves_its_outcome_unknown() {
    let account = Account::new();
    account.faults("addFaceSwapTask", 0, "{ kind: 'hang' }").await;
    let controller = controller();
    let call = begin(&account.client(), "faceSwap.start", &[js(SWAP), obeying(&controller, "{}")]);
    account.received("addFaceSwapTask").await;
    abort(&controller, "undefined");
    let error = rejects(call).await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', outcomeUnknown: true, retryable: false }");
    assert_eq!(text(&error, "cause.name"), "AbortError");
    nobody_listens(&controller);
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_fetch_itself() {
    let account = Account::new();
    let fetch =
        "{ fetch: (url, { signal }) => { globalThis.fetching = signal; return new Promise(() => {}) } }";
    let controller = controller();
    let call = begin(&account.client_with(fetch), "account.coins", &[obeying(&controller, "{}")]);
    macrotask().await;
    assert_eq!(js("fetching.aborted"), false);
    abort(&controller, "'enough'");
    assert_eq!(js("fetching.aborted"), true);
    has(&rejects(call).await, "{ kind: 'aborted', cause: 'enough' }");
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_reading_of_a_body() {
    let fetch =
        "{ fetch: async () => ({ status: 200, headers: new Headers(), text: () => new Promise(() => {}) }) }";
    let controller = controller();
    let a2e = Account::new().client_with(fetch);
    let call = begin(&a2e, "faceSwap.start", &[js(SWAP), obeying(&controller, "{}")]);
    macrotask().await;
    abort(&controller, "'enough'");
    has(&rejects(call).await, "{ kind: 'aborted', cause: 'enough', outcomeUnknown: true }");
    nobody_listens(&controller);
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_pause_before_a_repeat() {
    let account = Account::new();
    account.faults("getRemainingCoins", 0, "{ kind: 'status', status: 503 }").await;
    let controller = controller();
    let options = obeying(&controller, "{}");
    let clock = Clock::stopped();
    // The pause begins right after the hook.
    let a2e = account.client_with("{ onRetry: () => queueMicrotask(() => controller.abort('enough')) }");
    let error = fails(&a2e, "account.coins", &[options]).await;
    has(&error, "{ name: 'AbortError', cause: 'enough', attempts: 1 }");
    nobody_listens(&controller);
    assert_eq!(clock.waiting(), 0);
    assert_eq!(account.count("getRemainingCoins").await, 1.0);
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_pause_although_the_fetch_before_it_ends_late() {
    let controller = controller();
    let options = obeying(&controller, "{ timeoutMs: 1000 }");
    // It takes no notice of its signal, and fails in the pause that follows its time limit.
    let a2e = Account::new().client_with(
        "{
            fetch: () => new Promise((_, reject) => { globalThis.late = reject }),
            onRetry: async () => {
                await null;
                late(new TypeError('late'));
                for (let turn = 0; turn < 50; turn++) await null;
                controller.abort('enough');
            },
        }",
    );
    let clock = Clock::impatient();
    let error = fails(&a2e, "account.coins", &[options]).await;
    has(&error, "{ name: 'AbortError', cause: 'enough', attempts: 1 }");
    assert_eq!(clock.pauses(), [1000.0]);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_wait_and_names_the_task() {
    let account = Account::new();
    account.script(ENDLESS).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    let controller = controller();
    let options =
        obeying(&controller, "{ onProgress: () => queueMicrotask(() => controller.abort({ because: 1 })) }");
    let clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task.clone(), options]).await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', cause: { because: 1 }, outcomeUnknown: false }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    has(&get(&error, "task"), "{ state: 'running' }");
    nobody_listens(&controller);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_look_that_is_on_its_way() {
    let account = Account::new();
    account.faults("getFaceSwapTask", 0, "{ kind: 'hang' }").await;
    let a2e = account.client();
    let task = start(&a2e).await;
    let controller = controller();
    let wait = begin(&a2e, "faceSwap.wait", &[task.clone(), obeying(&controller, "{}")]);
    account.received("getFaceSwapTask").await;
    abort(&controller, "'enough'");
    let error = rejects(wait).await;
    has(&error, "{ name: 'AbortError', cause: 'enough' }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    nobody_listens(&controller);
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_of_a_token_function() {
    let account = Account::new();
    let controller = controller();
    let options = obeying(&controller, "{}");
    let a2e = account.client_with(
        "{ token: () => { queueMicrotask(() => controller.abort('enough')); return new Promise(() => {}) } }",
    );
    let error = fails(&a2e, "faceSwap.start", &[js(SWAP), options]).await;
    has(&error, "{ name: 'AbortError', cause: 'enough', outcomeUnknown: false }");
    nobody_listens(&controller);
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn whatever_the_reason_it_is_the_cause() {
    for reason in ["null", "0", "''", "Symbol.iterator", "{ code: 5 }", "Promise.resolve()"] {
        let controller = controller();
        let a2e = Account::new().client_with("{ fetch: () => new Promise(() => {}) }");
        let call = begin(&a2e, "account.coins", &[obeying(&controller, "{}")]);
        macrotask().await;
        abort(&controller, reason);
        let error = rejects(call).await;
        assert_eq!(get(&error, "cause"), get(&controller, "signal.reason"), "{reason}");
    }
}

#[wasm_bindgen_test]
async fn calls_that_end_by_themselves_leave_no_listener() {
    let account = Account::new();
    account.script(DONE).await;
    let a2e = account.client();
    let controller = controller();
    let options = obeying(&controller, "{}");
    let _clock = Clock::patient();
    ok(&a2e, "faceSwap.run", &[js(SWAP), options.clone()]).await;
    fails(&a2e, "faceSwap.get", &[js(&format!("'{NOBODY}'")), options.clone()]).await;
    fails(&a2e, "faceSwap.start", &[js("{}"), options.clone()]).await;
    let pages = invoke(&a2e, "faceSwap.listAll", &[JsValue::UNDEFINED, options.clone()]).unwrap();
    while !get(&ok(&pages, "next", &[]).await, "done").is_truthy() {}
    let changes = invoke(&a2e, "faceSwap.watch", &[js(&format!("'{NOBODY}'")), options]).unwrap();
    ok(&changes, "return", &[]).await;
    nobody_listens(&controller);
}

#[wasm_bindgen_test]
async fn an_abort_between_the_start_and_the_wait_of_a_run_names_the_task() {
    let account = Account::new();
    let controller = controller();
    let options = obeying(&controller, "{}");
    let a2e = account.client_with("{ onResponse: () => controller.abort('enough') }");
    let error = fails(&a2e, "faceSwap.run", &[js(SWAP), options]).await;
    has(&error, "{ name: 'AbortError', cause: 'enough' }");
    assert_eq!(
        text(&error, "taskId"),
        text(&ok(&account.client(), "faceSwap.list", &[]).await, "items.0._id")
    );
    nobody_listens(&controller);
}

#[wasm_bindgen_test]
async fn an_abort_may_close_the_client() {
    let account = Account::new();
    let closing = "(url, { signal }) => { signal.addEventListener('abort', () => closing.close()); return new Promise(() => {}) }";
    let a2e = account.client_with(&format!("{{ fetch: {closing} }}"));
    share("closing", &a2e);
    let controller = controller();
    let wait = begin(&a2e, "faceSwap.wait", &[js(&format!("'{NOBODY}'")), obeying(&controller, "{}")]);
    let call = begin(&a2e, "account.coins", &[obeying(&controller, "{}")]);
    macrotask().await;
    abort(&controller, "'enough'");
    has(&rejects(wait).await, &format!("{{ kind: 'aborted', taskId: '{NOBODY}' }}"));
    has(&rejects(call).await, "{ kind: 'aborted' }");
    nobody_listens(&controller);
}

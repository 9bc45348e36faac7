//! Ends of tasks that are looked at together: each wait has its own.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{NEVER, SECOND};
use crate::support::*;

#[wasm_bindgen_test]
async fn a_task_that_was_deleted_is_not_found_and_the_others_go_on() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    let mut tasks = Vec::new();
    for _ in 0..3 {
        tasks.push(start(&a2e).await);
    }
    let _clock = Clock::patient();
    share("family", &get(&a2e, "faceSwap"));
    share("unwanted", &get(&tasks[1], "id"));
    let options = [js("{}"), js("{ onProgress: () => family.delete(unwanted) }"), js("{}")];
    let mut waits = Vec::new();
    for (task, options) in tasks.iter().zip(options) {
        waits.push(begin(&a2e, "faceSwap.wait", &[task.clone(), options]));
    }
    let [first, second, third] = <[_; 3]>::try_from(waits).ok().unwrap();
    let error = rejects(second).await;
    has(&error, "{ kind: 'not_found' }");
    assert_eq!(text(&error, "taskId"), text(&tasks[1], "id"));
    account.command("clock", "{ advanceMs: 60000 }").await;
    for wait in [first, third] {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn tasks_of_another_account_are_not_found() {
    let (owner, other) = (Account::new(), Account::new());
    let theirs = owner.client();
    let tasks = [start(&theirs).await, start(&theirs).await];
    let a2e = other.client();
    let _clock = Clock::patient();
    for (wait, task) in
        tasks.clone().map(|task| begin(&a2e, "faceSwap.wait", &[task])).into_iter().zip(&tasks)
    {
        let error = rejects(wait).await;
        has(&error, "{ kind: 'not_found' }");
        assert_eq!(text(&error, "taskId"), text(task, "id"));
    }
}

#[wasm_bindgen_test]
async fn a_success_without_a_result_is_looked_at_three_times_more_and_leaves_the_others() {
    let service = Service::new(
        "{ looks: (id, n) => id !== nth(1) && n < 6 ? { current_status: 'processing' } : { current_status: 'completed', result_url: id === nth(1) ? '' : 'https://a.example/x' } }",
    );
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let [first, second, third] = <[_; 3]>::try_from(waits(&a2e, "faceSwap", 3)).ok().unwrap();
    has(&rejects(second).await, &format!("{{ kind: 'decode', taskId: '{}' }}", id(1)));
    assert_eq!(service.tell("service.seen.get(nth(1))"), "4");
    for wait in [first, third] {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn a_token_that_is_revoked_ends_all_waits_each_with_its_task() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    let mut tasks = vec![start(&a2e).await, start(&a2e).await];
    let preview = js("{ face_url: 'https://a.example/ada.jpg', video_url: 'https://a.example/talk.mp4' }");
    tasks.push(ok(&a2e, "faceSwap.previews.start", &[preview]).await);
    tasks.push(ok(&a2e, "veoVideos.start", &[js("{ prompt: 'A calm sea' }")]).await);
    // The first look at each family still succeeds.
    let revoked = "{ operation: '*', skip: 3, times: 0, fault: { kind: 'status', status: 401 } }";
    account.command("faults", revoked).await;
    let clock = Clock::patient();
    let waits: Vec<_> = tasks.iter().map(|task| begin(&a2e, "wait", &[task.clone()])).collect();
    for (wait, task) in waits.into_iter().zip(&tasks) {
        let error = rejects(wait).await;
        has(&error, "{ kind: 'auth', status: 401 }");
        has(&get(&error, "task"), "{ state: 'queued' }");
        assert_eq!(text(&error, "taskId"), text(task, "id"));
    }
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn an_error_of_one_task_leaves_the_others() {
    let service = Service::new(&format!(
        "{{ {SECOND}, meet: (ask) => ask.ids[0] === nth(1) ? reply({{ code: 403, msg: 'not yours' }}, 403) : undefined }}"
    ));
    let _clock = Clock::patient();
    let [first, second, third] =
        <[_; 3]>::try_from(waits(&service.client("{}"), "faceSwap.previews", 3)).ok().unwrap();
    has(&rejects(second).await, &format!("{{ kind: 'permission', taskId: '{}' }}", id(1)));
    for wait in [first, third] {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn a_task_that_failed_rejects_its_own_wait_alone() {
    let service = Service::new(
        "{ looks: (id) => id === nth(1) ? { current_status: 'failed', faild_message: 'no face' } : { current_status: 'completed', result_url: 'https://a.example/x' } }",
    );
    let [first, second, third] =
        <[_; 3]>::try_from(waits(&service.client("{}"), "faceSwap", 3)).ok().unwrap();
    has(&rejects(second).await, &format!("{{ kind: 'task_failed', taskId: '{}' }}", id(1)));
    for wait in [first, third] {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn a_start_that_has_failed_at_once_is_told_once_and_needs_no_look() {
    let account = Account::new();
    let failed = "{ kind: 'record', merge: { current_status: 'failed', faild_message: 'no face' } }";
    account.fault("addFaceSwapTask", failed).await;
    js("globalThis.told = []");
    let _clock = Clock::patient();
    let options = js("{ onProgress: (task) => told.push(task.state) }");
    let error = fails(&account.client(), "faceSwap.run", &[js(SWAP), options]).await;
    has(&error, "{ kind: 'task_failed' }");
    assert_eq!(json(&js("told")), r#"["failed"]"#);
    assert_eq!(account.count("getFaceSwapTask").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_start_whose_first_task_is_done_at_once_waits_for_the_others() {
    let service = Service::new(
        "{ meet: (ask) => ask.ids[0] !== 'add' ? undefined
            : reply([{ _id: nth(0), current_status: 'completed', result_url: 'https://a.example/1' }, { _id: nth(1), current_status: 'sent' }]) }",
    );
    js("globalThis.told = []");
    let _clock = Clock::patient();
    let options = js("{ onProgress: (task) => told.push(task.state) }");
    let task = ok(&service.client("{}"), "faceSwap.run", &[js(SWAP), options]).await;
    has(&task, "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/done.mp4'] }");
    assert_eq!(json(&js("told")), r#"["succeeded"]"#);
}

#[wasm_bindgen_test]
async fn a_deadline_ends_its_own_wait_alone() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let short = begin(&a2e, "faceSwap.wait", &[id(0).into(), js("{ poll: { timeoutMs: 5000 } }")]);
    let long = begin(&a2e, "faceSwap.wait", &[id(0).into(), js("{ poll: { timeoutMs: 50000 } }")]);
    let began = clock.now();
    has(&rejects(short).await, "{ kind: 'task_timeout' }");
    has(&rejects(long).await, "{ kind: 'task_timeout' }");
    assert_eq!(clock.now() - began, 50_000.0);
}

//! A key whose task is there already.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, KEY, LIST, NAME, keyed, refused, sent};
use crate::support::*;

#[wasm_bindgen_test]
async fn a_task_with_the_key_is_taken_and_nothing_is_started() {
    let account = Account::new();
    let task = keyed(&account.client(), KEY).await;
    has(&get(&task, "record"), &format!("{{ name: '{NAME}' }}"));
    assert_eq!(sent(&account).await, (1.0, 1.0));
    let found = keyed(&account.client(), KEY).await;
    has(&found, "{ v: 1, family: 'faceSwap', state: 'queued', coins: 10 }");
    assert_eq!(text(&found, "id"), text(&task, "id"));
    assert_eq!(sent(&account).await, (1.0, 2.0));
    assert_eq!(account.coins().await, 990.0);
}

#[wasm_bindgen_test]
async fn a_task_is_taken_in_whichever_state_it_is() {
    let account = Account::new();
    keyed(&account.client(), KEY).await;
    for (record, state) in [
        ("{ current_status: 'processing' }", "running"),
        ("{ current_status: 'failed', faild_message: 'No face detected' }", "failed"),
        ("{ current_status: 'completed', result_url: 'https://a.example/done.mp4' }", "succeeded"),
    ] {
        account.fault(LIST, &format!("{{ kind: 'record', merge: {record} }}")).await;
        has(&keyed(&account.client(), KEY).await, &format!("{{ state: '{state}' }}"));
    }
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn a_run_waits_for_the_task_that_it_found() {
    let account = Account::new();
    account
        .script("[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/x' }]")
        .await;
    let task = keyed(&account.client(), KEY).await;
    let clock = Clock::patient();
    js("globalThis.told = []");
    let options = js(&format!("{{ ...{KEY}, onProgress: (task) => told.push(task.id) }}"));
    let done = ok(&account.client(), "faceSwap.run", &[js(SWAP), options]).await;
    has(&done, "{ state: 'succeeded', urls: ['https://a.example/x'] }");
    assert_eq!(text(&done, "id"), text(&task, "id"));
    assert_eq!(text(&js("told"), "0"), text(&task, "id"));
    assert_eq!(account.count(ADD).await, 1.0);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_run_fails_with_the_failed_task_that_it_found() {
    let account = Account::new();
    account.script("[{ current_status: 'failed', faild_message: 'No face detected' }]").await;
    let a2e = account.client();
    let task = keyed(&a2e, KEY).await;
    let _clock = Clock::patient();
    let error = fails(&account.client(), "faceSwap.run", &[js(SWAP), js(KEY)]).await;
    has(&error, "{ kind: 'task_failed' }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn a_first_list_that_fails_is_the_error_and_nothing_is_started() {
    for (fault, kind, attempts) in [
        ("{ kind: 'status', status: 403 }", "permission", 1),
        ("{ kind: 'status', status: 500 }", "server", 3),
        ("{ kind: 'drop' }", "network", 3),
        ("{ kind: 'data', data: 'x' }", "decode", 1),
    ] {
        let account = Account::new();
        account.faults(LIST, 0, fault).await;
        let _clock = Clock::patient();
        let error = refused(&account.client(), KEY).await;
        has(&error, &format!("{{ kind: '{kind}', outcomeUnknown: false, attempts: {attempts} }}"));
        assert_eq!(account.count(ADD).await, 0.0);
    }
}

#[wasm_bindgen_test]
async fn a_key_that_only_resembles_that_of_a_task_is_another() {
    let account = Account::new();
    keyed(&account.client(), "{ idempotencyKey: 'order-00011' }").await;
    keyed(&account.client(), "{ idempotencyKey: 'my-order-0001' }").await;
    let inside = js(&format!("{{ ...{SWAP}, name: '{NAME} again' }}"));
    ok(&account.client(), "faceSwap.start", &[inside]).await;
    has(&get(&keyed(&account.client(), KEY).await, "record"), &format!("{{ name: '{NAME}' }}"));
    assert_eq!(account.count(ADD).await, 4.0);
}

//! A start that makes several tasks.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::started;
use crate::support::*;

/// A client whose next start answers two tasks: one that is done, and one with these looks.
async fn starting_two(account: &Account, looks: &str) -> JsValue {
    let (_, first) =
        started(account, "[{ current_status: 'completed', result_url: 'https://a.example/1' }]").await;
    let (a2e, second) = started(account, looks).await;
    let both = [json(&get(&first, "record")), json(&get(&second, "record"))].join(",");
    account.fault("addFaceSwapTask", &format!("{{ kind: 'data', data: [{both}] }}")).await;
    a2e
}

#[wasm_bindgen_test]
async fn a_run_ends_when_all_its_tasks_have_ended() {
    let account = Account::new();
    let looks = "[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/2' }]";
    let a2e = starting_two(&account, looks).await;
    let _clock = Clock::patient();
    let task = ok(&a2e, "faceSwap.run", &[js(SWAP)]).await;
    has(&task, "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/2'] }");
    has(&get(&task, "siblings.0"), "{ state: 'succeeded', urls: ['https://a.example/2'] }");
}

#[wasm_bindgen_test]
async fn a_wait_ends_when_all_that_its_start_made_have_ended() {
    let account = Account::new();
    let a2e =
        starting_two(&account, "[{ current_status: 'completed', result_url: 'https://a.example/2' }]").await;
    let task = start(&a2e).await;
    let stored = js_sys::JSON::parse(&json(&task)).unwrap();
    has(
        &ok(&a2e, "faceSwap.wait", &[stored]).await,
        "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/2'] }",
    );
}

#[wasm_bindgen_test]
async fn a_run_fails_with_any_of_its_tasks() {
    let account = Account::new();
    let a2e =
        starting_two(&account, "[{ current_status: 'failed', error_code: 7, faild_message: 'no face' }]")
            .await;
    let _clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.run", &[js(SWAP)]).await;
    has(&error, "{ kind: 'task_failed', code: 7 }");
    has(&get(&error, "task"), "{ urls: ['https://a.example/1'] }");
    says(&error, &["no face"]);
}

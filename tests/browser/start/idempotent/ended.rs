//! Starts with a key that are ended from outside.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, sent};
use crate::support::*;

/// Passes the first pause after a start that broke off, and stops the time in the second.
async fn in_a_pause(account: &Account, options: JsValue) -> (JsValue, Clock, JsFuture) {
    account.fault(ADD, "{ kind: 'drop' }").await;
    let a2e = account.client();
    let clock = Clock::stopped();
    let call = begin(&a2e, "faceSwap.start", &[js(SWAP), options]);
    account.received(ADD).await;
    while clock.waiting() != 1 {
        macrotask().await;
    }
    (a2e, clock, call)
}

#[wasm_bindgen_test]
async fn an_abort_in_a_pause_between_looks_leaves_the_outcome_unknown() {
    let account = Account::new();
    let controller = controller();
    let (_a2e, clock, call) = in_a_pause(&account, obeying(&controller, AGAIN)).await;
    abort(&controller, "'enough'");
    let error = rejects(call).await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', cause: 'enough', outcomeUnknown: true }");
    nobody_listens(&controller);
    assert_eq!(clock.waiting(), 0);
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

#[wasm_bindgen_test]
async fn close_in_a_pause_between_looks_leaves_the_outcome_unknown() {
    let account = Account::new();
    let (a2e, clock, call) = in_a_pause(&account, js(AGAIN)).await;
    let other = begin(&a2e, "faceSwap.start", &[js(SWAP), js(AGAIN)]);
    invoke(&a2e, "close", &[]).unwrap();
    has(&rejects(call).await, "{ kind: 'aborted', outcomeUnknown: true }");
    has(&rejects(other).await, "{ kind: 'aborted' }");
    assert_eq!(clock.waiting(), 0);
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

#[wasm_bindgen_test]
async fn an_abort_in_a_look_leaves_the_outcome_unknown() {
    let account = Account::new();
    account.fault(ADD, "{ kind: 'drop' }").await;
    let controller = controller();
    // The second list is the first look.
    let a2e = account.client_with(
        "{ fetch: ((lists) => (url, init) => {
            if (init.method === 'POST' || lists++ === 0) return fetch(url, init);
            controller.abort();
            return new Promise(() => {});
        })(0) }",
    );
    let options = obeying(&controller, AGAIN);
    let clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.start", &[js(SWAP), options]).await;
    has(&error, "{ kind: 'aborted', outcomeUnknown: true }");
    nobody_listens(&controller);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn an_abort_in_the_first_list_has_started_nothing() {
    let account = Account::new();
    account.faults("listFaceSwapTasks", 0, "{ kind: 'hang' }").await;
    let controller = controller();
    let call = begin(&account.client(), "faceSwap.start", &[js(SWAP), obeying(&controller, KEY)]);
    account.received("listFaceSwapTasks").await;
    abort(&controller, "undefined");
    has(&rejects(call).await, "{ kind: 'aborted', outcomeUnknown: false }");
    nobody_listens(&controller);
    assert_eq!(account.count(ADD).await, 0.0);
}

#[wasm_bindgen_test]
async fn close_in_the_first_list_starts_nothing() {
    let account = Account::new();
    let a2e = account.client();
    let call = begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]);
    invoke(&a2e, "close", &[]).unwrap();
    has(&rejects(call).await, "{ kind: 'aborted', outcomeUnknown: false }");
    assert_eq!(account.count(ADD).await, 0.0);
}

#[wasm_bindgen_test]
async fn with_an_aborted_signal_not_even_the_list_is_asked() {
    let account = Account::new();
    let options = js(&format!("{{ ...{KEY}, signal: AbortSignal.abort() }}"));
    let error = fails(&account.client(), "faceSwap.start", &[js(SWAP), options]).await;
    has(&error, "{ kind: 'aborted', outcomeUnknown: false }");
    account.sent_nothing().await;
}

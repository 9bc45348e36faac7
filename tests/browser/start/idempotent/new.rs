//! Starts whose key was never used, as the caller knows: `keyIsNew`.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, KEY, LIST, keyed, refused, sent};
use crate::support::*;

const NEW: &str = "{ idempotencyKey: 'order-0001', keyIsNew: true }";

#[wasm_bindgen_test]
async fn it_is_sent_at_once_and_a_list_that_fails_does_not_matter() {
    let account = Account::new();
    account.faults(LIST, 0, "{ kind: 'status', status: 403 }").await;
    has(&keyed(&account.client(), NEW).await, "{ state: 'queued' }");
    assert_eq!(sent(&account).await, (1.0, 0.0));
}

#[wasm_bindgen_test]
async fn after_a_lost_answer_the_list_is_polled_as_for_any_key() {
    let account = Account::new();
    account.fault(ADD, "{ kind: 'lost' }").await;
    let clock = Clock::patient();
    let task = keyed(&account.client(), NEW).await;
    assert_eq!(clock.pauses(), [1000.0]);
    assert_eq!(sent(&account).await, (1.0, 1.0));
    // It carries the key like any other.
    let again = keyed(&account.client(), KEY).await;
    assert_eq!(text(&again, "id"), text(&task, "id"));
}

#[wasm_bindgen_test]
async fn a_start_that_was_sent_before_is_not_new() {
    let account = Account::new();
    let _clock = Clock::patient();
    let options = "{ idempotencyKey: 'order-0001', keyIsNew: true, sentAt: Date.now() - 60_000 }";
    has(&refused(&account.client(), options).await, "{ kind: 'unknown_outcome' }");
    assert_eq!(sent(&account).await, (0.0, 1.0));
}

#[wasm_bindgen_test]
async fn it_needs_a_key() {
    let account = Account::new();
    let error = refused(&account.client(), "{ keyIsNew: true }").await;
    has(&error, "{ kind: 'config', field: 'keyIsNew', outcomeUnknown: false }");
    account.sent_nothing().await;
}

//! Starts that are sent again.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, LIST, keyed, refused, sent};
use crate::support::*;

const DROP: &str = "{ kind: 'drop' }";

#[wasm_bindgen_test]
async fn a_start_of_which_there_is_no_trace_is_sent_again() {
    let account = Account::new();
    account.fault(ADD, DROP).await;
    let clock = Clock::patient();
    has(&keyed(&account.client(), AGAIN).await, "{ state: 'queued' }");
    assert_eq!(clock.pauses(), [1000.0, 4000.0, 10_000.0, 15_000.0]);
    assert_eq!(sent(&account).await, (2.0, 5.0));
    assert_eq!(account.coins().await, 990.0);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_second_start_whose_answer_is_lost_is_looked_for_too() {
    let account = Account::new();
    account.fault(ADD, DROP).await;
    account.fault(ADD, "{ kind: 'lost' }").await;
    let clock = Clock::patient();
    has(&keyed(&account.client(), AGAIN).await, "{ state: 'queued' }");
    assert_eq!(clock.pauses(), [1000.0, 4000.0, 10_000.0, 15_000.0, 1000.0]);
    assert_eq!(sent(&account).await, (2.0, 6.0));
    assert_eq!(account.coins().await, 990.0);
}

#[wasm_bindgen_test]
async fn a_start_is_sent_again_as_often_as_a_call_is_repeated() {
    for (retries, starts) in [("{}", 3.0), ("{ maxRetries: 0 }", 1.0), ("{ maxRetries: 1 }", 2.0)] {
        let account = Account::new();
        account.faults(ADD, 0, DROP).await;
        let _clock = Clock::patient();
        let error = refused(&account.client(), &format!("{{ ...{AGAIN}, ...{retries} }}")).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
        assert_eq!(sent(&account).await, (starts, 1.0 + 4.0 * starts));
    }
}

#[wasm_bindgen_test]
async fn after_a_look_that_failed_no_start_is_sent_again() {
    for skip in 1..=4 {
        let account = Account::new();
        account.fault(ADD, DROP).await;
        let fault = "{ kind: 'status', status: 403 }";
        account.command("faults", &format!("{{ operation: '{LIST}', skip: {skip}, fault: {fault} }}")).await;
        let _clock = Clock::patient();
        let error = refused(&account.client(), AGAIN).await;
        has(&error, "{ kind: 'unknown_outcome', status: undefined }");
        assert_eq!(sent(&account).await, (1.0, 5.0), "{skip}");
    }
}

#[wasm_bindgen_test]
async fn where_the_list_shows_no_names_no_start_is_sent_again() {
    for name in ["{ $delete: true }", "''", "null"] {
        let account = Account::new();
        let a2e = account.client();
        start(&a2e).await;
        account.fault(ADD, DROP).await;
        account.faults(LIST, 0, &format!("{{ kind: 'record', merge: {{ name: {name} }} }}")).await;
        let _clock = Clock::patient();
        has(&refused(&a2e, AGAIN).await, "{ kind: 'unknown_outcome' }");
        assert_eq!(account.count(ADD).await, 2.0);
    }
}

#[wasm_bindgen_test]
async fn a_second_start_that_is_refused_leaves_the_first_unknown() {
    let account = Account::new();
    account.fault(ADD, DROP).await;
    account.fault(ADD, "{ kind: 'status', status: 402 }").await;
    let _clock = Clock::patient();
    has(&refused(&account.client(), AGAIN).await, "{ kind: 'credits', status: 402, outcomeUnknown: true }");
}

#[wasm_bindgen_test]
async fn a_run_goes_on_with_the_start_that_was_sent_again() {
    let account = Account::new();
    account.script(DONE).await;
    account.fault(ADD, DROP).await;
    let _clock = Clock::patient();
    let task = ok(&account.client(), "faceSwap.run", &[js(SWAP), js(AGAIN)]).await;
    has(&task, "{ state: 'succeeded' }");
    assert_eq!(account.count(ADD).await, 2.0);
}

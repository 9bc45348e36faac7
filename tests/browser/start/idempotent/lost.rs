//! Starts whose answer was lost, and the looks for their tasks.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, LIST, keyed, refused, sent};
use crate::support::*;

/// A list in which nothing is to be seen.
const HIDDEN: &str = "{ kind: 'data', data: { count: 0, rows: [] } }";

/// Failures of a start that may have made a task; these have.
const AMBIGUOUS: [&str; 7] = [
    "{ kind: 'lost' }",
    "{ kind: 'cut' }",
    "{ kind: 'truncate' }",
    "{ kind: 'data', data: {} }",
    "{ kind: 'data', data: null }",
    "{ kind: 'status', status: 500, work: true }",
    "{ kind: 'status', status: 502, body: '<html>Bad Gateway</html>', work: true }",
];

/// A client whose account's clock goes with the fake one.
async fn in_step(account: &Account) -> JsValue {
    account.command("clock", "{ speed: 0 }").await;
    let body = format!("JSON.stringify({{ token: '{}', advanceMs }})", account.token);
    account.client_with(&format!(
        "{{ fetch: ((last) => async (...request) => {{
            const advanceMs = Date.now() - last;
            last += advanceMs;
            await (await fetch('{EMULATOR}/__emulator/clock', {{ method: 'POST', body: {body} }})).text();
            return fetch(...request);
        }})(Date.now()) }}"
    ))
}

#[wasm_bindgen_test]
async fn the_first_look_finds_what_was_made_at_once() {
    for fault in AMBIGUOUS {
        let account = Account::new();
        account.fault(ADD, fault).await;
        let clock = Clock::patient();
        has(&keyed(&account.client(), KEY).await, "{ state: 'queued' }");
        assert_eq!(clock.pauses(), [1000.0], "{fault}");
        assert_eq!(sent(&account).await, (1.0, 2.0), "{fault}");
        assert_eq!(clock.waiting(), 0);
    }
}

#[wasm_bindgen_test]
async fn the_looks_are_at_1_5_15_and_30_seconds() {
    for looks in 1..=4 {
        let account = Account::new();
        account.fault(ADD, "{ kind: 'lost' }").await;
        // In the first list and in all looks but the last.
        account.faults(LIST, looks, HIDDEN).await;
        let clock = Clock::patient();
        has(&keyed(&account.client(), AGAIN).await, "{ state: 'queued' }");
        assert_eq!(clock.pauses(), [1000.0, 4000.0, 10_000.0, 15_000.0][..looks as usize]);
        assert_eq!(sent(&account).await, (1.0, f64::from(looks) + 1.0));
    }
}

#[wasm_bindgen_test]
async fn a_list_that_asks_for_pauses_is_searched_as_often_as_one_call_is_repeated() {
    let busy = "{ kind: 'status', status: 429, headers: { 'retry-after': '50' } }";
    // Before anything was sent.
    let account = Account::new();
    account.faults(LIST, 0, busy).await;
    let clock = Clock::patient();
    let error = refused(&account.client(), AGAIN).await;
    has(&error, "{ kind: 'rate_limit', retryAfterMs: 50000, outcomeUnknown: false }");
    assert!(text(&error, "message").ends_with(". The start was not sent"), "{}", json(&error));
    assert_eq!((clock.pauses(), sent(&account).await), (vec![55_000.0; 2], (0.0, 3.0)));
    // After the answer of the start was lost.
    let account = Account::new();
    account.fault(ADD, "{ kind: 'lost' }").await;
    account.fault(LIST, HIDDEN).await;
    account.faults(LIST, 0, busy).await;
    let clock = Clock::patient();
    let error = refused(&account.client(), AGAIN).await;
    has(&error, "{ kind: 'unknown_outcome', retryAfterMs: 50000, outcomeUnknown: true }");
    says(
        &error,
        &["before you send it again. The list could not be read: GET /api/v1/userFaceSwapTask/records: "],
    );
    assert_eq!((clock.pauses(), sent(&account).await), (vec![1_000.0, 55_000.0, 55_000.0], (1.0, 4.0)));
}

#[wasm_bindgen_test]
async fn a_start_that_is_done_late_is_found_by_the_next_look() {
    for (ms, looks) in [(900, 1), (4_900, 2), (15_000, 3), (29_900, 4)] {
        let account = Account::new();
        account.fault(ADD, &format!("{{ kind: 'late', ms: {ms} }}")).await;
        let clock = Clock::patient();
        let a2e = in_step(&account).await;
        keyed(&a2e, AGAIN).await;
        assert_eq!(clock.pauses().len(), looks, "{ms}");
        assert_eq!(sent(&account).await, (1.0, looks as f64 + 1.0));
    }
}

#[wasm_bindgen_test]
async fn a_start_that_is_done_after_the_looks_is_unknown_or_made_twice() {
    for (options, starts) in [(KEY, 1.0), (AGAIN, 2.0)] {
        let account = Account::new();
        account.fault(ADD, "{ kind: 'late', ms: 31000 }").await;
        let _clock = Clock::patient();
        let a2e = in_step(&account).await;
        let start = call(&a2e, "faceSwap.start", &[js(SWAP), js(options)]).await;
        assert_eq!(start.is_ok(), starts == 2.0);
        account.command("clock", "{ advanceMs: 1000 }").await;
        assert_eq!(account.coins().await, 1000.0 - 10.0 * starts);
    }
}

#[wasm_bindgen_test]
async fn what_no_look_finds_is_unknown_outcome() {
    let account = Account::new();
    account.fault(ADD, "{ kind: 'drop' }").await;
    let clock = Clock::patient();
    let error = refused(&account.client(), KEY).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false, attempts: 1 }");
    has(&error, "{ method: 'POST', path: '/api/v1/userFaceSwapTask/add' }");
    assert_eq!(clock.pauses(), [1000.0, 4000.0, 10_000.0, 15_000.0]);
    assert_eq!(sent(&account).await, (1.0, 5.0));
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_start_without_an_answer_in_time_is_looked_for() {
    let account = Account::new();
    let a2e = account.client_with(
        "{ timeoutMs: 7000, fetch: async (url, init) => {
            const answer = await fetch(url, init);
            if (init.method !== 'POST') return answer;
            await answer.text();
            return new Promise((_, broken) => init.signal.addEventListener('abort', () => broken(init.signal.reason)));
        } }",
    );
    let clock = Clock::patient();
    keyed(&a2e, KEY).await;
    assert_eq!(clock.pauses(), [7000.0, 1000.0]);
    assert_eq!(account.count(ADD).await, 1.0);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_look_that_fails_is_passed_over() {
    let account = Account::new();
    account.fault(ADD, "{ kind: 'lost' }").await;
    let look =
        format!("{{ operation: '{LIST}', skip: 1, times: 3, fault: {{ kind: 'status', status: 500 }} }}");
    account.command("faults", &look).await;
    let clock = Clock::patient();
    has(&keyed(&account.client(), KEY).await, "{ state: 'queued' }");
    // The look at 1 s is tried three times, which takes from the pause before the next.
    assert_eq!(clock.pauses(), [1000.0, 250.0, 500.0, 3250.0]);
}

#[wasm_bindgen_test]
async fn a_clear_refusal_is_looked_for_by_nobody() {
    for (status, kind) in [(400, "validation"), (401, "auth"), (402, "credits"), (403, "permission")] {
        let account = Account::new();
        account.fault(ADD, &format!("{{ kind: 'status', status: {status} }}")).await;
        let clock = Clock::patient();
        let error = refused(&account.client(), AGAIN).await;
        has(&error, &format!("{{ kind: '{kind}', status: {status}, outcomeUnknown: false }}"));
        assert_eq!(sent(&account).await, (1.0, 1.0));
        assert_eq!(clock.pauses().len(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_start_that_was_too_much_is_repeated_as_without_a_key() {
    let account = Account::new();
    account.faults(ADD, 2, "{ kind: 'status', status: 429 }").await;
    let clock = Clock::patient();
    keyed(&account.client(), KEY).await;
    assert_eq!(clock.pauses(), [250.0, 500.0]);
    assert_eq!(sent(&account).await, (3.0, 1.0));
}

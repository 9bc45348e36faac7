//! What is sent again, and after how long.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const OVERLOADED: &str = "{ kind: 'status', status: 503 }";

#[wasm_bindgen_test]
async fn a_read_is_repeated_after_growing_pauses() {
    let account = Account::new();
    account.faults("getRemainingCoins", 6, OVERLOADED).await;
    let clock = Clock::patient();
    clock.chance(1.0);
    ok(&account.client(), "account.coins", &[js("{ maxRetries: 6 }")]).await;
    assert_eq!(clock.pauses(), [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0]);
    assert_eq!(account.count("getRemainingCoins").await, 7.0);
}

#[wasm_bindgen_test]
async fn pauses_are_jittered_down_to_nothing() {
    let account = Account::new();
    account.faults("getRemainingCoins", 2, OVERLOADED).await;
    let clock = Clock::patient();
    clock.chance(0.0);
    ok(&account.client(), "account.coins", &[]).await;
    assert_eq!(clock.pauses(), [0.0, 0.0]);
}

#[wasm_bindgen_test]
async fn two_repeats_are_the_default_and_the_call_may_choose() {
    for (options, attempts) in [("{}", 3.0), ("{ maxRetries: 0 }", 1.0), ("{ maxRetries: 1 }", 2.0)] {
        let account = Account::new();
        account.faults("getRemainingCoins", 0, OVERLOADED).await;
        let _clock = Clock::patient();
        let error = fails(&account.client(), "account.coins", &[js(options)]).await;
        assert_eq!(number(&error, "attempts"), attempts);
        assert_eq!(account.count("getRemainingCoins").await, attempts);
    }
}

#[wasm_bindgen_test]
async fn a_start_is_not_repeated_after_500_and_503() {
    for status in [500, 503] {
        let account = Account::new();
        account.faults("addFaceSwapTask", 0, &format!("{{ kind: 'status', status: {status} }}")).await;
        let clock = Clock::patient();
        let error = fails(&account.client(), "faceSwap.start", &[js(SWAP)]).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
        assert_eq!(account.count("addFaceSwapTask").await, 1.0);
        assert!(clock.pauses().is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_start_is_repeated_after_429_and_charged_once() {
    let account = Account::new();
    let fault = "{ kind: 'status', status: 429, headers: { 'retry-after': '3' } }";
    account.faults("addFaceSwapTask", 2, fault).await;
    let clock = Clock::patient();
    start(&account.client()).await;
    assert_eq!(clock.pauses(), [3300.0, 3500.0]);
    assert_eq!(account.count("addFaceSwapTask").await, 3.0);
    assert_eq!(account.coins().await, 990.0);
}

#[wasm_bindgen_test]
async fn retry_after_in_seconds_is_obeyed_up_to_a_minute() {
    let account = Account::new();
    for seconds in [7, 60] {
        let fault = format!("{{ kind: 'status', status: 429, headers: {{ 'retry-after': '{seconds}' }} }}");
        account.fault("getRemainingCoins", &fault).await;
    }
    let clock = Clock::patient();
    clock.chance(0.0);
    ok(&account.client(), "account.coins", &[]).await;
    assert_eq!(clock.pauses(), [7000.0, 60_000.0]);
}

#[wasm_bindgen_test]
async fn calls_that_were_asked_for_the_same_pause_come_back_one_after_another() {
    let account = Account::new();
    let fault = "{ kind: 'status', status: 429, headers: { 'retry-after': '10' } }";
    js("globalThis.delays = []");
    let a2e = account.client_with("{ onRetry: ({ delayMs }) => delays.push(delayMs) }");
    let clock = Clock::patient();
    for random in [0.0, 0.25, 0.5, 0.75, 1.0] {
        account.fault("getRemainingCoins", fault).await;
        clock.chance(random);
        ok(&a2e, "account.coins", &[]).await;
    }
    assert_eq!(json(&js("delays")), "[10000,10500,11000,11500,12000]");
}

#[wasm_bindgen_test]
async fn a_retry_after_above_a_minute_is_told_at_once() {
    for (method, operation, params) in
        [("account.coins", "getRemainingCoins", "undefined"), ("faceSwap.start", "addFaceSwapTask", SWAP)]
    {
        let account = Account::new();
        let fault = "{ kind: 'status', status: 429, headers: { 'retry-after': '28800' } }";
        account.faults(operation, 0, fault).await;
        let clock = Clock::patient();
        let error = fails(&account.client(), method, &[js(params)]).await;
        has(
            &error,
            "{ kind: 'rate_limit', retryAfterMs: 28800000, retryable: true, attempts: 1, outcomeUnknown: false }",
        );
        assert!(clock.pauses().is_empty());
    }
}

#[wasm_bindgen_test]
async fn no_caller_is_told_to_wait_longer_than_a_day() {
    let account = Account::new();
    let fault = "{ kind: 'status', status: 503, headers: { 'retry-after': '31536000000' } }";
    account.fault("getRemainingCoins", fault).await;
    has(&fails(&account.client(), "account.coins", &[]).await, "{ kind: 'server', retryAfterMs: 86400000 }");
}

#[wasm_bindgen_test]
async fn retry_after_as_a_date_is_obeyed() {
    let account = Account::new();
    let clock = Clock::patient();
    clock.chance(0.0);
    let date = js(&format!("new Date({} + 9000).toUTCString()", clock.now())).as_string().unwrap();
    let left = js(&format!("Date.parse('{date}') - {}", clock.now())).as_f64().unwrap();
    account
        .fault(
            "getRemainingCoins",
            &format!("{{ kind: 'status', status: 503, headers: {{ 'retry-after': '{date}' }} }}"),
        )
        .await;
    ok(&account.client(), "account.coins", &[]).await;
    assert_eq!(clock.pauses(), [left.round()]);
}

#[wasm_bindgen_test]
async fn the_error_tells_what_retry_after_asked_for() {
    let account = Account::new();
    account
        .fault("getRemainingCoins", "{ kind: 'status', status: 429, headers: { 'retry-after': '11' } }")
        .await;
    let error = fails(&account.client(), "account.coins", &[js("{ maxRetries: 0 }")]).await;
    has(&error, "{ kind: 'rate_limit', retryAfterMs: 11000, retryable: true, attempts: 1 }");
}

#[wasm_bindgen_test]
async fn a_read_whose_connection_broke_is_repeated() {
    for fault in ["{ kind: 'drop' }", "{ kind: 'cut' }", "{ kind: 'lost' }"] {
        let a2e = Account::new().client_with(&meeting(&format!("[{fault}, {fault}]")));
        let clock = Clock::patient();
        ok(&a2e, "account.coins", &[]).await;
        assert_eq!(clock.pauses(), [250.0, 500.0], "{fault}");
    }
}

#[wasm_bindgen_test]
async fn a_repeated_delete_that_answers_404_succeeded() {
    let account = Account::new();
    let a2e = account.client();
    let task = start(&a2e).await;
    account.fault("deleteFaceSwapTask", "{ kind: 'lost' }").await;
    let _clock = Clock::patient();
    ok(&a2e, "faceSwap.delete", &[task.clone()]).await;
    assert_eq!(account.count("deleteFaceSwapTask").await, 2.0);
    has(&fails(&a2e, "faceSwap.delete", &[task]).await, "{ kind: 'not_found', attempts: 1 }");
}

#[wasm_bindgen_test]
async fn what_writes_without_a_price_is_not_repeated_either() {
    let account = Account::new();
    account.fault("addFaceSwapImage", "{ kind: 'lost' }").await;
    let error =
        fails(&account.client(), "faceSwap.images.add", &[js("{ face_url: 'https://a.example/1.jpg' }")])
            .await;
    has(&error, "{ kind: 'network', outcomeUnknown: true, retryable: false, attempts: 1 }");
    assert_eq!(account.count("addFaceSwapImage").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_retry_after_that_says_nothing_or_lies_in_the_past_is_no_obstacle() {
    for (header, pause) in [
        ("soon", 250.0),
        ("-5", 250.0),
        ("1e9", 250.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 250.0),
        ("0", 250.0),
    ] {
        let account = Account::new();
        let fault = format!("{{ kind: 'status', status: 429, headers: {{ 'retry-after': '{header}' }} }}");
        account.fault("getRemainingCoins", &fault).await;
        let clock = Clock::patient();
        ok(&account.client(), "account.coins", &[]).await;
        assert_eq!(clock.pauses(), [pause], "{header}");
    }
}

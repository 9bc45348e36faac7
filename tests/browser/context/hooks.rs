//! Observers: they see what happens and can neither change it nor learn a secret.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// Options whose hooks write down what they are told.
const WATCHED: &str = "{
    onRequest: (event) => heard.push({ hook: 'request', ...event }),
    onResponse: (event) => heard.push({ hook: 'response', ...event }),
    onRetry: (event) => heard.push({ hook: 'retry', ...event }),
    logger: { debug: (line) => heard.push({ hook: 'debug', line }), warn: (line) => heard.push({ hook: 'warn', line }) },
}";

#[wasm_bindgen_test]
async fn hooks_are_told_of_each_attempt() {
    let account = Account::new();
    account.fault("getRemainingCoins", "{ kind: 'status', status: 503 }").await;
    js("globalThis.heard = []");
    let _clock = Clock::patient();
    ok(&account.client_with(&format!("{{ ...{WATCHED}, logger: null }}")), "account.coins", &[]).await;
    let heard = js("heard");
    let call = "method: 'GET', path: '/api/v1/user/remainingCoins'";
    for (index, wanted) in [
        "hook: 'request', id: 1, attempt: 1",
        "hook: 'response', id: 1, attempt: 1, status: 503, durationMs: 0",
        "hook: 'retry', id: 1, attempt: 1, delayMs: 250, kind: 'server'",
        "hook: 'request', id: 1, attempt: 2",
        "hook: 'response', id: 1, attempt: 2, status: 200, durationMs: 0",
    ]
    .into_iter()
    .enumerate()
    {
        has(&get(&heard, &index.to_string()), &format!("{{ {call}, {wanted} }}"));
    }
    assert_eq!(number(&heard, "length"), 5.0);
}

#[wasm_bindgen_test]
async fn the_id_of_an_event_tells_calls_apart() {
    js("globalThis.heard = []");
    let a2e = Account::new().client_with("{ onRequest: (event) => heard.push(event.id) }");
    let calls = [begin(&a2e, "account.coins", &[]), begin(&a2e, "account.coins", &[])];
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(json(&js("heard")), "[1,2]");
}

#[wasm_bindgen_test]
async fn hooks_and_logger_see_no_token_no_query_and_no_body() {
    let account = Account::new();
    let echo = format!(
        "{{ kind: 'status', status: 429, body: {{ code: 429, msg: 'slow down, {}' }} }}",
        account.token
    );
    account.faults("addFaceSwapTask", 1, &echo).await;
    js("globalThis.heard = []");
    let _clock = Clock::patient();
    let a2e = account.client_with(WATCHED);
    start(&a2e).await;
    let query = js("{ query: { pageNum: 1, pageSize: 1, secret: 'query-secret' } }");
    ok(&a2e, "call", &[js("'GET'"), js("'/api/v1/userFaceSwapTask/records'"), query]).await;
    let heard = json(&js("heard"));
    for secret in [&account.token, "Ada", "ada.jpg", "query-secret", "Bearer"] {
        assert!(!heard.contains(secret), "{secret} is in {heard}");
    }
    assert!(heard.contains("\"hook\":\"debug\""));
}

/// Counts rejections that nobody handles while it runs.
const OBSERVE: &str = "(globalThis.unhandled = [], globalThis.onunhandledrejection = (event) => { event.preventDefault(); unhandled.push(String(event.reason)) })";

#[wasm_bindgen_test]
async fn a_hook_or_logger_that_throws_or_rejects_harms_nothing() {
    js(OBSERVE);
    for bad in [
        "() => { throw new Error('hook') }",
        "async () => { throw new Error('hook') }",
        "() => ({ then() { throw 1 } })",
    ] {
        let account = Account::new();
        account.fault("getRemainingCoins", "{ kind: 'status', status: 503 }").await;
        let a2e = account.client_with(&format!(
            "{{ onRequest: {bad}, onResponse: {bad}, onRetry: {bad}, logger: {{ debug: {bad}, warn: {bad} }} }}"
        ));
        let _clock = Clock::patient();
        assert_eq!(number(&ok(&a2e, "account.coins", &[]).await, "coins"), 1000.0);
    }
    nobody_missed_a_rejection().await;
}

#[wasm_bindgen_test]
async fn a_progress_callback_that_throws_or_rejects_harms_nothing() {
    js(OBSERVE);
    for bad in ["() => { throw new Error('hook') }", "async () => { throw new Error('hook') }"] {
        let account = Account::new();
        account.script(DONE).await;
        let a2e = account.client();
        let clock = Clock::patient();
        let task = ok(&a2e, "faceSwap.run", &[js(SWAP), js(&format!("{{ onProgress: {bad} }}"))]).await;
        has(&task, "{ state: 'succeeded' }");
        drop(clock);
        ok(&a2e, "storage.upload", &[js("new Uint8Array(3)"), js(&format!("{{ onProgress: {bad} }}"))]).await;
    }
    nobody_missed_a_rejection().await;
}

/// Browsers report a rejection once the microtasks have run.
async fn nobody_missed_a_rejection() {
    macrotask().await;
    let unhandled = js("(globalThis.onunhandledrejection = null, unhandled)");
    assert_eq!(json(&unhandled), "[]");
}

#[wasm_bindgen_test]
async fn a_hook_may_call_the_client_itself() {
    let account = Account::new();
    js("globalThis.inner = []");
    let hook = "(event) => { if (event.id === 1) inner.push(calling.account.coins()) }";
    let a2e = account.client_with(&format!("{{ onRequest: {hook}, onResponse: {hook} }}"));
    share("calling", &a2e);
    has(&ok(&a2e, "account.coins", &[]).await, "{ coins: 1000 }");
    let inner = js("Promise.all(inner)");
    let all = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&inner)).await.unwrap();
    assert_eq!(number(&all, "length"), 2.0);
}

//! The exchange with the server: redirects, broken connections, time limits, a `fetch` of the caller.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A call that is answered by a redirect to another origin, which must see nothing of it.
async fn redirected(operation: &str, method: &str, params: &str, status: u16) -> JsValue {
    let account = Account::new();
    let elsewhere = format!("/elsewhere/{}", account.token);
    let port = EMULATOR.rsplit(':').next().unwrap();
    let location = format!("http://localhost:{port}{elsewhere}");
    let fault = format!("{{ kind: 'redirect', status: {status}, location: '{location}' }}");
    account.faults(operation, 0, &fault).await;
    let error = fails(&account.client(), method, &[js(params)]).await;
    assert_eq!(account.count(operation).await, 1.0);
    assert!(!json(&whole_log().await).contains(&elsewhere), "{status} was followed");
    error
}

#[wasm_bindgen_test]
async fn a_redirect_of_a_read_is_never_followed() {
    for status in [301, 302, 303, 307, 308] {
        let error = redirected("getRemainingCoins", "account.coins", "undefined", status).await;
        has(&error, "{ kind: 'server', retryable: false, attempts: 1 }");
        says(&error, &["redirect", "baseUrl"]);
    }
}

#[wasm_bindgen_test]
async fn a_redirect_of_a_start_is_never_followed_and_charges_nothing() {
    for status in [301, 302, 303, 307, 308] {
        let error = redirected("addFaceSwapTask", "faceSwap.start", SWAP, status).await;
        // Pages see the status of no redirect. Servers do: see `tests/package/paid.test.mjs`.
        has(&error, "{ kind: 'server', outcomeUnknown: false, attempts: 1 }");
    }
}

/// The error of a start by a client without a token, whose proxy answers so.
async fn behind_a_proxy(answer: &str) -> JsValue {
    let options = js(&format!("{{ baseUrl: '/api/a2e', fetch: async () => {answer} }}"));
    let call = client(&options).unwrap();
    fails(&call, "faceSwap.start", &[js(SWAP)]).await
}

#[wasm_bindgen_test]
async fn a_redirect_before_a_proxy_tells_of_the_session_and_of_slashes() {
    let advice = "Sign in again, or let the proxy answer paths as they are, without a slash at the end";
    let begin = "POST /api/v1/userFaceSwapTask/add: the server answered with a redirect";
    for (answer, place) in [
        // What a page gets to see of each redirect.
        ("({ type: 'opaqueredirect', status: 0, headers: new Headers(), async text() { return '' } })", ""),
        (
            "Response.redirect('https://app.example/login?next=secret', 307)",
            " (to https://app.example/login)",
        ),
    ] {
        let error = behind_a_proxy(answer).await;
        has(&error, "{ kind: 'server', outcomeUnknown: false, retryable: false, attempts: 1 }");
        assert_eq!(text(&error, "message"), format!("{begin}{place}, which is never followed. {advice}"));
    }
}

#[wasm_bindgen_test]
async fn the_cache_of_the_browser_is_not_asked() {
    let account = Account::new();
    let a2e = account.client();
    // Browsers keep both of these without being told to, whatever the token.
    for status in [301, 308] {
        let fault = format!("{{ kind: 'redirect', status: {status}, location: '{EMULATOR}/elsewhere' }}");
        account.fault("getRemainingCoins", &fault).await;
        fails(&a2e, "account.coins", &[]).await;
        ok(&a2e, "account.coins", &[]).await;
    }
    let headers = "{ 'cache-control': 'max-age=999' }";
    let fault =
        format!("{{ kind: 'status', status: 200, headers: {headers}, body: {{ code: 0, data: 1 }} }}");
    account.fault("getRemainingCoins", &fault).await;
    assert_eq!(ok(&a2e, "account.coins", &[]).await, 1);
    has(&ok(&a2e, "account.coins", &[]).await, "{ coins: 1000 }");
}

/// A client whose server does not listen: the emulator is on 127.0.0.1 only.
fn nobody_there() -> JsValue {
    let port = EMULATOR.rsplit(':').next().unwrap();
    Account::new().client_with(&format!("{{ baseUrl: 'http://127.0.0.2:{port}' }}"))
}

#[wasm_bindgen_test]
async fn a_refused_connection_of_a_read_is_tried_again_and_counted() {
    let clock = Clock::patient();
    let error = fails(&nobody_there(), "account.coins", &[]).await;
    has(&error, "{ kind: 'network', retryable: true, attempts: 3, outcomeUnknown: false }");
    assert_eq!(clock.pauses(), [250.0, 500.0]);
}

#[wasm_bindgen_test]
async fn a_page_cannot_know_that_a_start_never_left() {
    let error = fails(&nobody_there(), "faceSwap.start", &[js(SWAP)]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, attempts: 1 }");
}

#[wasm_bindgen_test]
async fn a_read_without_an_answer_ends_with_the_time_limit() {
    let account = Account::new();
    account.faults("getRemainingCoins", 0, "{ kind: 'hang' }").await;
    let clock = Clock::impatient();
    let error = fails(&account.client(), "account.coins", &[js("{ timeoutMs: 5000 }")]).await;
    has(&error, "{ kind: 'timeout', retryable: true, attempts: 3, outcomeUnknown: false }");
    assert_eq!(clock.pauses(), [5000.0, 250.0, 5000.0, 500.0, 5000.0]);
}

#[wasm_bindgen_test]
async fn a_start_without_an_answer_is_unknown_outcome() {
    let account = Account::new();
    account.faults("addFaceSwapTask", 0, "{ kind: 'hang' }").await;
    let clock = Clock::impatient();
    let error = fails(&account.client(), "faceSwap.start", &[js(SWAP)]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false, attempts: 1 }");
    assert_eq!(clock.pauses(), [60_000.0]);
}

#[wasm_bindgen_test]
async fn a_call_without_a_time_limit_sets_no_timer() {
    let clock = Clock::stopped();
    let a2e = Account::new().client_with("{ timeoutMs: Infinity, fetch: () => new Promise(() => {}) }");
    let _call = begin(&a2e, "account.coins", &[]);
    macrotask().await;
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn no_timer_is_left_behind() {
    let account = Account::new();
    let clock = Clock::stopped();
    start(&account.client()).await;
    fails(&account.client(), "faceSwap.get", &[js(&format!("'{NOBODY}'"))]).await;
    assert_eq!(clock.waiting(), 0);
}

/// A client with a `fetch` of the caller.
fn with_fetch(fetch: &str) -> JsValue {
    Account::new().client_with(&format!("{{ maxRetries: 0, fetch: {fetch} }}"))
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_no_error_is_a_network_error() {
    for fetch in ["() => { throw 'plainly' }", "async () => { throw 'plainly' }"] {
        let error = fails(&with_fetch(fetch), "account.coins", &[]).await;
        has(&error, "{ kind: 'network', cause: 'plainly' }");
        says(&error, &["plainly"]);
    }
    has(&fails(&with_fetch("() => { throw undefined }"), "account.coins", &[]).await, "{ kind: 'network' }");
}

/// The error of a start whose `fetch` does this.
async fn started(fetch: &str) -> JsValue {
    fails(&with_fetch(fetch), "faceSwap.start", &[js(SWAP)]).await
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_at_once_sent_nothing() {
    let error = started("() => { throw new TypeError('fetch is not a function') }").await;
    has(&error, "{ kind: 'network', outcomeUnknown: false, retryable: true, attempts: 1 }");
    assert_eq!(
        text(&error, "message"),
        "POST /api/v1/userFaceSwapTask/add: the request could not be sent: fetch is not a function"
    );
    has(
        &started("async () => { throw new TypeError('fetch is not a function') }").await,
        "{ kind: 'unknown_outcome' }",
    );
}

#[wasm_bindgen_test]
async fn an_error_that_proves_it_sent_nothing_wherever_its_code_is() {
    js("globalThis.coded = (code, more) => Object.assign(new Error('it failed'), { code }, more)");
    for (thrown, code) in [
        ("coded('ECONNREFUSED')", "ECONNREFUSED"),
        ("{ message: 'it failed', cause: { code: 'ENOTFOUND' } }", "ENOTFOUND"),
        (
            "coded('ERR_NETWORK', { cause: { cause: coded('CERT_HAS_EXPIRED') } })",
            "ERR_NETWORK: CERT_HAS_EXPIRED",
        ),
        (
            "{ message: 'it failed', cause: new AggregateError([coded('ENETUNREACH'), coded('EHOSTUNREACH')], '') }",
            "ENETUNREACH",
        ),
    ] {
        let error = started(&format!("async () => {{ throw {thrown} }}")).await;
        has(&error, "{ kind: 'network', outcomeUnknown: false }");
        assert_eq!(
            text(&error, "message"),
            format!("POST /api/v1/userFaceSwapTask/add: the request could not be sent: it failed: {code}")
        );
    }
}

#[wasm_bindgen_test]
async fn an_error_that_proves_nothing_leaves_the_outcome_open() {
    js("globalThis.coded = (code, more) => Object.assign(new Error('it failed'), { code }, more)");
    for thrown in [
        "coded('ECONNRESET')",
        "coded('EHOSTUNREACH', { message: 'read EHOSTUNREACH' })",
        "coded('ETIMEDOUT')",
        "{ cause: new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')], '') }",
        "{ cause: { cause: { cause: { cause: { cause: coded('ECONNREFUSED') } } } } }",
        "{ errors: new Proxy([], { get() { throw 'no' } }), code: 7, cause: Object.create(null) }",
        "((error) => Object.assign(error, { cause: error }))(coded('UND_ERR_SOCKET'))",
    ] {
        let error = started(&format!("async () => {{ throw {thrown} }}")).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false }");
    }
}

#[wasm_bindgen_test]
async fn after_the_head_of_an_answer_no_error_proves_anything() {
    let broken = "throw Object.assign(new Error('it failed'), { code: 'ECONNREFUSED' })";
    let fetch =
        format!("async () => ({{ status: 200, headers: new Headers(), async text() {{ {broken} }} }})");
    has(&started(&fetch).await, "{ kind: 'unknown_outcome', outcomeUnknown: true, status: 200 }");
}

#[wasm_bindgen_test]
async fn what_is_aborted_on_its_way_may_have_been_charged_and_says_so() {
    let hangs = "(url, { signal }) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))";
    let aborted = async |method, params| {
        let controller = controller();
        let call = begin(&with_fetch(hangs), method, &[js(params), obeying(&controller, "{}")]);
        abort(&controller, "new Error('enough')");
        rejects(call).await
    };
    let error = aborted("faceSwap.start", SWAP).await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', outcomeUnknown: true, retryable: false }");
    says(&error, &["may have been accepted and charged"]);
    // Sent a moment after the call; what comes of one that is aborted later is in tests/package/rooms.test.mjs.
    let error = aborted("streaming.join", "{ avatar_id: '0123456789abcdef01234567' }").await;
    has(&error, "{ name: 'AbortError', kind: 'aborted', outcomeUnknown: false, attempts: 0 }");
    let early = js("{ signal: AbortSignal.abort() }");
    let error = fails(&with_fetch(hangs), "faceSwap.start", &[js(SWAP), early]).await;
    has(&error, "{ kind: 'aborted', outcomeUnknown: false, attempts: 0 }");
}

#[wasm_bindgen_test]
async fn a_fetch_that_gives_no_response_is_a_network_error() {
    for fetch in ["() => undefined", "async () => null", "() => 5", "() => ({})", "() => ({ headers: {} })"] {
        has(&fails(&with_fetch(fetch), "account.coins", &[]).await, "{ kind: 'network', attempts: 1 }");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_may_give_what_looks_like_a_response_without_a_promise() {
    let fetch =
        "() => ({ status: 200, headers: new Headers(), text: () => '{\"code\":0,\"data\":{\"coins\":3}}' })";
    assert_eq!(number(&ok(&with_fetch(fetch), "account.coins", &[]).await, "coins"), 3.0);
}

#[wasm_bindgen_test]
async fn a_fetch_is_called_unbound_with_a_url_and_an_init() {
    let fetch = "function (url, init) { 'use strict'; globalThis.got = [this, typeof url, init]; return new Response('{\"code\":0}') }";
    ok(&with_fetch(fetch), "account.coins", &[]).await;
    let got = js("got");
    assert!(get(&got, "0").is_undefined());
    assert_eq!(text(&got, "1"), "string");
    has(&get(&got, "2"), "{ method: 'GET', redirect: 'manual', cache: 'no-store', body: undefined }");
}

#[wasm_bindgen_test]
async fn the_time_limit_covers_the_body() {
    let clock = Clock::impatient();
    let fetch = "async () => ({ status: 200, headers: new Headers(), text: () => new Promise(() => {}) })";
    has(&fails(&with_fetch(fetch), "account.coins", &[]).await, "{ kind: 'timeout', status: 200 }");
    assert_eq!(clock.pauses(), [60_000.0]);
}

#[wasm_bindgen_test]
async fn a_response_that_throws_is_a_network_error() {
    for response in
        ["text() { throw 'broken' }", "get text() { throw 'broken' }", "text: async () => { throw 'broken' }"]
    {
        let fetch = format!("() => ({{ status: 200, headers: new Headers(), {response} }})");
        has(&fails(&with_fetch(&fetch), "account.coins", &[]).await, "{ kind: 'network' }");
    }
    let fetch =
        "() => ({ status: 200, headers: { get() { throw 1 } }, text: () => '{\"code\":0,\"data\":1}' })";
    assert_eq!(ok(&with_fetch(fetch), "account.coins", &[]).await, 1);
}

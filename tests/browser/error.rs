//! The error: an `Error` of JavaScript with facts, and without secrets.

use js_sys::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// Checks that nothing a program would log of an error holds the token.
#[track_caller]
fn keeps_the_secret(error: &JsValue, token: &str) {
    let members = get(
        &js(
            "{ all: (error) => JSON.stringify(Object.fromEntries(Object.getOwnPropertyNames(error).filter((key) => key !== 'cause').map((key) => [key, error[key]]))) }",
        ),
        "all",
    );
    let members = members.unchecked_into::<js_sys::Function>().call1(&JsValue::NULL, error).unwrap();
    for text in [json(error), text(error, "message"), text(error, "stack"), members.as_string().unwrap()] {
        assert!(!text.contains(token), "the token is in: {text}");
    }
}

#[wasm_bindgen_test]
async fn an_error_is_an_error_with_a_name_and_json() {
    let error = fails(&Account::new().client(), "faceSwap.get", &[js(&format!("'{NOBODY}'"))]).await;
    assert!(error.is_instance_of::<Error>());
    has(&error, "{ name: 'A2EError', kind: 'not_found', status: 404 }");
    let copy = js_sys::JSON::parse(&json(&error)).unwrap();
    has(&copy, "{ name: 'A2EError', kind: 'not_found', status: 404, attempts: 1, cause: undefined }");
    assert_eq!(text(&copy, "message"), text(&error, "message"));
    assert_eq!(
        get(&error, "constructor.is").unchecked_into::<js_sys::Function>().call1(&JsValue::NULL, &error),
        Ok(JsValue::TRUE)
    );
}

#[wasm_bindgen_test]
async fn no_error_of_the_service_holds_the_token() {
    let account = Account::new();
    let a2e = account.client_with("{ maxRetries: 0 }");
    let token = &account.token;
    for fault in [
        format!("{{ kind: 'status', status: 400, body: {{ code: 400, msg: 'bad token {token}' }} }}"),
        format!("{{ kind: 'status', status: 500, body: {{ error: {{ message: 'Bearer {token}' }} }} }}"),
        format!(
            "{{ kind: 'status', status: 400, body: {{ code: '{token}', msg: 'x', trace_id: '{token}' }} }}"
        ),
        format!("{{ kind: 'status', status: 400, body: {{ errors: ['{token}'] }} }}"),
        format!("{{ kind: 'body', body: '<html>{token}</html>' }}"),
        format!("{{ kind: 'data', data: 'accepted for {token}' }}"),
        format!("{{ kind: 'body', body: '<html>{}</html>{token}' }}", "x".repeat(95)),
    ] {
        account.fault("addFaceSwapTask", &fault).await;
        keeps_the_secret(&fails(&a2e, "faceSwap.start", &[js(SWAP)]).await, token);
    }
}

#[wasm_bindgen_test]
async fn no_error_of_a_fetch_holds_the_token() {
    let account = Account::new();
    let throws = format!(
        "{{ maxRetries: 0, fetch: () => {{ throw new TypeError('no: Bearer {}') }} }}",
        account.token
    );
    keeps_the_secret(&fails(&account.client_with(&throws), "account.coins", &[]).await, &account.token);
}

#[wasm_bindgen_test]
async fn no_error_of_a_token_function_holds_the_token() {
    let account = Account::new();
    let throws = format!("{{ token: () => {{ throw new Error('expired: {}') }} }}", account.token);
    keeps_the_secret(&fails(&account.client_with(&throws), "account.coins", &[]).await, &account.token);
}

#[wasm_bindgen_test]
async fn a_failed_fetch_in_a_page_names_cors_and_the_proxy() {
    let account = Account::new();
    let a2e = account.client_with("{ maxRetries: 0 }");
    account.faults("getRemainingCoins", 0, "{ kind: 'drop' }").await;
    let error = fails(&a2e, "account.coins", &[]).await;
    has(&error, "{ kind: 'network', status: undefined, attempts: 1 }");
    says(&error, &["CORS", "proxy", "baseUrl"]);
    assert!(get(&error, "cause").is_instance_of::<js_sys::TypeError>());
}

/// The message of a read by a client without a token, whose proxy answers so, without the place of the call.
async fn told_by_a_proxy(answer: &str) -> String {
    let options = format!("{{ baseUrl: '/api/a2e', maxRetries: 0, fetch: async () => {answer} }}");
    let error = fails(&client(&js(&options)).unwrap(), "account.coins", &[]).await;
    text(&error, "message").strip_prefix("GET /api/v1/user/remainingCoins: ").unwrap().into()
}

#[wasm_bindgen_test]
async fn what_the_proxy_says_stands_alone() {
    for (status, words) in [
        (401, "sign in first"),
        (403, "`account.coins` is not among what this proxy allows"),
        (404, "there is no such record of yours"),
        (429, "this proxy allows 5 starts a minute for each user; try again in 7 s"),
        (500, "the proxy failed"),
    ] {
        let body = format!("{{ code: {status}, msg: '{words}', sent: false }}");
        let answer = format!("Response.json({body}, {{ status: {status} }})");
        assert_eq!(told_by_a_proxy(&answer).await, words);
    }
}

#[wasm_bindgen_test]
async fn advice_behind_a_proxy_is_for_those_who_have_no_token() {
    let service = |code: u16, words: &str| {
        format!("Response.json({{ code: {code}, msg: '{words}' }}, {{ status: {code} }})")
    };
    let page = |status: u16| format!("new Response('<h1>Hello</h1>', {{ status: {status} }})");
    let begins = "the answer is no JSON envelope; it begins `<h1>Hello</h1>`";
    for (answer, expected) in [
        (service(401, "bad token"), "bad token. Sign in, or check the token of the proxy at `baseUrl`."),
        (service(403, "for free users no"), "for free users no. The API needs a paid plan."),
        (service(400, "Insufficient coins"), "Insufficient coins"),
        (service(404, "no such task"), "no such task"),
        (service(429, "busy"), "busy. Wait `retryAfterMs` if given, and send fewer requests at once."),
        (page(200), &format!("{begins}. Check that a proxy is at `baseUrl`.")),
        (page(404), &format!("{begins}. Check that a proxy is at `baseUrl`.")),
        (page(401), &format!("{begins}. Sign in, or check the token of the proxy at `baseUrl`.")),
        (page(503), begins),
        (
            "Promise.reject(new TypeError('Failed to fetch'))".into(),
            "no answer arrived: Failed to fetch. The proxy at `baseUrl` may be down, or may not allow this page's origin.",
        ),
    ] as [(String, &str); 10]
    {
        assert_eq!(told_by_a_proxy(&answer).await, expected);
    }
}

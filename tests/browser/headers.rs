//! Request headers.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
fn headers_of_the_library_s_own_are_refused() {
    for name in ["authorization", "Authorization", "cookie", "Host"] {
        let error = client(&js(&format!("{{ token: 'x', headers: {{ '{name}': 'y' }} }}"))).unwrap_err();
        has(&error, &format!("{{ kind: 'config', field: '{name}' }}"));
    }
}

#[wasm_bindgen_test]
async fn a_header_with_a_line_break_is_refused_and_nothing_is_sent() {
    assert!(client(&js("{ token: 'x', headers: { 'x-a': 'b\\r\\nc: d' } }")).is_err());
    let account = Account::new();
    for headers in ["{ 'x-a': 'b\\nc: d' }", "{ 'x-a\\n': 'b' }", "{ authorization: 'Bearer y' }"] {
        let options = js(&format!("{{ headers: {headers} }}"));
        has(&fails(&account.client(), "account.coins", &[options]).await, "{ kind: 'config' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn headers_of_client_and_call_are_sent_and_the_call_s_wins() {
    let account = Account::new();
    let a2e = account.client_with("{ headers: { 'x-client': '1', 'x-both': 'client' } }");
    ok(&a2e, "account.coins", &[js("{ headers: { 'x-call': '2', 'X-Both': 'call' } }")]).await;
    let request = get(&account.log().await, "0");
    let headers = get(&request, "headers");
    has(&headers, "{ 'x-client': '1', 'x-call': '2', 'x-both': 'call', accept: 'application/json' }");
}

#[wasm_bindgen_test]
async fn lang_is_sent_as_x_lang() {
    let account = Account::new();
    ok(&account.client_with("{ lang: 'de-DE' }"), "account.coins", &[]).await;
    assert_eq!(text(&account.log().await, "0.lang"), "de-DE");
}

#[wasm_bindgen_test]
async fn the_token_goes_into_the_authorization_header_and_nowhere_else() {
    let account = Account::new();
    start(&account.client()).await;
    let request = get(&account.log().await, "0");
    has(&request, "{ tokenPresent: true, contentType: 'application/json' }");
    assert!(!json(&request).contains(&account.token));
}

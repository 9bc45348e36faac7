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
fn what_cannot_stand_in_a_header_is_refused() {
    let message = |headers: &str| {
        let made = client(&js(&format!("{{ token: 'x', headers: {{ {headers} }} }}")));
        made.err().map(|error| text(&error, "message")).unwrap_or_default()
    };
    assert_eq!(message("Host: 'y'"), "createClient: headers: option `Host` is not this client's to set");
    assert_eq!(message("'': 'y'"), "createClient: headers: option `` has no name");
    for name in ["a b", "a\\r\\rb", "a:", "é", "a\\0"] {
        let message = message(&format!("'{name}': 'y'"));
        assert!(message.ends_with("` is no header name"), "{name:?} {message}");
    }
    for value in ["a\\nb", "a\\r\\nb: c", "\\0", "\\x7f", "\\x80", "日"] {
        assert_eq!(
            message(&format!("'x-a': '{value}'")),
            "createClient: headers: option `x-a` has a value with a line break or another character that no header has",
            "{value}"
        );
    }
    assert_eq!(message("'x-a': '7 é \\t', 'X_b!#$%&*+.^`|~-': '', 'x-host': 'cookie'"), "");
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

//! Tokens and base addresses: what cannot work is refused before anything is sent.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// The error of a client that cannot be made of these options.
#[track_caller]
fn refused(options: &str) -> JsValue {
    match client(&js(options)) {
        Err(error) => error,
        Ok(_) => panic!("these options were accepted: {options}"),
    }
}

#[wasm_bindgen_test]
fn a_missing_token_is_named() {
    has(&refused("{}"), "{ kind: 'config', field: 'token' }");
    has(&refused("undefined"), "{ kind: 'config', field: 'token' }");
}

#[wasm_bindgen_test]
fn a_token_with_a_line_break_is_refused_and_not_quoted() {
    let error = refused("{ token: 'sk_secret\\n' }");
    has(&error, "{ kind: 'config', field: 'token' }");
    says(&error, &["line break"]);
    assert!(!text(&error, "message").contains("sk_secret"));
}

#[wasm_bindgen_test]
fn a_token_that_would_break_its_header_is_refused() {
    for (token, problem) in [
        ("", "is empty"),
        ("sk_a b", "has a space or a line break in it; was it read from a file?"),
        ("sk_a\\xa0", "has a space or a line break in it; was it read from a file?"),
        ("sk_a\\r\\nx-evil: 1", "has a space or a line break in it; was it read from a file?"),
        ("sk_\\x01", "has characters that no token has"),
        ("sk_日", "has characters that no token has"),
    ] {
        let error = refused(&format!("{{ token: '{token}' }}"));
        assert_eq!(text(&error, "message"), format!("createClient: option `token` {problem}"));
    }
}

#[wasm_bindgen_test]
fn a_token_is_a_text_or_a_function() {
    for token in ["5", "{}", "true", "''", "Promise.resolve('sk_x')"] {
        has(&refused(&format!("{{ token: {token} }}")), "{ kind: 'config', field: 'token' }");
    }
}

/// The error of a call whose token comes from this function.
async fn failed_token(account: &Account, function: &str) -> JsValue {
    let a2e = account.client_with(&format!("{{ token: {function} }}"));
    let error = fails(&a2e, "faceSwap.start", &[js(SWAP)]).await;
    account.sent_nothing().await;
    error
}

#[wasm_bindgen_test]
async fn a_token_function_that_throws_or_rejects_is_the_cause_of_the_error() {
    let account = Account::new();
    for function in ["() => { throw 'lost it' }", "async () => { throw 'lost it' }"] {
        let error = failed_token(&account, function).await;
        has(
            &error,
            "{ kind: 'config', field: 'token', cause: 'lost it', attempts: 0, outcomeUnknown: false }",
        );
    }
}

#[wasm_bindgen_test]
async fn a_token_function_that_gives_no_token_is_named() {
    let account = Account::new();
    for function in ["() => ''", "() => undefined", "async () => 5", "() => 'sk_a b'"] {
        has(&failed_token(&account, function).await, "{ kind: 'config', field: 'token' }");
    }
}

#[wasm_bindgen_test]
async fn a_token_function_that_hangs_ends_with_the_time_limit() {
    let clock = Clock::impatient();
    let error = failed_token(&Account::new(), "() => new Promise(() => {})").await;
    has(&error, "{ kind: 'timeout', outcomeUnknown: false }");
    assert_eq!(clock.pauses(), [60_000.0]);
}

#[wasm_bindgen_test]
async fn a_token_function_is_asked_before_each_call() {
    let account = Account::new();
    let function = format!("{{ token: () => {{ globalThis.asked += 1; return '{}' }} }}", account.token);
    let a2e = account.client_with(&function);
    js("globalThis.asked = 0");
    ok(&a2e, "account.coins", &[]).await;
    ok(&a2e, "account.coins", &[]).await;
    assert_eq!(js("globalThis.asked"), 2);
    assert_eq!(account.count("getRemainingCoins").await, 2.0);
}

#[wasm_bindgen_test]
fn plain_http_is_for_this_machine_while_there_is_a_token() {
    let error = refused("{ token: 'x', baseUrl: 'http://proxy.example' }");
    has(&error, "{ kind: 'config', field: 'baseUrl' }");
    says(&error, &["https"]);
    for host in [
        "localhost.evil.example",
        "evil-localhost",
        "127.evil.example",
        "127.0.0.1.nip.io",
        "10.0.0.1",
        "0.0.0.0",
        "evil.example/localhost/",
        "evil.example:80/.localhost:80/",
    ] {
        has(&refused(&format!("{{ token: 'x', baseUrl: 'http://{host}' }}")), "{ field: 'baseUrl' }");
    }
    for good in [
        "{ token: 'x', baseUrl: 'http://localhost' }",
        "{ token: 'x', baseUrl: 'https://a.example' }",
        "{ baseUrl: 'http://proxy.example' }",
        "{ token: 'x', baseUrl: 'http://127.9.9.9:1234' }",
        "{ token: 'x', baseUrl: 'http://app.localhost' }",
        "{ token: 'x', baseUrl: 'http://[::1]:80' }",
    ] {
        assert!(client(&js(good)).is_ok(), "{good}");
    }
}

#[wasm_bindgen_test]
fn a_base_has_no_query_no_fragment_and_no_credentials() {
    for base in [
        "https://a.example?x=1",
        "https://a.example#x",
        "https://ada:pw@a.example",
        "https://ada@a.example",
        "",
        " https://a.example",
        "ftp://a.example",
        "data:text/plain,x",
        "https://",
    ] {
        let error = refused(&format!("{{ token: 'x', baseUrl: '{base}' }}"));
        has(&error, "{ kind: 'config', field: 'baseUrl' }");
        assert!(!text(&error, "message").contains("pw"));
    }
}

/// The address to which a client with this base sends a call.
async fn address(base: &str) -> String {
    let fetch = recorder("new Response('{\"code\":0,\"data\":{\"coins\":1}}')");
    let options = js(&format!("{{ baseUrl: '{base}' }}"));
    set(&options, "fetch", &fetch);
    ok(&client(&options).unwrap(), "account.coins", &[]).await;
    text(&fetch, "calls.0.url")
}

#[wasm_bindgen_test]
async fn a_relative_base_is_resolved_against_the_page() {
    let origin = js("location.origin").as_string().unwrap();
    assert_eq!(address("/api/a2e").await, format!("{origin}/api/a2e/api/v1/user/remainingCoins"));
    assert_eq!(address("/").await, format!("{origin}/api/v1/user/remainingCoins"));
}

#[wasm_bindgen_test]
async fn a_base_may_have_a_path_with_or_without_a_last_slash() {
    let whole = "https://a.example/a2e/api/v1/user/remainingCoins";
    assert_eq!(address("https://a.example/a2e").await, whole);
    assert_eq!(address("https://a.example/a2e/").await, whole);
}

#[wasm_bindgen_test]
async fn without_a_token_no_authorization_is_sent() {
    let error =
        fails(&client(&js(&format!("{{ baseUrl: '{EMULATOR}' }}"))).unwrap(), "account.coins", &[]).await;
    has(&error, "{ kind: 'auth', status: 401 }");
    says(&error, &["No token"]);
}

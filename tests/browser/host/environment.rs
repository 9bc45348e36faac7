//! A long-lived token in a page: everybody who opens the page can read and spend it.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn an_sk_token_in_a_page_is_refused_at_the_call_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client_with("{ dangerouslyAllowBrowser: false }");
    let error = fails(&a2e, "faceSwap.start", &[js(SWAP)]).await;
    has(&error, "{ kind: 'config', field: 'token', attempts: 0 }");
    says(&error, &["proxy", "baseUrl", "dangerouslyAllowBrowser"]);
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_sk_token_of_a_function_is_refused_as_well() {
    let account = Account::new();
    let options = format!("{{ dangerouslyAllowBrowser: false, token: async () => '{}' }}", account.token);
    let error = fails(&account.client_with(&options), "account.coins", &[]).await;
    has(&error, "{ kind: 'config', field: 'token' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_upload_is_refused_in_the_same_way() {
    let account = Account::new();
    let a2e = account.client_with("{ dangerouslyAllowBrowser: false }");
    has(
        &fails(&a2e, "storage.upload", &[js("new Uint8Array(3)")]).await,
        "{ kind: 'config', field: 'token' }",
    );
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn with_the_opt_in_an_sk_token_works() {
    let account = Account::new();
    assert_eq!(account.coins().await, 1000.0);
}

#[wasm_bindgen_test]
async fn a_token_of_another_kind_needs_no_opt_in() {
    let options = js(&format!("{{ token: 'short-lived', baseUrl: '{EMULATOR}' }}"));
    has(&fails(&client(&options).unwrap(), "account.coins", &[]).await, "{ kind: 'auth', status: 401 }");
}

#[wasm_bindgen_test]
async fn a_stand_in_for_process_does_not_make_a_page_a_server() {
    let account = Account::new();
    // As bundlers and their plugins put it there for code that was written for Node.
    for versions in ["{}", "{ node: '22.0.0' }"] {
        js(&format!(
            "globalThis.process = {{ env: {{}}, versions: {versions}, browser: true, title: 'browser' }}"
        ));
        let a2e = account.client_with("{ dangerouslyAllowBrowser: false }");
        js("delete globalThis.process");
        has(&fails(&a2e, "account.coins", &[]).await, "{ kind: 'config', field: 'token', attempts: 0 }");
    }
    account.sent_nothing().await;
}

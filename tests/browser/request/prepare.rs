//! The verbs besides start and wait, and the way to what the library does not know.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn get_gives_the_record_as_it_is() {
    let account = Account::new();
    account.script("[{ current_status: 'processing', brand_new: { deep: true } }]").await;
    let a2e = account.client();
    let task = start(&a2e).await;
    let record = ok(&a2e, "faceSwap.get", &[get(&task, "id")]).await;
    has(&record, "{ current_status: 'processing', brand_new: { deep: true }, v: undefined }");
}

#[wasm_bindgen_test]
async fn batch_gives_the_records_that_the_service_knows() {
    let account = Account::new();
    let a2e = account.client();
    let ids = [text(&start(&a2e).await, "id"), NOBODY.into(), text(&start(&a2e).await, "id")];
    let records = ok(&a2e, "faceSwap.batch", &[js(&format!("{ids:?}"))]).await;
    assert_eq!(number(&records, "length"), 2.0);
    assert_eq!([text(&records, "0._id"), text(&records, "1._id")], [ids[0].clone(), ids[2].clone()]);
}

#[wasm_bindgen_test]
async fn a_batch_of_bad_ids_or_of_too_many_is_refused_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for ids in [
        "[]".into(),
        format!("Array(201).fill('{NOBODY}')"),
        format!("['{NOBODY}', '..']"),
        format!("['{NOBODY}', 5]"),
        format!("'{NOBODY}'"),
        format!("new Set(['{NOBODY}'])"),
        "undefined".into(),
    ] {
        let error = fails(&a2e, "faceSwap.batch", &[js(&ids)]).await;
        has(&error, "{ kind: 'validation', field: 'ids' }");
    }
    account.sent_nothing().await;
    assert_eq!(json(&ok(&a2e, "faceSwap.batch", &[js(&format!("Array(200).fill('{NOBODY}')"))]).await), "[]");
}

#[wasm_bindgen_test]
async fn a_batch_without_a_list_in_its_answer_makes_no_sense() {
    let account = Account::new();
    account.fault("batchGetFaceSwapTasks", "{ kind: 'data', data: {} }").await;
    let error = fails(&account.client(), "faceSwap.batch", &[js(&format!("['{NOBODY}']"))]).await;
    has(&error, "{ kind: 'decode' }");
}

#[wasm_bindgen_test]
async fn delete_of_an_unknown_record_is_not_found() {
    let account = Account::new();
    let error = fails(&account.client(), "faceSwap.delete", &[js(&format!("'{NOBODY}'"))]).await;
    has(&error, "{ kind: 'not_found', status: 404, attempts: 1 }");
}

#[wasm_bindgen_test]
async fn call_sends_a_query_and_gives_the_data() {
    let account = Account::new();
    let options = js("{ query: { a: 'x y&z', b: 1.5, c: false, d: undefined } }");
    let coins =
        ok(&account.client(), "call", &[js("'get'"), js("'/api/v1/user/remainingCoins'"), options]).await;
    has(&coins, "{ coins: 1000, diamonds: 10 }");
    let request = get(&account.log().await, "0");
    has(&request, "{ method: 'GET', query: { a: 'x y&z', b: '1.5', c: 'false' }, body: null }");
}

#[wasm_bindgen_test]
async fn call_sends_a_body_and_never_twice() {
    let account = Account::new();
    let path = || js("'/api/v1/userFaceSwapTask/add'");
    let options = || js(&format!("{{ body: {SWAP} }}"));
    let a2e = account.client();
    has(
        &ok(&a2e, "call", &[js("'POST'"), path(), options()]).await,
        "{ name: 'Ada', current_status: 'initialized' }",
    );
    account.fault("addFaceSwapTask", "{ kind: 'lost' }").await;
    let error = fails(&a2e, "call", &[js("'POST'"), path(), options()]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, path: '/api/v1/userFaceSwapTask/add' }");
    assert_eq!(account.count("addFaceSwapTask").await, 2.0);
}

#[wasm_bindgen_test]
async fn call_repeats_a_read() {
    let account = Account::new();
    account.fault("getRemainingCoins", "{ kind: 'status', status: 503 }").await;
    let _clock = Clock::patient();
    ok(&account.client(), "call", &[js("'GET'"), js("'/api/v1/user/remainingCoins'")]).await;
    assert_eq!(account.count("getRemainingCoins").await, 2.0);
}

#[wasm_bindgen_test]
async fn call_with_raw_gives_the_response_whatever_its_status() {
    let account = Account::new();
    let a2e = account.client();
    let raw = |path: &str| [js("'GET'"), js(&format!("'{path}'")), js("{ raw: true }")];
    let good = ok(&a2e, "call", &raw("/api/v1/user/remainingCoins")).await;
    assert_eq!(text(&good, "constructor.name"), "Response");
    has(&good, "{ status: 200, ok: true, bodyUsed: false }");
    has(&ok(&good, "json", &[]).await, "{ code: 0, data: { coins: 1000, diamonds: 10 } }");
    has(&ok(&a2e, "call", &raw("/api/v1/nowhere")).await, "{ status: 404 }");
}

#[wasm_bindgen_test]
async fn an_answer_that_has_no_body_by_its_nature_is_good() {
    let account = Account::new();
    let a2e = account.client_with("{ fetch: async () => new Response(null, { status: 204 }) }");
    assert!(ok(&a2e, "call", &[js("'DELETE'"), js("'/api/v1/thing'")]).await.is_undefined());
    let a2e = account.client_with("{ fetch: async () => new Response(null) }");
    assert!(ok(&a2e, "call", &[js("'HEAD'"), js("'/api/v1/thing'")]).await.is_undefined());
}

#[wasm_bindgen_test]
async fn the_signal_of_a_raw_call_reaches_its_body() {
    let account = Account::new();
    let a2e = account.client();
    js("globalThis.raw = new AbortController()");
    let options = js("{ raw: true, signal: raw.signal }");
    let response = ok(&a2e, "call", &[js("'GET'"), js("'/api/v1/user/remainingCoins'"), options]).await;
    js("raw.abort('enough')");
    assert_eq!(call(&response, "text", &[]).await, Err("enough".into()));
}

#[wasm_bindgen_test]
async fn call_refuses_an_unknown_method_and_an_unwritable_body() {
    let account = Account::new();
    let a2e = account.client();
    let path = || js("'/api/v1/user/remainingCoins'");
    for method in ["'TRACE'", "'CONNECT'", "''", "'GET '", "undefined", "5"] {
        has(&fails(&a2e, "call", &[js(method), path()]).await, "{ kind: 'validation', field: 'method' }");
    }
    for options in ["{ body: 5n }", "{ body: 'x' }", "{ query: { a: {} } }", "{ query: 'a=b' }"] {
        has(&fails(&a2e, "call", &[js("'POST'"), path(), js(options)]).await, "{ kind: 'validation' }");
    }
    account.sent_nothing().await;
}

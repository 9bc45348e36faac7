//! Lists, page by page.

mod styles;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_page_tells_its_place_and_whether_there_is_more() {
    let account = Account::new();
    let a2e = account.client();
    let ids =
        [text(&start(&a2e).await, "id"), text(&start(&a2e).await, "id"), text(&start(&a2e).await, "id")];
    let first = ok(&a2e, "faceSwap.list", &[js("{ pageSize: 2 }")]).await;
    has(&first, "{ total: 3, page: 1, pageSize: 2, hasMore: true }");
    assert_eq!([text(&first, "items.0._id"), text(&first, "items.1._id")], [ids[2].clone(), ids[1].clone()]);
    let second = ok(&a2e, "faceSwap.list", &[js("{ page: 2, pageSize: 2 }")]).await;
    has(&second, "{ total: 3, page: 2, pageSize: 2, hasMore: false }");
    assert_eq!(text(&second, "items.0._id"), ids[0]);
}

#[wasm_bindgen_test]
async fn page_and_size_are_always_sent() {
    let account = Account::new();
    let a2e = account.client();
    ok(&a2e, "faceSwap.list", &[]).await;
    ok(&a2e, "faceSwap.list", &[js("{ page: 3, pageSize: 7, none: undefined }")]).await;
    ok(&a2e, "faceSwap.list", &[js("{ pageNum: 4 }")]).await;
    let log = account.log().await;
    assert_eq!(json(&get(&log, "0.query")), r#"{"pageNum":"1","pageSize":"20"}"#);
    has(&get(&log, "1.query"), "{ pageNum: '3', pageSize: '7', none: undefined }");
    has(&get(&log, "2.query"), "{ pageNum: '4' }");
}

#[wasm_bindgen_test]
async fn a_wrong_page_or_size_is_named_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for (query, field) in [
        ("{ page: 0 }", "page"),
        ("{ page: -1 }", "page"),
        ("{ page: 1.5 }", "page"),
        ("{ page: '2' }", "page"),
        ("{ page: null }", "page"),
        ("{ pageSize: 0 }", "pageSize"),
        ("{ pageSize: 101 }", "pageSize"),
        ("{ pageSize: 2.5 }", "pageSize"),
        ("{ filter: {} }", "filter"),
        ("{ limit: 50 }", "limit"),
        ("{ state: 'failed' }", "state"),
        ("{ status: 'failed' }", "status"),
        ("{ page_size: 5 }", "page_size"),
    ] {
        has(
            &fails(&a2e, "faceSwap.list", &[js(query)]).await,
            &format!("{{ kind: 'validation', field: '{field}' }}"),
        );
    }
    for query in ["5", "'x'", "[]", "new Date()"] {
        has(&fails(&a2e, "faceSwap.list", &[js(query)]).await, "{ kind: 'validation' }");
    }
    for (family, takes) in [
        ("faceSwap", ""),
        ("avatars", "status=pending|processing|completed|failed"),
        ("flux2Images", "status=initialized|processing|completed|failed"),
    ] {
        let error = fails(&a2e, &format!("{family}.list"), &[js("{ limit: 50 }")]).await;
        let message = format!(": `limit` is unknown; a list takes: page pageSize {takes}");
        says(&error, &[&message]);
        let stream = invoke(&a2e, &format!("{family}.listAll"), &[js("{ limit: 50 }")]).unwrap();
        has(&fails(&stream, "next", &[]).await, "{ kind: 'validation', field: 'limit' }");
    }
    account.sent_nothing().await;
    for query in ["{ status: 'completed' }", "{ page_size: 5, page: 1 }"] {
        ok(&a2e, "flux2Images.list", &[js(query)]).await;
    }
    assert_eq!(account.count("listFlux2Images").await, 2.0);
}

/// The page that a list with this data is read as.
async fn page(data: &str) -> Result<JsValue, JsValue> {
    let account = Account::new();
    account.fault("listFaceSwapTasks", &format!("{{ kind: 'data', data: {data} }}")).await;
    call(&account.client(), "faceSwap.list", &[js("{ pageSize: 2 }")]).await
}

#[wasm_bindgen_test]
async fn the_records_are_found_in_every_container() {
    for data in [
        "[{ n: 1 }, { n: 2 }]",
        "{ rows: [{ n: 1 }, { n: 2 }] }",
        "{ list: [{ n: 1 }, { n: 2 }] }",
        "{ data: [{ n: 1 }, { n: 2 }] }",
        "{ records: [{ n: 1 }, { n: 2 }] }",
    ] {
        // Without a total, a full page promises another.
        has(&page(data).await.unwrap(), "{ items: [{ n: 1 }, { n: 2 }], total: undefined, hasMore: true }");
    }
    has(&page("{ rows: [{ n: 1 }] }").await.unwrap(), "{ hasMore: false }");
    has(&page("{ rows: [{ n: 1 }, { n: 2 }], total: '2' }").await.unwrap(), "{ total: 2, hasMore: false }");
    has(&page("{ rows: [], count: 9 }").await.unwrap(), "{ items: [], total: 9, hasMore: false }");
}

#[wasm_bindgen_test]
async fn an_answer_without_a_list_makes_no_sense() {
    for data in ["{}", "null", "'x'", "5", "{ rows: {} }"] {
        let error = page(data).await.map(drop).expect_err(data);
        has(&error, "{ kind: 'decode' }");
        says(&error, &["faceSwap.list: the answer holds no list of records"]);
        has(&error, "{ method: 'GET', path: '/api/v1/userFaceSwapTask/records' }");
    }
}

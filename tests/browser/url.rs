//! Ids and paths: nothing that a caller passes leads a request elsewhere.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn an_id_that_is_none_is_refused_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for id in ["''", "'..'", "'me'", "'bc7b36fe4d2924e49800d9b'", "'../../../v1/user/xx'", "5", "{}"] {
        for method in ["get", "delete", "wait", "previews.get", "previews.status", "images.delete"] {
            let error = fails(&a2e, &format!("faceSwap.{method}"), &[js(id)]).await;
            has(&error, "{ kind: 'validation' }");
            assert!(["id", "task"].contains(&text(&error, "field").as_str()), "{method} {id}");
        }
    }
    has(&fails(&a2e, "faceSwap.get", &[]).await, "{ kind: 'validation', field: 'id' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_task_or_a_record_stands_for_its_id() {
    let account = Account::new();
    let a2e = account.client();
    let task = start(&a2e).await;
    let record = ok(&a2e, "faceSwap.get", &[task.clone()]).await;
    assert_eq!(text(&record, "_id"), text(&task, "id"));
    ok(&a2e, "faceSwap.delete", &[record]).await;
    assert_eq!(account.count("deleteFaceSwapTask").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_path_that_leads_elsewhere_is_refused_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for path in [
        "",
        "api/v1",
        "//evil.example/x",
        "/a//b",
        "/a/../b",
        "/a/%2e%2E/b",
        "/./a",
        "/a?b=c",
        "/a#b",
        "/a b",
        "/a\\\\b",
        "/a\\nb",
        "https://evil.example/",
        "@evil.example",
        "/a/.%2e",
        "/a/..",
    ] {
        let error = fails(&a2e, "call", &[js("'GET'"), js(&format!("'{path}'"))]).await;
        has(&error, "{ kind: 'validation', field: 'path' }");
    }
    has(&fails(&a2e, "call", &[js("'GET'"), js("5")]).await, "{ field: 'path' }");
    account.sent_nothing().await;
}

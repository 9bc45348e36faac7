//! Async iterators: `watch` and `listAll`.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A watch of a new face swap whose looks show this.
async fn watching(account: &Account, looks: &str) -> JsValue {
    account.script(looks).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    keep(&a2e);
    invoke(&a2e, "faceSwap.watch", &[task]).unwrap()
}

/// Keeps a client alive that only its iterator uses.
fn keep(a2e: &JsValue) {
    share("kept", a2e);
}

/// Loops over an iterator as JavaScript does, and gives what this makes of each item.
async fn for_await(stream: &JsValue, body: &str) -> Result<JsValue, JsValue> {
    share("stream", stream);
    let code = format!(
        "(async () => {{ const all = []; for await (const item of stream) {{ {body} }} return all }})()"
    );
    JsFuture::from(js_sys::Promise::resolve(&js(&code))).await
}

const TWO_LOOKS: &str =
    "[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/x' }]";

#[wasm_bindgen_test]
async fn watch_yields_each_change_once_and_ends_with_the_task() {
    let account = Account::new();
    let looks = "[{ current_status: 'processing' }, { current_status: 'processing' }, { current_status: 'processing', process: 50 },
        { current_status: 'completed', process: 100, result_url: 'https://a.example/x' }]";
    let stream = watching(&account, looks).await;
    let _clock = Clock::patient();
    let all = for_await(&stream, "all.push([item.state, item.progress ?? 0])").await.unwrap();
    assert_eq!(json(&all), r#"[["running",0],["running",50],["succeeded",100]]"#);
    has(&ok(&stream, "next", &[]).await, "{ done: true, value: undefined }");
    assert_eq!(account.count("getFaceSwapTask").await, 4.0);
}

#[wasm_bindgen_test]
async fn leaving_the_loop_stops_the_polling() {
    let account = Account::new();
    let stream = watching(&account, ENDLESS).await;
    let clock = Clock::patient();
    for_await(&stream, "all.push(item); break").await.unwrap();
    macrotask().await;
    assert_eq!(clock.waiting(), 0);
    assert_eq!(account.count("getFaceSwapTask").await, 1.0);
    has(&ok(&stream, "next", &[]).await, "{ done: true }");
}

#[wasm_bindgen_test]
async fn return_ends_a_step_that_is_under_way() {
    let account = Account::new();
    let stream = watching(&account, ENDLESS).await;
    let clock = Clock::stopped();
    let step = begin(&stream, "next", &[]);
    macrotask().await;
    // The deadline's and the poller's.
    assert_eq!(clock.waiting(), 2);
    has(&ok(&stream, "return", &[]).await, "{ done: true, value: undefined }");
    has(&step.await.unwrap(), "{ done: true, value: undefined }");
    assert_eq!(clock.waiting(), 0);
    assert_eq!(account.count("getFaceSwapTask").await, 0.0);
}

#[wasm_bindgen_test]
async fn next_called_twice_at_once_gives_two_changes_in_order() {
    let account = Account::new();
    let stream = watching(&account, TWO_LOOKS).await;
    let _clock = Clock::patient();
    let steps = [begin(&stream, "next", &[]), begin(&stream, "next", &[]), begin(&stream, "next", &[])];
    let [first, second, third] = steps;
    has(&get(&first.await.unwrap(), "value"), "{ state: 'running' }");
    has(&get(&second.await.unwrap(), "value"), "{ state: 'succeeded' }");
    has(&third.await.unwrap(), "{ done: true }");
}

#[wasm_bindgen_test]
async fn a_failed_task_is_a_change_like_any_other() {
    let account = Account::new();
    let stream = watching(&account, "[{ current_status: 'failed', faild_message: 'no face' }]").await;
    let all = for_await(&stream, "all.push(item.failure.message)").await.unwrap();
    assert_eq!(json(&all), r#"["no face"]"#);
}

#[wasm_bindgen_test]
async fn an_error_ends_the_iteration() {
    let account = Account::new();
    let stream = watching(&account, ENDLESS).await;
    account.faults("*", 0, "{ kind: 'status', status: 401 }").await;
    has(&for_await(&stream, "all.push(item)").await.unwrap_err(), "{ kind: 'auth' }");
    has(&ok(&stream, "next", &[]).await, "{ done: true }");
}

#[wasm_bindgen_test]
async fn watch_takes_no_progress_callback() {
    let a2e = Account::new().client();
    let error =
        invoke(&a2e, "faceSwap.watch", &[js(&format!("'{NOBODY}'")), js("{ onProgress() {} }")]).unwrap_err();
    has(&error, "{ kind: 'config', field: 'onProgress' }");
}

/// An account with so many face swaps.
async fn with_swaps(count: usize) -> (Account, JsValue) {
    let account = Account::new();
    let a2e = account.client();
    for _ in 0..count {
        start(&a2e).await;
    }
    keep(&a2e);
    (account, a2e)
}

#[wasm_bindgen_test]
async fn list_all_gives_every_record_once_page_after_page() {
    let (account, a2e) = with_swaps(5).await;
    let stream = invoke(&a2e, "faceSwap.listAll", &[js("{ pageSize: 2 }")]).unwrap();
    let all = for_await(&stream, "all.push(item._id)").await.unwrap();
    assert_eq!(number(&all, "length"), 5.0);
    assert_eq!(js_sys::Set::new(&all).size(), 5);
    assert_eq!(account.count("listFaceSwapTasks").await, 3.0);
    has(&ok(&stream, "next", &[]).await, "{ done: true }");
}

#[wasm_bindgen_test]
async fn list_all_asks_for_a_page_when_it_is_needed() {
    let (account, a2e) = with_swaps(3).await;
    let stream = invoke(&a2e, "faceSwap.listAll", &[js("{ pageSize: 2 }")]).unwrap();
    assert_eq!(account.count("listFaceSwapTasks").await, 0.0);
    for_await(&stream, "if (all.push(item) === 2) break").await.unwrap();
    assert_eq!(account.count("listFaceSwapTasks").await, 1.0);
}

#[wasm_bindgen_test]
async fn list_all_ends_where_the_server_ignores_the_page() {
    let account = Account::new();
    let rows = format!("[{{ _id: '{}' }}, {{ _id: '{}' }}]", "a".repeat(24), "b".repeat(24));
    account
        .faults("listFaceSwapTasks", 0, &format!("{{ kind: 'data', data: {{ count: 99, rows: {rows} }} }}"))
        .await;
    let a2e = account.client();
    let stream = invoke(&a2e, "faceSwap.listAll", &[js("{ pageSize: 2 }")]).unwrap();
    let all = for_await(&stream, "all.push(item)").await.unwrap();
    assert_eq!(number(&all, "length"), 2.0);
    assert_eq!(account.count("listFaceSwapTasks").await, 2.0);
}

#[wasm_bindgen_test]
async fn list_all_of_nothing_ends_at_once() {
    let account = Account::new();
    let a2e = account.client();
    let stream = invoke(&a2e, "faceSwap.listAll", &[]).unwrap();
    has(&ok(&stream, "next", &[]).await, "{ done: true, value: undefined }");
}

#[wasm_bindgen_test]
async fn list_all_refuses_what_is_no_query() {
    let account = Account::new();
    let a2e = account.client();
    for query in ["5", "'x'", "[]", "new Date()", "new Map()"] {
        let result = invoke(&a2e, "faceSwap.listAll", &[js(query)]);
        has(&result.map(drop).expect_err(query), "{ kind: 'validation' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_error_on_the_way_ends_list_all() {
    let (account, a2e) = with_swaps(3).await;
    let refused = "{ operation: 'listFaceSwapTasks', skip: 1, fault: { kind: 'status', status: 401 } }";
    account.command("faults", refused).await;
    let stream = invoke(&a2e, "faceSwap.listAll", &[js("{ pageSize: 2 }")]).unwrap();
    has(&for_await(&stream, "all.push(item)").await.unwrap_err(), "{ kind: 'auth' }");
    has(&ok(&stream, "next", &[]).await, "{ done: true }");
    assert_eq!(account.count("listFaceSwapTasks").await, 2.0);
}

#[wasm_bindgen_test]
async fn an_abort_ends_an_iteration() {
    let account = Account::new();
    account.script(ENDLESS).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    js("globalThis.leaving = new AbortController()");
    let _clock = Clock::patient();
    let stream = invoke(&a2e, "faceSwap.watch", &[task.clone(), js("{ signal: leaving.signal }")]).unwrap();
    let error = for_await(&stream, "leaving.abort('enough')").await.unwrap_err();
    has(&error, "{ name: 'AbortError', cause: 'enough' }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
}

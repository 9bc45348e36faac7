//! Parameters from outside: what counts as parameters, and what is sent of them.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// The error of a start with these parameters, with which nothing was sent.
async fn refused(params: &JsValue) -> JsValue {
    let account = Account::new();
    let error = fails(&account.client(), "faceSwap.start", &[params.clone()]).await;
    account.sent_nothing().await;
    assert_eq!(account.coins().await, 1000.0);
    error
}

/// The body that arrives of a start with these parameters.
async fn arrives(params: &str) -> JsValue {
    let account = Account::new();
    ok(&account.client(), "faceSwap.start", &[js(params)]).await;
    get(&account.log().await, "0.body")
}

#[wasm_bindgen_test]
async fn a_missing_field_is_named_and_nothing_is_sent() {
    let error = refused(&js("{ name: 'Ada', video_url: 'x' }")).await;
    has(&error, "{ kind: 'validation', field: 'face_url' }");
    assert_eq!(text(&error, "message"), "faceSwap.start: `face_url` is required (string)");
}

#[wasm_bindgen_test]
async fn a_field_of_the_wrong_type_is_named() {
    let error = refused(&js(&format!("{{ ...{SWAP}, face_url: 5 }}"))).await;
    has(&error, "{ kind: 'validation', field: 'face_url' }");
    says(&error, &["must be string, got number"]);
    has(&refused(&js(&format!("{{ ...{SWAP}, cover_url: null }}"))).await, "{ field: 'cover_url' }");
    has(&refused(&js(&format!("{{ ...{SWAP}, name: '' }}"))).await, "{ field: 'name' }");
}

#[wasm_bindgen_test]
async fn values_that_are_no_plain_objects_are_refused_by_their_kind() {
    for (params, kind) in [
        ("undefined", "undefined"),
        ("null", "null"),
        ("5", "Number"),
        ("'text'", "String"),
        ("5n", "BigInt"),
        ("[]", "Array"),
        ("() => {}", "function"),
        ("new Date()", "Date"),
        ("new Map()", "Map"),
        ("new Set()", "Set"),
        ("new FormData()", "FormData"),
        ("new Blob([])", "Blob"),
        ("new Uint8Array(1)", "Uint8Array"),
        ("new Error('x')", "Error"),
    ] {
        let error = refused(&js(params)).await;
        has(&error, "{ kind: 'validation' }");
        says(&error, &["must be a plain object", kind]);
    }
}

#[wasm_bindgen_test]
async fn what_json_cannot_write_is_refused_with_its_cause() {
    for params in [
        format!("(() => {{ const loop = {SWAP}; loop.self = loop; return loop }})()"),
        format!("{{ ...{SWAP}, size: 5n }}"),
        "{ get name() { throw new TypeError('no name') } }".into(),
    ] {
        let error = refused(&js(&params)).await;
        has(&error, "{ kind: 'validation' }");
        assert!(get(&error, "cause").is_instance_of::<js_sys::TypeError>(), "{params}");
    }
}

#[wasm_bindgen_test]
async fn an_object_of_another_realm_is_accepted() {
    let make = format!(
        "(() => {{ const frame = document.body.appendChild(document.createElement('iframe'));
           const object = Object.assign(new frame.contentWindow.Object(), {SWAP});
           const date = new frame.contentWindow.Date();
           frame.remove();
           return {{ object, date }} }})()"
    );
    let realm = js(&make);
    start_with(&get(&realm, "object")).await;
    says(&refused(&get(&realm, "date")).await, &["Date"]);
}

async fn start_with(params: &JsValue) -> JsValue {
    ok(&Account::new().client(), "faceSwap.start", &[params.clone()]).await
}

#[wasm_bindgen_test]
async fn an_instance_of_a_class_and_a_proxy_are_accepted() {
    let class = format!("new (class Swap {{ constructor() {{ Object.assign(this, {SWAP}) }} }})()");
    has(&arrives(&class).await, SWAP);
    has(&arrives(&format!("new Proxy({SWAP}, {{}})")).await, SWAP);
    has(&arrives(&format!("Object.assign(Object.create(null), {SWAP})")).await, SWAP);
}

#[wasm_bindgen_test]
async fn what_stands_under_proto_is_no_field() {
    let params = r#"JSON.parse('{"__proto__":{"face_url":"x"},"name":"Ada","video_url":"x"}')"#;
    has(&refused(&js(params)).await, "{ kind: 'validation', field: 'face_url' }");
}

#[wasm_bindgen_test]
async fn what_is_inherited_is_no_field_because_json_does_not_send_it() {
    let params = format!("Object.create({SWAP})");
    has(&refused(&js(&params)).await, "{ kind: 'validation', field: 'name' }");
}

#[wasm_bindgen_test]
async fn fields_that_the_library_does_not_know_are_sent() {
    let body = arrives(&format!("{{ ...{SWAP}, brand_new: {{ deep: [1, 'ü'] }}, absent: undefined }}")).await;
    has(&body, "{ brand_new: { deep: [1, 'ü'] }, absent: undefined }");
}

#[wasm_bindgen_test]
async fn what_is_checked_is_what_is_sent() {
    let account = Account::new();
    let flighty = format!(
        "{{ ...{SWAP}, reads: 0, get face_url() {{ return this.reads++ ? 5 : 'https://a.example/1.jpg' }} }}"
    );
    ok(&account.client(), "faceSwap.start", &[js(&flighty)]).await;
    has(&get(&account.log().await, "0.body"), "{ face_url: 'https://a.example/1.jpg' }");
}

#[wasm_bindgen_test]
async fn a_value_outside_a_published_list_only_warns() {
    let account = Account::new();
    account.fault("addFaceSwapTask", &format!("{{ kind: 'body', contentType: 'application/json', body: '{{\"code\":0,\"data\":{{\"_id\":\"{NOBODY}\"}}}}' }}")).await;
    js("globalThis.lines = []");
    let a2e = account.client_with("{ logger: { debug() {}, warn: (line) => lines.push(line) } }");
    ok(&a2e, "faceSwap.start", &[js(&format!("{{ ...{SWAP}, model_version: 'v9' }}"))]).await;
    let lines = js("lines");
    assert_eq!(number(&lines, "length"), 1.0);
    assert!(text(&lines, "0").contains("model_version"), "{}", json(&lines));
}

#[wasm_bindgen_test]
async fn a_member_of_a_field_is_named_by_its_path() {
    let account = Account::new();
    let a2e = account.client();
    let shots = "[{ prompt: 'a', duration: '2' }, { duration: '2' }]";
    let error =
        fails(&a2e, "klingOmniVideos.start", &[js(&format!("{{ prompt: 'x', multi_prompt: {shots} }}"))])
            .await;
    has(&error, "{ kind: 'validation', field: 'multi_prompt.prompt' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn numbers_and_texts_of_members_go_out_as_documented() {
    let account = Account::new();
    let shots = "[{ prompt: 'a', duration: 2 }, { prompt: 'b', duration: '3' }]";
    let params = js(&format!("{{ prompt: 'x', multi_prompt: {shots} }}"));
    ok(&account.client(), "klingOmniVideos.start", &[params]).await;
    let sent = "{ multi_prompt: [{ prompt: 'a', duration: '2' }, { prompt: 'b', duration: '3' }] }";
    has(&get(&account.log().await, "0.body"), sent);
}

//! Starts with a key: what refuses one, and how the key travels.

mod adopted;
mod earlier;
mod ended;
mod endless;
mod forms;
mod lists;
mod lost;
mod new;
mod resent;
mod shared;
mod tabs;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A key.
const KEY: &str = "{ idempotencyKey: 'order-0001' }";
/// The same with the leave to send the start again.
const AGAIN: &str = "{ idempotencyKey: 'order-0001', resend: true }";
/// What a face swap with this key is called, and how the tag of this key begins.
const NAME: &str = "Ada [a2e:JsamqAKINnN.yj0c]";
const TAG: &str = "[a2e:JsamqAKINnN.";

const ADD: &str = "addFaceSwapTask";
const LIST: &str = "listFaceSwapTasks";

/// Starts a face swap with a key.
async fn keyed(a2e: &JsValue, options: &str) -> JsValue {
    ok(a2e, "faceSwap.start", &[js(SWAP), js(options)]).await
}

/// The error of a face swap that cannot be started with a key.
async fn refused(a2e: &JsValue, options: &str) -> JsValue {
    fails(a2e, "faceSwap.start", &[js(SWAP), js(options)]).await
}

/// How often face swaps were started and listed.
async fn sent(account: &Account) -> (f64, f64) {
    (account.count(ADD).await, account.count(LIST).await)
}

#[wasm_bindgen_test]
async fn a_wrong_key_is_refused_before_anything_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for key in ["''", "'short-7'", "'x'.repeat(65)", "'with space'", "'schlüssel'", "'a]b[c:de'", "12345678"]
    {
        for method in ["faceSwap.start", "faceSwap.run"] {
            let options = js(&format!("{{ idempotencyKey: {key} }}"));
            let error = fails(&a2e, method, &[js(SWAP), options]).await;
            has(&error, "{ kind: 'config', field: 'idempotencyKey', outcomeUnknown: false }");
        }
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn the_shortest_and_the_longest_key_are_welcome() {
    let account = Account::new();
    for (key, hash) in [("Az_-0189", "dtJJcLUplYG"), (&"x".repeat(64), "E2e5H_RxphL")] {
        let task = keyed(&account.client(), &format!("{{ idempotencyKey: '{key}' }}")).await;
        assert_eq!(text(&task, "record.name"), format!("Ada [a2e:{hash}.yj0c]"));
    }
}

#[wasm_bindgen_test]
async fn options_that_need_a_key_are_refused_without_one_and_wrong_ones_with_one() {
    let account = Account::new();
    let a2e = account.client();
    for option in ["resend: true", "sentAt: 1", "keyWindowMs: 1"] {
        let error = refused(&a2e, &format!("{{ {option} }}")).await;
        let field = option.split(':').next().unwrap();
        has(&error, &format!("{{ kind: 'config', field: '{field}' }}"));
        says(&error, &["needs an `idempotencyKey`"]);
    }
    let wrong =
        ["resend: 1", "sentAt: 0", "sentAt: Infinity", "sentAt: NaN", "sentAt: new Date()", "keyWindowMs: 0"];
    for option in wrong {
        let error = refused(&a2e, &format!("{{ idempotencyKey: 'order-0001', {option} }}")).await;
        let field = option.split(':').next().unwrap();
        has(&error, &format!("{{ kind: 'config', field: '{field}', outcomeUnknown: false }}"));
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_key_belongs_to_starts_only() {
    let account = Account::new();
    let a2e = account.client();
    for (method, first) in [("list", "{}"), ("get", "'bc7b36fe4d2924e49800d9b3'"), ("wait", "'x'")] {
        let error = fails(&a2e, &format!("faceSwap.{method}"), &[js(first), js(KEY)]).await;
        has(&error, "{ kind: 'config', field: 'idempotencyKey' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn families_without_a_name_or_a_list_refuse_a_key() {
    let account = Account::new();
    let a2e = account.client();
    for family in ["headSwap", "faceSwap.previews", "wan30Videos"] {
        let error = fails(&a2e, &format!("{family}.start"), &[js("{}"), js(KEY)]).await;
        has(&error, "{ kind: 'config', field: 'idempotencyKey' }");
        says(&error, &["no name or no list"]);
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn wrong_parameters_are_refused_before_the_list_is_asked() {
    let account = Account::new();
    let a2e = account.client();
    for (change, field) in [("name: 5", "name"), ("name: null", "name"), ("face_url: undefined", "face_url")]
    {
        let params = js(&format!("{{ ...{SWAP}, {change} }}"));
        let error = fails(&a2e, "faceSwap.start", &[params, js(KEY)]).await;
        has(&error, &format!("{{ kind: 'validation', field: '{field}' }}"));
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn the_key_follows_the_name_and_the_caller_s_parameters_stay_as_they_were() {
    let account = Account::new();
    let params = js(&format!("Object.freeze({{ ...{SWAP}, name: 'Žofie 🎬 [draft]' }})"));
    let task = ok(&account.client(), "faceSwap.start", &[params.clone(), js(KEY)]).await;
    has(&get(&task, "record"), "{ name: 'Žofie 🎬 [draft] [a2e:JsamqAKINnN.2DsX]' }");
    has(&params, "{ name: 'Žofie 🎬 [draft]' }");
    let found = ok(&account.client(), "faceSwap.start", &[params, js(KEY)]).await;
    assert_eq!(text(&found, "id"), text(&task, "id"));
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn without_a_name_the_tag_is_the_name() {
    for (params, hash) in [("{ prompt: 'rain' }", "8cZ9"), ("{ prompt: 'rain', name: '' }", "_Xcz")] {
        let account = Account::new();
        let task = ok(&account.client(), "wanVideos.start", &[js(params), js(KEY)]).await;
        assert_eq!(text(&task, "record.name"), format!("{TAG}{hash}]"));
    }
}

#[wasm_bindgen_test]
async fn without_a_key_the_name_is_the_caller_s() {
    let account = Account::new();
    let task =
        ok(&account.client(), "faceSwap.start", &[js(SWAP), js("{ idempotencyKey: undefined }")]).await;
    has(&get(&task, "record"), "{ name: 'Ada' }");
    assert_eq!(account.count(LIST).await, 0.0);
}

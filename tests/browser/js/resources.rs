//! The resources of a client: made at their first use, and the same ever after.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
fn a_resource_is_the_same_each_time_and_each_client_s_own() {
    let (a2e, other) = (Account::new().client(), Account::new().client());
    for path in ["faceSwap", "account", "speech.previews", "avatars.library", "faceSwap.images", "legacy"] {
        assert!(get(&a2e, path).is_object(), "{path}");
        assert_eq!(get(&a2e, path), get(&a2e, path), "{path}");
        assert_ne!(get(&a2e, path), get(&other, path), "{path}");
    }
    assert!(get(&a2e, "nowhere").is_undefined());
}

#[wasm_bindgen_test]
fn what_the_getters_call_is_out_of_sight() {
    let a2e = Account::new().client();
    for name in ["job", "furnish"] {
        assert!(get(&a2e, name).is_undefined(), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_method_needs_no_this() {
    let account = Account::new();
    let coins = get(&account.client(), "account.coins");
    let answer = coins.unchecked_into::<js_sys::Function>().call0(&wasm_bindgen::JsValue::UNDEFINED);
    let answer = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&answer.unwrap())).await;
    has(&answer.unwrap(), "{ coins: 1000 }");
}

#[wasm_bindgen_test]
async fn the_arguments_are_what_the_operation_takes() {
    let account = Account::new();
    let a2e = account.client();
    let aborted = || js("{ signal: AbortSignal.abort() }");
    // Options only, parameters and options, an id and options, an id and parameters and options.
    for (method, arguments) in [
        ("account.coins", vec![aborted()]),
        ("languages.detect", vec![js("{ msg: 'x' }"), aborted()]),
        ("imageToVideo.markShared", vec![NOBODY.into(), aborted()]),
        ("avatars.library.update", vec![NOBODY.into(), js("{ a: 1 }"), aborted()]),
        ("faceSwap.previews.status", vec![NOBODY.into(), aborted()]),
        ("voices.rename", vec![NOBODY.into(), "x".into(), aborted()]),
        ("storage.upload", vec![js("new Blob(['x'])"), aborted()]),
    ] {
        has(&fails(&a2e, method, &arguments).await, "{ kind: 'aborted' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_unknown_option_of_a_call_is_named() {
    let a2e = Account::new().client();
    let error = fails(&a2e, "languages.detect", &[js("{ msg: 'x' }"), js("{ retries: 3 }")]).await;
    has(&error, "{ kind: 'config', field: 'retries' }");
}

//! A panic is a bug of the library; should one come, no promise stays pending.

use a2e_wasm::js::promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_panic_rejects_what_is_pending_and_the_next_call_works() {
    let account = Account::new();
    let a2e = account.client_with("{ fetch: () => new Promise(() => {}) }");
    let other = begin(&a2e, "account.coins", &[]);
    macrotask().await;
    // What the browser reports of the stopped module is what this test is about.
    js("globalThis.onerror = (message, ...rest) => true");
    let broken = JsFuture::from(promise(Box::pin(async { panic!("a bug, made for this test") })));
    has(&rejects(broken).await, "{ kind: 'internal' }");
    has(&rejects(other).await, "{ kind: 'internal' }");
    js("globalThis.onerror = null");
    assert_eq!(account.coins().await, 1000.0);
}

#[wasm_bindgen_test]
async fn a_promise_is_settled_by_its_work() {
    let value = promise(Box::pin(async { Ok(JsValue::from(5)) }));
    assert_eq!(JsFuture::from(value).await, Ok(JsValue::from(5)));
}

//! What a method does. A panic is a bug of the library; should one come, no promise stays pending.

use a2e_wasm::js::A2E;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// What all machines have in common.
fn machines(account: &Account) -> JsValue {
    let client = A2E::new(js_sys::Array::of1(&account.options("{}")));
    // Whichever method comes first in the list: it is made and not begun.
    let machine = client.job(0, 0, js_sys::Array::of1(&js("{}")));
    js_sys::Object::get_prototype_of(&machine).into()
}

#[wasm_bindgen_test]
async fn a_panic_rejects_the_call_that_it_stops_and_no_other() {
    let account = Account::new();
    let a2e = account.client();
    let machines = machines(&account);
    let broken = Closure::<dyn FnMut() -> JsValue>::new(|| panic!("a bug, made for this test"));
    for (name, value) in [("machines", &machines), ("broken", broken.as_ref()), ("broken_client", &a2e)] {
        share(name, value);
    }
    account.fault("getRemainingCoins", "{ kind: 'delay', ms: 50 }").await;
    let other = begin(&a2e, "account.coins", &[]);
    // In a task of its own: what stops there is not this test. Settled in the same turn, so that the
    // call on its way meets the machine as it was.
    let errors = "new Promise((done) => setTimeout(() => {
        const { step } = machines;
        machines.step = broken;
        const calls = [broken_client.account.coins(), broken_client.faceSwap.listAll().next()];
        machines.step = step;
        done(Promise.all(calls.map((call) => call.then(() => 'no error', (error) => error))));
    }))";
    let errors = JsFuture::from(js_sys::Promise::resolve(&js(errors))).await.unwrap();
    for error in js_sys::Array::from(&errors).iter() {
        has(&error, "{ kind: 'internal', retryable: false }");
        assert!(get(&error, "cause").is_instance_of::<js_sys::WebAssembly::RuntimeError>());
    }
    has(&other.await.unwrap(), "{ coins: 1000 }");
    assert_eq!(account.coins().await, 1000.0);
}

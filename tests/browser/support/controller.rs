//! Signals of the caller.

use wasm_bindgen::JsValue;

use super::{invoke, js, number, share};

/// An `AbortController` whose signal counts who listens to it.
pub fn controller() -> JsValue {
    js("(() => {
        const controller = new AbortController(), { signal } = controller;
        controller.listeners = 0;
        for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
            signal[name] = function (...all) { controller.listeners += step; return AbortSignal.prototype[name].apply(this, all) };
        }
        return controller;
    })()")
}

/// Options with the signal of a controller.
pub fn obeying(controller: &JsValue, more: &str) -> JsValue {
    share("controller", controller);
    js(&format!("{{ signal: controller.signal, ...{more} }}"))
}

/// Aborts the signal of a controller.
pub fn abort(controller: &JsValue, reason: &str) {
    invoke(controller, "abort", &[js(reason)]).unwrap();
}

/// Fails if a listener was left on the signal of a controller.
#[track_caller]
pub fn nobody_listens(controller: &JsValue) {
    assert_eq!(number(controller, "listeners"), 0.0);
}

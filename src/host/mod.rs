//! The JavaScript host: the few functions of it that this library uses.
//!
//! What takes time is in `driver.js` and `send.js`. Every function is looked up in the global object at the moment of
//! the call, so that a test's fake clock works, and every call that can throw is caught: an exception
//! that crossed a machine would leave it in the middle of a step.

pub(crate) mod environment;

use js_sys::{Array, Function, Object, Promise, Set};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    pub(crate) fn parse_date(text: &str) -> f64;
    #[wasm_bindgen(js_namespace = Math)]
    pub(crate) fn random() -> f64;
    /// Sets a property of an object this library made itself, which cannot fail.
    #[wasm_bindgen(js_namespace = Reflect)]
    pub(crate) fn set(object: &Object, key: &str, value: &JsValue);
}

#[wasm_bindgen(module = "/src/host/driver.js")]
extern "C" {
    /// The time of all plans and deadlines, in milliseconds. It never goes back, and a pause that is over has moved it on.
    pub(crate) fn clock() -> f64;
    /// The time in which machines run.
    pub(crate) type Scope;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new(signal: &JsValue) -> Scope;
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Scope);
    /// The polls that are under way.
    #[derive(Clone)]
    pub(crate) type Engine;
    #[wasm_bindgen(constructor, js_class = "Engine")]
    pub(crate) fn engine() -> Engine;
    /// Carries out a command of a poll; gives the scope, in which the `outcome` will be.
    #[wasm_bindgen(method)]
    pub(crate) fn start(this: &Engine, command: &Object) -> JsValue;
    /// Ends a poll.
    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &Engine, scope: &JsValue);
    /// What can be seen of the page: `HIDDEN`, or `SHOWN` once, or 0.
    #[wasm_bindgen(method)]
    pub(crate) fn sight(this: &Engine) -> u32;
    /// Drives a poller's machine until nobody waits; `waits` end if it crashes.
    #[cfg(feature = "js")]
    #[wasm_bindgen(method)]
    pub(crate) fn run(this: &Engine, machine: JsValue, waits: &Set);
    /// Marks it as driven by Rust.
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_working(this: &Engine, working: bool);
    /// Lets the machine think again; says whether there is one at work.
    #[wasm_bindgen(method)]
    pub(crate) fn turn(this: &Engine) -> bool;
    /// Wakes all who wait for news of a task.
    pub(crate) fn wake(waiters: &JsValue);
    /// Carries out a command; the promise never rejects.
    pub(crate) fn perform(command: &Object, scope: &Scope) -> Promise;
    /// Ends every wait of a client.
    #[wasm_bindgen(js_name = closeAll)]
    pub(crate) fn close_all(scopes: &Set);
}

#[wasm_bindgen(module = "/src/host/host.js")]
extern "C" {
    /// A property of any value; `undefined` where there is none or its getter throws. One call: with js-sys it would be
    /// three, and a good part of what a request costs are calls from wasm to JavaScript.
    pub(crate) fn get(value: &JsValue, key: &str) -> JsValue;
    // js-sys takes `&str` here, which would copy the whole text into wasm memory and out again.
    #[wasm_bindgen(js_name = parseJson)]
    fn parse_json(text: &JsValue) -> JsValue;
    /// `JSON.stringify`; `undefined` where it gives none or throws.
    pub(crate) fn stringify(value: &JsValue) -> JsValue;
    /// The service's own words in an envelope, wherever it put them, or `undefined`.
    pub(crate) fn told(body: &JsValue) -> JsValue;
    /// Why the service refused, in its own words, or an empty text.
    pub(crate) fn reason(body: &JsValue) -> String;
    /// How a text begins, without spaces around it.
    pub(crate) fn beginning(text: &JsValue) -> String;
    /// Takes a value out of an object: that of the first of two names, if it is there, or of the second.
    #[wasm_bindgen(js_name = takeOut)]
    pub(crate) fn take_out(object: &Object, one: &str, other: &str) -> JsValue;
    /// Whether an object holds `data`, and beside it nothing but these members.
    #[wasm_bindgen(js_name = holdsData)]
    pub(crate) fn holds_data(value: &JsValue, members: &str) -> bool;
    /// Whether a value, or an element of one, is a promise. All of them count as handled.
    #[cfg(feature = "js")]
    #[wasm_bindgen(js_name = isPromised)]
    pub(crate) fn is_promised(values: &Array) -> bool;
    /// Whether a value is neither empty nor an object of nothing.
    #[wasm_bindgen(js_name = isFilled)]
    pub(crate) fn is_filled(value: &JsValue) -> bool;
    /// A number, or the first one in an object, or `undefined`.
    #[wasm_bindgen(js_name = firstNumber)]
    pub(crate) fn first_number(value: &JsValue) -> JsValue;
    /// The elements of an array of any realm; nothing for any other value.
    #[wasm_bindgen(js_name = elementsOf)]
    pub(crate) fn elements(value: &JsValue) -> Option<Array>;
    /// Tells a callback of the caller; whatever it does is dropped.
    pub(crate) fn tell(callback: &Function, argument: &JsValue);
    /// Warns a logger of the caller, if there is one; whatever it does is dropped.
    pub(crate) fn warn(logger: &JsValue, line: &str);
    /// Tells an observer and a logger of an event.
    #[allow(clippy::too_many_arguments, reason = "one call: each property that is set by itself is another")]
    pub(crate) fn observe(
        observer: Option<&Function>,
        logger: &JsValue,
        arrow: &str,
        id: u32,
        method: &str,
        path: &str,
        attempt: u32,
        one: &JsValue,
        two: &JsValue,
    );
    /// `href`, `protocol`, `hostname` and `secret` of an address, and `base`, which is `href` without its last slashes;
    /// or `undefined`.
    pub(crate) fn address(text: &str) -> JsValue;
    /// The same of one that may begin at the address of the page or worker.
    #[wasm_bindgen(js_name = baseAddress)]
    pub(crate) fn base_address(text: &str) -> JsValue;
    /// What is wrong with a text, or `undefined`. The rules are lines `pattern => words`: the words of the first pattern
    /// that is found in the text.
    fn problem(text: &str, rules: &str) -> JsValue;
    /// What the host says of the time, in milliseconds since 1970; 0 where it gives no number.
    pub(crate) fn now() -> f64;
    /// A random UUID, or `undefined` where the host has no random numbers.
    pub(crate) fn uuid() -> JsValue;
    /// What can be seen of the surroundings.
    pub(crate) fn surroundings() -> u32;
}

/// Nobody sees the page.
pub(crate) const HIDDEN: u32 = 1;
/// The page is seen again, or online again.
pub(crate) const SHOWN: u32 = 2;

/// What is wrong with a text by these rules: lines `pattern => words`, of which the first pattern that is found counts.
/// The host's patterns take a third of the bytes of our own loops.
pub(crate) fn broken(text: &str, rules: &str) -> Option<String> {
    problem(text, rules).as_string()
}

/// A property that is a text.
pub(crate) fn text(value: &JsValue, key: &str) -> Option<String> {
    get(value, key).as_string()
}

/// Whether a property is a function.
#[cfg(feature = "server")]
pub(crate) fn has_method(value: &JsValue, key: &str) -> bool {
    get(value, key).is_function()
}

/// A plain object without the keys that are `undefined`.
pub(crate) fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        if !value.is_undefined() {
            set(&object, key, value);
        }
    }
    object
}

/// `JSON.parse`, or `None` where the text is no JSON.
pub(crate) fn parse(text: &JsValue) -> Option<JsValue> {
    let value = parse_json(text);
    (!value.is_undefined()).then_some(value)
}

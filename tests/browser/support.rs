//! What the tests share. They call the library as JavaScript does: by name, with plain values.

mod account;
mod clock;
mod controller;
mod service;

use std::sync::Once;

use a2e_wasm::js::A2E;
use js_sys::{Array, Function, Object, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub use account::{Account, EMULATOR, meeting, whole_log};
pub use clock::Clock;
pub use controller::{abort, controller, nobody_listens, obeying};
pub use service::{Service, all_succeed, close, id, waits};

/// A good start of a face swap.
pub const SWAP: &str =
    "{ name: 'Ada', face_url: 'https://a.example/ada.jpg', video_url: 'https://a.example/talk.mp4' }";

/// The looks at a face swap that is finished at once.
pub const DONE: &str = "[{ current_status: 'completed', result_url: 'https://a.example/done.mp4' }]";

/// The looks at a face swap that never ends.
pub const ENDLESS: &str = "[{ current_status: 'processing' }]";

/// An id that the service does not know.
pub const NOBODY: &str = "bc7b36fe4d2924e49800d9b3";

/// A `fetch` that answers what this expression gives, and keeps what it was called with in `calls`.
pub fn recorder(answer: &str) -> JsValue {
    js(&format!(
        "((calls) => Object.assign(async (url, init) => {{ calls.push({{ url, ...init }}); return {answer} }}, {{ calls }}))([])"
    ))
}

/// Sets a property.
pub fn set(object: &JsValue, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).unwrap();
}

/// Makes a value a global variable, for expressions to use.
pub fn share(name: &str, value: &JsValue) {
    set(&js_sys::global(), name, value);
}

/// The value of an expression of JavaScript.
pub fn js(expression: &str) -> JsValue {
    match js_sys::eval(&format!("({expression})")) {
        Ok(value) => value,
        Err(error) => panic!("{expression}: {error:?}"),
    }
}

/// Makes a client as `createClient` does.
pub fn client(options: &JsValue) -> Result<JsValue, JsValue> {
    static FURNISHED: Once = Once::new();
    let given = Array::of1(options);
    let client = JsValue::from(A2E::new(given.clone()));
    if given.length() > 1 {
        return Err(given.get(1));
    }
    // A second time would take away what the getters call.
    FURNISHED.call_once(|| a2e_wasm::js::furnish(Object::get_prototype_of(&client).into()));
    Ok(client)
}

/// The text of a value for messages of failed tests.
pub fn json(value: &JsValue) -> String {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| format!("{value:?}"))
}

/// A property, or a property of a property: `record.name`.
pub fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| match value.is_object() || value.is_function() {
        true => Reflect::get(&value, &key.into()).unwrap(),
        false => JsValue::UNDEFINED,
    })
}

/// A property that is a text.
pub fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_else(|| panic!("no text `{path}` in {}", json(value)))
}

/// A property that is a number.
pub fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path).as_f64().unwrap_or_else(|| panic!("no number `{path}` in {}", json(value)))
}

/// Calls a method by its name or path (`faceSwap.start`) and gives what it returns.
pub fn invoke(object: &JsValue, path: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let (owner, name) = match path.rsplit_once('.') {
        Some((owner, name)) => (get(object, owner), name),
        None => (object.clone(), path),
    };
    let method: Function = get(&owner, name).dyn_into().unwrap_or_else(|_| panic!("no method `{path}`"));
    method.apply(&owner, &arguments.iter().collect::<Array>())
}

/// Calls a method and gives its promise, to be awaited later.
pub fn begin(object: &JsValue, path: &str, arguments: &[JsValue]) -> JsFuture {
    JsFuture::from(Promise::resolve(&invoke(object, path, arguments).unwrap()))
}

/// Calls a method and awaits its promise.
pub async fn call(object: &JsValue, path: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    begin(object, path, arguments).await
}

/// Calls a method that must succeed.
pub async fn ok(object: &JsValue, path: &str, arguments: &[JsValue]) -> JsValue {
    call(object, path, arguments).await.unwrap_or_else(|error| panic!("{path}: {}", json(&error)))
}

/// Calls a method whose promise must be rejected, and gives the error.
pub async fn fails(object: &JsValue, path: &str, arguments: &[JsValue]) -> JsValue {
    rejects(begin(object, path, arguments)).await
}

/// The error of a promise that must be rejected.
pub async fn rejects(promise: JsFuture) -> JsValue {
    match promise.await {
        Err(error) => error,
        Ok(value) => panic!("this succeeded: {}", json(&value)),
    }
}

/// Lets everything run that can run now.
pub async fn macrotask() {
    let code = "new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0) })";
    JsFuture::from(Promise::resolve(&js(code))).await.unwrap();
}

/// Lets so many milliseconds pass.
pub async fn pass(ms: u32) {
    let pause = js(&format!("new Promise((done) => setTimeout(done, {ms}))"));
    JsFuture::from(Promise::resolve(&pause)).await.unwrap();
}

/// Starts a face swap.
pub async fn start(a2e: &JsValue) -> JsValue {
    ok(a2e, "faceSwap.start", &[js(SWAP)]).await
}

/// Checks that an object has these members, written in JavaScript; `undefined` is for absent ones.
#[track_caller]
pub fn has(value: &JsValue, members: &str) {
    let members = js(members);
    for key in js_sys::Object::keys(members.unchecked_ref::<js_sys::Object>()).iter() {
        let key = key.as_string().unwrap();
        let (found, wanted) = (get(value, &key), get(&members, &key));
        assert!(
            found == wanted || json(&found) == json(&wanted),
            "`{key}` of {} is not {}",
            json(value),
            json(&wanted)
        );
    }
}

/// Checks that a value comes back from its Rust type as it was; `null` may be left out.
#[track_caller]
pub fn round_trip<T: Serialize + DeserializeOwned>(value: &JsValue) {
    let typed: T = serde_wasm_bindgen::from_value(value.clone()).unwrap();
    let back = serde_wasm_bindgen::to_value(&typed).unwrap();
    assert_eq!(sorted(&back), sorted(value));
}

/// The text of a value with its keys in order and without those that are null.
pub fn sorted(value: &JsValue) -> String {
    let order = "(key, value) => value === null ? undefined : Object.prototype.toString.call(value) !== '[object Object]' ? value
        : Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))";
    let text = js_sys::JSON::stringify_with_replacer(value, &js(order)).unwrap();
    text.as_string().unwrap()
}

/// Checks that a message says all of this.
#[track_caller]
pub fn says(error: &JsValue, parts: &[&str]) {
    let message = text(error, "message");
    for part in parts {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
}

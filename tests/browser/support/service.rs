//! A service within the page: see `fakes.js`.

use wasm_bindgen::prelude::*;

use super::{Account, begin, client, get, invoke, js, number, set, share, text};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/tests/browser/support/fakes.js")]
extern "C" {
    #[wasm_bindgen(js_name = Service)]
    type Inner;
    #[wasm_bindgen(constructor, js_class = "Service")]
    fn new(plan: &JsValue) -> Inner;
    #[wasm_bindgen(method)]
    fn count(this: &Inner, verb: &str) -> u32;
    fn reply(data: &JsValue, status: u32, headers: &JsValue) -> JsValue;
    fn nth(n: u32) -> String;
}

/// A service within the page. For expressions it is `service`; `reply` and `nth` are there, too.
pub struct Service(Inner);

impl Service {
    /// A service that does as this plan says: `{ looks(id, n), meet(ask) }`.
    pub fn new(plan: &str) -> Self {
        let reply =
            Closure::<dyn Fn(JsValue, JsValue, JsValue) -> JsValue>::new(|data, status: JsValue, headers| {
                reply(&data, status.as_f64().unwrap_or(200.0) as u32, &headers)
            });
        share("reply", &reply.into_js_value());
        share("nth", &Closure::<dyn Fn(u32) -> String>::new(nth).into_js_value());
        let service = Inner::new(&js(plan));
        share("service", &service);
        Self(service)
    }

    /// A client of it, with more options.
    pub fn client(&self, options: &str) -> JsValue {
        let options = Account::new().options(options);
        set(&options, "fetch", &get(&self.0, "fetch"));
        client(&options).unwrap()
    }

    /// How often a verb was asked: `batch`, `list` or `detail`.
    pub fn count(&self, verb: &str) -> u32 {
        self.0.count(verb)
    }

    /// The most requests that were under way at the same time.
    pub fn most(&self) -> f64 {
        number(&self.0, "most")
    }

    /// The value of an expression about it.
    pub fn tell(&self, expression: &str) -> String {
        super::json(&js(expression))
    }
}

/// The id of the nth task.
pub fn id(n: u32) -> String {
    nth(n)
}

/// Waits for so many tasks of a family.
pub fn waits(a2e: &JsValue, family: &str, count: u32) -> Vec<JsFuture> {
    let method = format!("{family}.wait");
    (0..count).map(|n| begin(a2e, &method, &[id(n).into()])).collect()
}

/// Awaits waits that must all succeed, each with its own task.
pub async fn all_succeed(waits: Vec<JsFuture>) {
    for (n, wait) in waits.into_iter().enumerate() {
        let task = wait.await.unwrap_or_else(|error| panic!("{n}: {}", super::json(&error)));
        assert_eq!((text(&task, "id"), text(&task, "state")), (id(n as u32), "succeeded".into()));
    }
}

/// Closes a client, which ends its waits.
pub fn close(a2e: &JsValue) {
    invoke(a2e, "close", &[]).unwrap();
}

//! The class `A2E`, and its resources, made of the list of all operations.
//!
//! A method of wasm-bindgen costs bytes for each operation, in wasm and in glue. Here one method
//! serves all: `resources.js` calls it with the place of an operation in the list.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::job;
use super::methods::{self, Method};
use super::options;
use crate::api::LIST;
use crate::client::Client;

/// A client of the A2E API. `createClient` loads the module and makes one; keep it as long as the
/// page or the isolate lives.
#[wasm_bindgen]
pub struct A2E(Option<Client>);

#[wasm_bindgen]
impl A2E {
    /// Made by `createClient`, once the module is loaded.
    // The entry gives the options in an array and throws what it finds behind them. A `Result` would bring another way from
    // wasm to JavaScript.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: Array) -> Self {
        let made =
            options::client(&options.get(0)).and_then(|options| Client::launching(options, job::launch));
        Self(made.map_err(|error| options.push(&error.into())).ok())
    }

    /// Ends every wait of this client with kind `aborted`; later calls are refused, except `streaming.leave`. Tasks go on at
    /// the service and can be waited for again by another client.
    pub fn close(&self) {
        if let Some(client) = &self.0 {
            client.close();
        }
    }

    /// Checks what a method was given, and makes the machine that does it, or what it comes to where there is
    /// nothing to wait for, or the error. The method is an entry of the list, or a verb of the family that stands there.
    // An error is returned, because a `Result` would bring another way from wasm to JavaScript.
    #[wasm_bindgen(skip_typescript)]
    pub fn job(&self, place: usize, verb: usize, given: Array) -> JsValue {
        let (Some(client), Some(method)) = (&self.0, Method::at(place, verb)) else {
            return JsValue::UNDEFINED;
        };
        method.begin(client, &given).unwrap_or_else(JsValue::from)
    }
}

/// Gives the class, by its prototype and once, its methods and a getter for each resource.
#[wasm_bindgen(skip_typescript)]
pub fn furnish(prototype: JsValue) {
    fill(&prototype, LIST, methods::OTHERS, methods::VERBS);
}

#[wasm_bindgen(module = "/src/js/resources.js")]
extern "C" {
    fn fill(prototype: &JsValue, list: &str, others: &str, verbs: &str);
}

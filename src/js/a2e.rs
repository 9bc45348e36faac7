//! The class `A2E`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::options;
use super::work::{Job, work};
use crate::client::Client;
use crate::error::Result;

/// A client of the A2E API. `createClient` loads the module and makes one; keep it as long as the
/// page or the isolate lives.
#[wasm_bindgen]
pub struct A2E(pub(super) Client);

#[wasm_bindgen]
impl A2E {
    /// Made by `createClient`, once the module is loaded.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: JsValue,
    ) -> Result<A2E, JsValue> {
        Ok(Self(Client::new(options::client(&options)?)?))
    }

    /// Calls any operation by method and path; its two forms are in `types.d.ts`.
    #[wasm_bindgen(skip_typescript)]
    pub fn call(&self, method: JsValue, path: JsValue, options: JsValue) -> Promise {
        work(&self.0, Job::Call(method, path), options)
    }

    /// Ends every wait of this client with kind `aborted`; later calls are refused. Tasks go on at
    /// the service and can be waited for again by another client.
    pub fn close(&self) {
        self.0.close();
    }
}

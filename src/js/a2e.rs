//! The class `A2E`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::face_swap::FaceSwap;
use super::family::request;
use super::options::{self, CALL, Reader};
use super::promise::promise;
use super::storage::Storage;
use crate::api::account::REMAINING_COINS;
use crate::client::Client;
use crate::door::CallParts;
use crate::error::Result;

/// A client of the A2E API. `createClient` loads the module and makes one; keep it as long as the
/// page or the isolate lives.
#[wasm_bindgen]
pub struct A2E(Client);

#[wasm_bindgen]
impl A2E {
    /// Made by `createClient`, once the module is loaded.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: JsValue,
    ) -> Result<A2E, JsValue> {
        Ok(Self(Client::new(options::client(&options)?)?))
    }

    /// Face swap: the face of a picture onto the person of a video or of another picture.
    #[wasm_bindgen(getter, js_name = faceSwap, unchecked_return_type = "FaceSwap")]
    pub fn face_swap(&self) -> FaceSwap {
        FaceSwap::new(&self.0)
    }

    /// A2E's storage, where the inputs of tasks live.
    #[wasm_bindgen(getter)]
    pub fn storage(&self) -> Storage {
        Storage::new(&self.0)
    }

    /// The account and its coins.
    #[wasm_bindgen(getter)]
    pub fn account(&self) -> Account {
        Account(self.0.clone())
    }

    /// Calls any operation by method and path; its two forms are in `types.d.ts`.
    #[wasm_bindgen(skip_typescript)]
    pub fn call(&self, method: JsValue, path: JsValue, options: JsValue) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let options = Reader::new("call", &options, &["query body raw ", CALL])?;
            let parts = CallParts {
                query: options.value("query"),
                body: options.value("body"),
                raw: options.flag("raw")?,
            };
            let text = |value: JsValue| value.as_string().unwrap_or_default();
            client.call(&text(method), &text(path), parts, &options.call()?).await
        }))
    }

    /// Ends every wait of this client with kind `aborted`; later calls are refused. Tasks go on at
    /// the service and can be waited for again by another client.
    pub fn close(&self) {
        self.0.close();
    }
}

/// The account and its coins.
#[wasm_bindgen]
pub struct Account(Client);

#[wasm_bindgen]
impl Account {
    /// Asks for the coins that are left; the cheapest way to try a token.
    ///
    /// Observed in clients; not in the vendor's newest description.
    #[wasm_bindgen(unchecked_return_type = "Promise<Coins>")]
    pub fn coins(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        request(&self.0, &REMAINING_COINS, JsValue::UNDEFINED, JsValue::UNDEFINED, options)
    }
}

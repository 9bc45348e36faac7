//! `a2e.storage`: uploads and copies.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::family::request;
use super::options::{CALL, Reader};
use super::promise::promise;
use crate::api::storage::{PRESIGN, TRANSFER};
use crate::client::Client;
use crate::host;
use crate::upload::{Upload, upload};

/// A2E's storage, where the inputs of tasks live.
#[wasm_bindgen]
pub struct Storage(Client);

impl Storage {
    pub(super) fn new(client: &Client) -> Self {
        Self(client.clone())
    }
}

#[wasm_bindgen]
impl Storage {
    /// Uploads a file and gives its public address, as the `…_url` fields of starts take it.
    ///
    /// Asks for an address (documented; charged to callers with an API token), then sends the bytes
    /// there without the token. Files in the default bucket live 3 days. An empty file, or one above
    /// `maxBytes`, is refused before anything is sent.
    #[wasm_bindgen(unchecked_return_type = "Promise<UploadedFile>")]
    pub fn upload(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Blob | ArrayBuffer | ArrayBufferView")] data: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UploadOptions")] options: JsValue,
    ) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let known = [CALL, " name contentType maxBytes onProgress"];
            let options = Reader::new("storage.upload", &options, &known)?;
            let wanted = Upload {
                data,
                name: options.text("name")?,
                content_type: options.text("contentType")?,
                max_bytes: options.positive("maxBytes")?,
                on_progress: options.function("onProgress")?,
            };
            upload(&client, wanted, &options.call()?).await
        }))
    }

    /// Asks for an address to which one file can be uploaded; `upload` does this and the rest.
    ///
    /// Documented; charged to callers with an API token.
    #[wasm_bindgen(unchecked_return_type = "Promise<PresignedUpload>")]
    pub fn presign(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PresignUpload")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        request(&self.0, &PRESIGN, JsValue::UNDEFINED, params, options)
    }

    /// Copies a file of another host to A2E's storage, for hosts that are slow or block the service.
    ///
    /// Observed in clients; not in the vendor's newest description.
    #[wasm_bindgen(unchecked_return_type = "Promise<StoredFile>")]
    pub fn transfer(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] url: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        let params = host::object(&[("url", url)]);
        request(&self.0, &TRANSFER, JsValue::UNDEFINED, params.into(), options)
    }
}

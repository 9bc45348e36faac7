//! `a2e.faceSwap`: the family, its previews, its saved pictures.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::family::{TaskFamily, request};
use crate::api::face_swap::{ADD_IMAGE, DELETE_IMAGE, FACE_SWAP, LIST_IMAGES, PREVIEWS, STATUS};
use crate::client::Client;

/// The face swaps of an account.
#[wasm_bindgen(extends = TaskFamily, skip_typescript)]
pub struct FaceSwap {}

impl FaceSwap {
    pub(super) fn new(client: &Client) -> Self {
        Self { parent: TaskFamily::new(client, &FACE_SWAP).into() }
    }

    fn client(&self) -> Client {
        self.parent.borrow().client.clone()
    }
}

#[wasm_bindgen]
impl FaceSwap {
    /// Where the caller's face swaps stand.
    pub fn status(&self, options: JsValue) -> Promise {
        request(&self.client(), &STATUS, JsValue::UNDEFINED, JsValue::UNDEFINED, options)
    }

    /// Quick previews.
    #[wasm_bindgen(getter)]
    pub fn previews(&self) -> FaceSwapPreviews {
        FaceSwapPreviews { parent: TaskFamily::new(&self.client(), &PREVIEWS).into() }
    }

    /// Saved face pictures.
    #[wasm_bindgen(getter)]
    pub fn images(&self) -> FaceSwapImages {
        FaceSwapImages(self.client())
    }
}

/// The quick previews of an account.
#[wasm_bindgen(extends = TaskFamily, skip_typescript)]
pub struct FaceSwapPreviews {}

#[wasm_bindgen]
impl FaceSwapPreviews {
    /// The record of one preview: the vendor's name for `get`.
    pub fn status(&self, id: JsValue, options: JsValue) -> Promise {
        self.parent.borrow().get(id, options)
    }
}

/// The saved face pictures of an account.
#[wasm_bindgen]
pub struct FaceSwapImages(Client);

#[wasm_bindgen]
impl FaceSwapImages {
    /// Saves a face picture for later swaps.
    ///
    /// Documented; the published example answers the whole list, newest first, although the text
    /// describes one record.
    #[wasm_bindgen(unchecked_return_type = "Promise<FaceSwapImage | FaceSwapImage[]>")]
    pub fn add(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AddFaceSwapImage")] params: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        request(&self.0, &ADD_IMAGE, JsValue::UNDEFINED, params, options)
    }

    /// Lists the saved face pictures; there are no pages.
    ///
    /// Documented; that the answer is an array is observed in clients.
    #[wasm_bindgen(unchecked_return_type = "Promise<FaceSwapImage[]>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        request(&self.0, &LIST_IMAGES, JsValue::UNDEFINED, JsValue::UNDEFINED, options)
    }

    /// Deletes a saved face picture by its id.
    ///
    /// Documented; what the answer holds is not.
    #[wasm_bindgen(unchecked_return_type = "Promise<unknown>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: JsValue,
    ) -> Promise {
        request(&self.0, &DELETE_IMAGE, id, JsValue::UNDEFINED, options)
    }
}

//! The resources of `a2e`, made of the list of all operations.
//!
//! A method of wasm-bindgen costs bytes for each operation, in wasm and in glue. Here one method serves
//! all: it is called with the place of an operation in the list, by the functions that
//! `resources.js` puts on the class.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::A2E;
use super::family::TaskFamily;
use super::work::{Job, work};
use crate::api::face_swap::StartFaceSwapPreview;
use crate::api::{ENTRIES, Entry};
use crate::family::TaskFamily as _;

/// What the list of operations has not: the upload, which is two requests, and the vendor's name
/// for a `get`.
const UPLOAD: &str = "storage.upload";
const STATUS: &str = "faceSwap.previews.status";

#[wasm_bindgen(module = "/src/js/resources.js")]
extern "C" {
    #[wasm_bindgen(js_name = furnish)]
    fn furnish_class(prototype: &JsValue, names: &str);
}

/// Gives the class `A2E`, by its prototype, a getter for each resource.
#[wasm_bindgen(skip_typescript)]
pub fn furnish(prototype: &JsValue) {
    let mut names = String::new();
    for (name, entry) in ENTRIES {
        names.push_str(name);
        // A family is a resource by itself; its name ends where another's method follows.
        names.push_str(if matches!(entry, Entry::Family(_)) { ". " } else { " " });
    }
    names.push_str(UPLOAD);
    names.push(' ');
    names.push_str(STATUS);
    furnish_class(prototype, &names);
}

#[wasm_bindgen]
impl A2E {
    /// The family at a place of the list.
    #[wasm_bindgen(skip_typescript)]
    pub fn family(&self, place: usize) -> Option<TaskFamily> {
        match ENTRIES.get(place) {
            Some((_, Entry::Family(family))) => Some(TaskFamily::new(&self.0, family)),
            _ => None,
        }
    }

    /// Sends the operation at a place of the list. What its arguments are depends on what it takes:
    /// an id, parameters, options.
    #[wasm_bindgen(skip_typescript)]
    pub fn perform(&self, place: usize, first: JsValue, second: JsValue, third: JsValue) -> Promise {
        match ENTRIES.get(place) {
            Some((_, Entry::Operation(operation))) => {
                let none = JsValue::UNDEFINED;
                let (id, params, options) = match (operation.takes_id(), operation.fields.is_empty()) {
                    (true, true) => (first, none, second),
                    (true, false) => (first, second, third),
                    (false, true) => (none.clone(), none, first),
                    (false, false) => (none, first, second),
                };
                work(&self.0, Job::Operation(operation, id, params), options)
            }
            // Both stand behind the list.
            _ if place == ENTRIES.len() => work(&self.0, Job::Upload(first), second),
            _ => TaskFamily::new(&self.0, StartFaceSwapPreview::FAMILY).get(first, second),
        }
    }
}

//! Query strings from parameters.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};

#[wasm_bindgen(module = "/src/request/params.js")]
extern "C" {
    /// The first field that has no place in a query.
    fn stray(sent: &Object) -> JsValue;
    /// The others as a query: the host makes texts of such values, and does not fail.
    #[wasm_bindgen(js_name = queryOf)]
    fn query_of(sent: &Object) -> JsValue;
}

/// Writes an object of texts, numbers and booleans, known to come from JSON, as a query.
pub(crate) fn write(sent: &Object) -> Result<String> {
    match stray(sent).as_string() {
        Some(field) => Err(Error::input(&field, "must be a string, a finite number or a boolean")),
        None => Ok(query_of(sent).as_string().unwrap_or_default()),
    }
}

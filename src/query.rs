//! Query strings from parameters.

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

use crate::error::{Error, Result};

#[wasm_bindgen(module = "/src/params.js")]
extern "C" {
    /// The first field that has no place in a query.
    fn stray(sent: &Object) -> Option<String>;
}

/// Writes an object of texts, numbers and booleans, known to come from JSON, as a query.
pub(crate) fn write(sent: &Object) -> Result<String> {
    if let Some(field) = stray(sent) {
        return Err(Error::input("", &field, "must be a string, a finite number or a boolean"));
    }
    // The host makes texts of such values, and does not fail.
    let query = UrlSearchParams::new_with_str_sequence_sequence(&Object::entries(sent));
    Ok(query.map(|query| String::from(query.to_string())).unwrap_or_default())
}

//! Query strings from parameters.

use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

use crate::error::{Error, Result};
use crate::host;

/// Writes an object of texts, numbers and booleans, known to come from JSON, as a query.
pub(crate) fn write(name: &str, sent: &JsValue) -> Result<String> {
    // Without parameters the host's constructor does not fail.
    let Ok(query) = UrlSearchParams::new() else { return Ok(String::new()) };
    for key in host::keys(sent) {
        let value = host::get(sent, &key);
        let text = match value.as_string() {
            Some(text) => Some(text),
            // The host writes numbers: float formatting would cost 14 kB of wasm.
            None if value.as_bool().is_some() || value.as_f64().is_some() => {
                host::stringify(&value).ok().and_then(|text| text.as_string())
            }
            None => None,
        };
        let Some(text) = text else {
            return Err(Error::input(name, &key, "must be a string, a finite number or a boolean"));
        };
        query.append(&key, &text);
    }
    Ok(String::from(query.to_string()))
}

//! Query strings from parameters.

use gloo_net::http::QueryParams;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::{host, params};

/// Writes an object of texts, numbers and booleans as a query; `undefined` is left out.
pub(crate) fn encode(name: &str, params: &JsValue) -> Result<String> {
    if params.is_undefined() || params.is_null() {
        return Ok(String::new());
    }
    params::plain(name, "the query", params)?;
    write(name, &params::snapshot(name, params)?.1)
}

/// The same for an object that is known to come from JSON.
pub(crate) fn write(name: &str, sent: &JsValue) -> Result<String> {
    let query = QueryParams::new();
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
    Ok(query.to_string())
}

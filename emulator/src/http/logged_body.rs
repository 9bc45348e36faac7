//! A request body as the logs show it.

use serde_json::Value;

/// Returns JSON as JSON, other text as text, and the size of anything else.
pub fn logged(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body).unwrap_or_else(|_| match std::str::from_utf8(body) {
        Ok(text) => text.into(),
        Err(_) => size_only(body.len()),
    })
}

/// Stands for a body that is not logged.
pub fn size_only(bytes: usize) -> Value {
    format!("<{bytes} bytes>").into()
}

//! A body as a log shows it.

use serde_json::Value;

/// JSON as JSON, other text as text, and of anything else the size.
pub fn noted(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body).unwrap_or_else(|_| match std::str::from_utf8(body) {
        Ok(text) => text.into(),
        Err(_) => size(body.len()),
    })
}

/// What stands for a body that is not kept.
pub fn size(bytes: usize) -> Value {
    format!("<{bytes} bytes>").into()
}

//! Parameters from outside: which values count as parameters, and their text for the wire.

use js_sys::{Array, JsString, Object};
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::fields::{self, Given, Seen};
use crate::operation::Operation;
use crate::{host, text};

/// Objects of the host that hold their content elsewhere than in enumerable properties, so that
/// JSON would send them empty. Everything else with data in it is welcome: instances of classes,
/// proxies, objects of other realms.
const NOT_PLAIN: &str = "Array Date Map Set WeakMap WeakSet WeakRef Promise RegExp Error String Number Boolean \
    Blob File FileList FormData URLSearchParams Headers Request Response ReadableStream AbortSignal ArrayBuffer \
    SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array \
    Float32Array Float64Array BigInt64Array BigUint64Array";

/// Refuses what is not an object of named values; `name` is the operation, for the message.
pub(crate) fn plain(name: &str, what: &str, value: &JsValue) -> Result<()> {
    let found = if value.is_undefined() {
        String::from("undefined")
    } else if value.is_null() {
        String::from("null")
    } else if value.is_function() {
        String::from("a function")
    } else {
        host::kind_of(value)
    };
    if value.is_object() && !text::words(NOT_PLAIN, " ").any(|kind| kind == found) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Validation, &[name, ": ", what, " must be a plain object, got ", &found]))
}

/// Checks parameters against an operation's fields and gives them as [`snapshot`] does.
///
/// What is checked is the text itself, read back: a getter or a proxy cannot show one thing to the
/// check and another to the wire.
pub(crate) fn read(
    operation: &Operation,
    params: &JsValue,
    warn: &mut dyn FnMut(&str),
) -> Result<(JsString, JsValue)> {
    let name = operation.name();
    plain(&name, "the parameters", params)?;
    let (text, sent) = snapshot(&name, params)?;
    let mut under_check = UnderCheck { name: &name, sent: &sent, warn, converted: false };
    fields::check(operation.fields, &mut under_check)
        .map_err(|wrong| Error::input(&name, wrong.field, &wrong.problem))?;
    if under_check.converted { snapshot(&name, &sent) } else { Ok((text, sent)) }
}

struct UnderCheck<'a> {
    name: &'a str,
    sent: &'a JsValue,
    warn: &'a mut dyn FnMut(&str),
    converted: bool,
}

#[wasm_bindgen(module = "/src/params.js")]
extern "C" {
    /// The value of a field in each of its holders; `undefined` where it is not there.
    fn values(sent: &JsValue, field: &str) -> Array;
    /// Makes all texts or numbers in a field be of this type.
    fn convert(sent: &JsValue, field: &str, to: &str);
}

impl Given for UnderCheck<'_> {
    fn values(&mut self, field: &str) -> Vec<Seen> {
        let mut all = Vec::new();
        for value in values(self.sent, field).iter() {
            all.push(seen(&value));
        }
        all
    }

    fn convert(&mut self, field: &str, to_text: bool) {
        convert(self.sent, field, if to_text { "string" } else { "number" });
        self.converted = true;
    }

    fn warn(&mut self, field: &str, limit: &str) {
        (self.warn)(&text::join(&[self.name, ": `", field, "` is outside the published ", limit]));
    }
}

/// Named values that may be left out, as an object of our own; `what` they are is for the message.
pub(crate) fn optional(name: &str, what: &str, params: &JsValue) -> Result<Object> {
    if params.is_undefined() || params.is_null() {
        return Ok(Object::new());
    }
    plain(name, what, params)?;
    Ok(snapshot(name, params)?.1.unchecked_into())
}

/// The JSON text of a value, and the value as the other side will read it.
pub(crate) fn snapshot(name: &str, value: &JsValue) -> Result<(JsString, JsValue)> {
    let refused = |cause: JsValue| {
        let reason = host::text(&cause, "message").unwrap_or_default();
        Error::new(ErrorKind::Validation, &[name, ": the parameters cannot be written as JSON: ", &reason])
            .with(|facts| facts.cause = cause)
    };
    let text = host::stringify(value).map_err(refused)?;
    let sent = host::parse(&text).unwrap_or(JsValue::UNDEFINED);
    match text.dyn_into::<JsString>() {
        Ok(text) if sent.is_object() => Ok((text, sent)),
        _ => Err(refused(JsValue::UNDEFINED)),
    }
}

fn seen(value: &JsValue) -> Seen {
    if let Some(text) = value.as_string() {
        Seen::Text(text)
    } else if let Some(number) = value.as_f64() {
        Seen::Number(number)
    } else if value.as_bool().is_some() {
        Seen::Boolean
    } else if let Some(elements) = host::elements(value) {
        Seen::Array(elements.iter().all(|element| element.is_string()))
    } else if value.is_object() {
        Seen::Object
    } else if value.is_undefined() {
        Seen::Absent
    } else {
        Seen::Null
    }
}

//! Parameters from outside: which values count as parameters, and their text for the wire.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::field_check::{self, Given, Seen};
use crate::schema::operation::Operation;
use crate::{host, text};

/// Checks parameters against an operation's fields and gives them as [`copy`] does.
///
/// What is checked is the copy: a getter or a proxy cannot show one thing to the check and another to
/// the wire.
pub(crate) fn read(operation: &Operation, params: &JsValue, context: &Context) -> Result<Object> {
    let sent = named("the parameters", params)?;
    let listing = listing(&sent, operation.fields);
    field_check::check(operation.fields, &mut UnderCheck { operation, listing, context })
        .map_err(|wrong| Error::input(wrong.field, &wrong.problem))?;
    Ok(sent)
}

struct UnderCheck<'a> {
    operation: &'a Operation,
    /// See [`listing`].
    listing: String,
    context: &'a Context,
}

#[wasm_bindgen(module = "/src/request/params.js")]
extern "C" {
    /// What a value is, if it is no object of named values.
    fn strange(value: &JsValue) -> JsValue;
    /// A value as the other side will read it, as `copy`, or why it cannot be written, as `cause`.
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(value: &JsValue) -> JsValue;
    /// Name, kind and text of each field in each of its holders, with NUL behind each of the three.
    fn listing(sent: &JsValue, fields: &str) -> String;
    /// The first name that is not in a field string without types.
    pub(crate) fn unknown(sent: &Object, fields: &str) -> JsValue;
    /// The text of a body by which two starts are compared.
    pub(crate) fn comparable(body: &JsValue) -> JsValue;
    /// Puts a tag behind the name in a field.
    pub(crate) fn tagged(params: &Object, field: &str, tag: &str);
}

impl Given for UnderCheck<'_> {
    fn values(&mut self, field: &str) -> Vec<Seen> {
        let mut all = Vec::new();
        let mut parts = text::words(&self.listing, "\0");
        while let (Some(name), Some(kind), Some(text)) = (parts.next(), parts.next(), parts.next()) {
            if name == field {
                let number = text::decimal(text).filter(|_| kind == "number").unwrap_or(f64::NAN);
                all.push(Seen { kind: kind.into(), text: text.into(), number });
            }
        }
        all
    }

    fn warn(&mut self, field: &str, limit: &str) {
        self.context.warn(&text::join(&[
            &self.operation.name(),
            ": `",
            field,
            "` is outside the published ",
            limit,
        ]));
    }
}

/// Named values that may be left out, as an object of our own; `what` they are is for the message.
pub(crate) fn optional(what: &str, params: &JsValue) -> Result<Object> {
    if params.is_undefined() || params.is_null() {
        return Ok(Object::new());
    }
    named(what, params)
}

/// The same where they may not be left out.
fn named(what: &str, params: &JsValue) -> Result<Object> {
    match strange(params).as_string() {
        Some(found) => {
            Err(Error::new(ErrorKind::Validation, &[": ", what, " must be a plain object, got ", &found]))
        }
        None => copy(params),
    }
}

/// A value as the other side will read it, in an object of our own.
pub(crate) fn copy(value: &JsValue) -> Result<Object> {
    let made = copy_of(value);
    let copy = host::get(&made, "copy");
    if copy.is_object() {
        return Ok(copy.unchecked_into());
    }
    let cause = host::get(&made, "cause");
    let reason = host::text(&cause, "message").unwrap_or_default();
    Err(Error::new(ErrorKind::Validation, &[": the parameters cannot be written as JSON: ", &reason])
        .with(|facts| facts.cause = cause))
}

/// The JSON text of a copy, which cannot fail.
pub(crate) fn written(copy: &Object) -> JsValue {
    host::stringify(copy)
}

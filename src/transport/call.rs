//! One call: what is sent, and what its answer means for the caller.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::options::CallOptions;
use crate::schema::family::Family;
use crate::schema::operation::Effect;
use crate::transport::transfer::Media;

/// One call on its way: everything but the token.
pub(crate) struct Call {
    pub method: &'static str,
    pub path: String,
    pub effect: Effect,
    /// Whether it goes without the token.
    pub anonymous: bool,
    pub query: String,
    pub body: JsValue,
    pub options: Rc<CallOptions>,
    /// Whether the caller gets the `Response` itself.
    pub raw: bool,
    /// Where bytes go to, or come from, instead of the service.
    pub media: Option<Media>,
    /// The family of a start.
    pub family: Family,
    /// What the caller pays for in the answer: see [`crate::schema::operation::Operation::answers`].
    pub answers: &'static str,
}

impl Call {
    /// A call with nothing but its place.
    pub(crate) fn new(
        method: &'static str,
        path: String,
        effect: Effect,
        options: &Rc<CallOptions>,
    ) -> Box<Self> {
        let (query, body) = (String::new(), JsValue::UNDEFINED);
        Box::new(Self {
            method,
            path,
            effect,
            anonymous: false,
            query,
            body,
            options: Rc::clone(options),
            raw: false,
            media: None,
            family: Family(""),
            answers: "",
        })
    }
}

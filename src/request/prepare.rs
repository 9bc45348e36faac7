//! From values of JavaScript to a call that was checked. Both entries use it: the class of
//! `js` as it is, the typed one of [`crate::typed`] with a codec around.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::id::read_id;
use crate::request::params;
use crate::request::query;
use crate::schema::operation::{Effect, Operation};
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::url;
use crate::{host, text};

/// Checks the input of one operation: `id` fills its path, `params` are its body or, for GET and
/// DELETE, its query.
pub(crate) fn prepare(
    context: &Context,
    operation: &Operation,
    id: &JsValue,
    params: &JsValue,
    options: &Rc<CallOptions>,
) -> Result<Box<Call>> {
    let mut call = Call::new(operation.method, operation.template(), operation.effect, options);
    (call.anonymous, call.answers) = (operation.anonymous, operation.answers);
    let (_, id_field) = operation.id_field();
    let mut given = params.clone();
    if operation.takes_id() {
        let id = read_id(id)?;
        if id_field.is_empty() {
            call.path = url::fill(&call.path, &id);
        } else {
            let all = params::optional("the parameters", &given)?;
            host::set(&all, id_field, &id.into());
            given = all.into();
        }
    }
    let in_body = operation.method == "POST" || operation.method == "PUT";
    let nothing = given.is_undefined() || in_body && id_field.is_empty();
    if !nothing || !operation.fields.is_empty() {
        if given.is_undefined() && !text::holds(operation.fields, "!") {
            given = Object::new().into();
        }
        let sent = params::read(operation, &given, context)?;
        if in_body {
            refuse_stream(operation, &sent)?;
            call.body = params::written(&sent);
        } else {
            call.query = query::write(&sent)?;
        }
    }
    Ok(call)
}

/// What a call by path takes besides method and path.
#[derive(Clone, Default)]
pub struct CallParts {
    /// Query parameters, as an object, or `undefined`.
    pub query: JsValue,
    /// A body for JSON, or `undefined`.
    pub body: JsValue,
    /// Gives the `Response` itself, whatever its status.
    pub raw: bool,
}

impl CallParts {
    pub(crate) fn prepare(self, method: &str, path: &str, options: &Rc<CallOptions>) -> Result<Box<Call>> {
        let mut methods = text::words("GET HEAD DELETE POST PUT PATCH", " ");
        let Some(method) = methods.find(|known| text::lower(known) == text::lower(method)) else {
            return Err(Error::input("method", "must be GET, HEAD, POST, PUT, PATCH or DELETE"));
        };
        let effect = match method {
            "GET" | "HEAD" => Effect::Read,
            "DELETE" => Effect::Delete,
            // Nobody knows what the others do, so they are treated like a start.
            _ => Effect::Charge,
        };
        if let Some(problem) = url::problem(path) {
            return Err(Error::input("path", &problem));
        }
        let mut call = Call::new(method, path.into(), effect, options);
        call.query = query::write(&params::optional("the query", &self.query)?)?;
        if !self.body.is_undefined() {
            call.body = params::written(&params::copy(&self.body)?);
        }
        call.raw = self.raw;
        Ok(call)
    }
}

/// The `data` of an answer.
pub(crate) fn data(effect: Effect, reply: &Reply) -> JsValue {
    if reply.status == 202 && effect == Effect::Read {
        // Documented for the 1080p file of a Veo video: still being made.
        return host::object(&[("ready", false.into())]).into();
    }
    reply.data.clone()
}

/// Server-sent events are no JSON answer: the caller has to read them himself.
fn refuse_stream(operation: &Operation, sent: &JsValue) -> Result<()> {
    if !text::holds(operation.fields, "stream:b") || !host::get(sent, "stream").is_truthy() {
        return Ok(());
    }
    let path = operation.template();
    let instead = "\", { body, raw: true })` gives the `Response` to read them from";
    let message = &[": `stream` answers server-sent events: `call(\"POST\", \"", &path, instead];
    Err(Error::new(ErrorKind::Unsupported, message).with(|facts| facts.field = String::from("stream")))
}

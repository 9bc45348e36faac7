//! What a start with an idempotency key is given, and what its task is known by.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::CallOptions;
use crate::error::{Error, Result};
use crate::family::Family;
use crate::grammar::Field;
use crate::key_tag::{self, Tag, tag_of};
use crate::verbs::Verb;
use crate::{host, params, text};

/// An idempotency key, and what may be done with it.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// 8 to 64 letters, digits, `_` or `-`.
    pub key: String,
    /// Whether a start is sent again if no poll finds a trace of it.
    pub resend: bool,
    /// When the start may have been sent in an earlier life of the caller, in milliseconds since 1970 by the caller's
    /// clock. The list is then polled for its task, and nothing is sent but by the rule of `resend`.
    pub sent_at: Option<f64>,
    /// How far back the list is read, from its newest row, in milliseconds; the client's `key_window_ms` if `None`.
    pub window_ms: Option<f64>,
}

/// The task of a start, as it is searched for in the list.
pub(crate) struct Wanted {
    pub client: Client,
    pub family: Family,
    pub options: Rc<CallOptions>,
    /// The field with a task's name.
    pub field: &'static str,
    pub tag: Tag<String>,
    /// The key itself, which is the tag of the older form, and the name in that form.
    pub key: String,
    older_name: String,
    /// How far to read back from the newest row, in milliseconds.
    pub window_ms: f64,
}

impl Wanted {
    /// Checks what a start is given. The parameters come back with the tag in the name.
    pub(crate) fn new(
        client: &Client,
        family: Family,
        given: &JsValue,
        key: &Key,
        options: Rc<CallOptions>,
    ) -> Result<(Self, Object)> {
        let operation = family.start().name();
        let wrong = |problem: &str| Error::option(&operation, "idempotencyKey", problem);
        if !key_tag::is_key(&key.key) {
            return Err(wrong("must be 8 to 64 letters, digits, `_` or `-`"));
        }
        let Some(field) = name_field(family).filter(|_| family.list().is_some()) else {
            return Err(wrong("cannot be used: tasks of this family have no name, or no list to find it in"));
        };
        let params = params::optional("the parameters", given).map_err(|error| error.of(&operation))?;
        // Checked as the caller gave them, also a name that is no text, before the list is asked.
        let (call, _) = client.ask(family, &Verb::Start, &params, &options)?;
        let name = host::text(&params, field).unwrap_or_default();
        let tag = Tag::of_start(&key.key, &params::comparable(&call.body).unwrap_or_default());
        host::set(&params, field, &tag.name(field, &name).into());
        let wanted = Self {
            client: client.clone(),
            family,
            options,
            field,
            tag,
            key: key.key.clone(),
            older_name: key_tag::older_name(&key.key, &name),
            window_ms: key.window_ms.unwrap_or(client.options().key_window_ms),
        };
        Ok((wanted, params))
    }

    /// Reads the name of a row: nothing if it carries another key, and false if it carries this key with other
    /// parameters. The older form tells no parameters, but the name is one of them.
    pub(crate) fn is_in(&self, name: &str) -> Option<bool> {
        let tag = tag_of(name)?;
        match tag.params {
            None if tag.key == self.key => Some(name == self.older_name),
            Some(params) if tag.key == self.tag.key => Some(self.tag.params.as_deref() == Some(params)),
            _ => None,
        }
    }

    /// The name of the start.
    pub(crate) fn operation(&self) -> String {
        self.family.start().name()
    }

    /// The key belongs to another start; the id is that of its task, where it is known.
    pub(crate) fn other(&self, id: &str) -> Error {
        let problem = "was already used with other parameters";
        Error::input(&self.operation(), "idempotencyKey", problem).with(|facts| facts.task_id = id.into())
    }

    /// The list could not be read back to the end of the window.
    pub(crate) fn too_far(&self) -> Error {
        let problem = "reaches further back than the list can be read, which has more than 50 pages or repeats itself. \
            A task with this `idempotencyKey` may stand there, so nothing was sent. Give a smaller one";
        Error::option(&self.operation(), "keyWindowMs", problem)
    }
}

/// The field of a start that holds the task's name.
fn name_field(family: Family) -> Option<&'static str> {
    let mut found = None;
    for field in text::words(family.start().fields, " ") {
        let name = Field::parse(field).name;
        if text::among(name, "name title") {
            found = Some(name);
        }
    }
    found
}

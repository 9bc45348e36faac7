//! What a start with an idempotency key is given, and what its task is known by.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, Result};
use crate::request::params;
use crate::schema::family::Family;
use crate::schema::field_syntax::Field;
use crate::schema::verb::Verb;
use crate::start::key_tag;
use crate::start::registry::{StartEntry, StartRegistry};
use crate::task::verbs;
use crate::{host, text};

/// What is no key: see `host::broken`. `key_tag::is_key` says the same in Rust for the server, which reads keys out of names; in a page
/// the host's pattern takes fewer bytes. `tests/package/twins.test.mjs` holds the two against each other.
const KEY: &str = r"^(?![\w-]{8,64}$) => must be 8 to 64 letters, digits, `_` or `-`";

/// An idempotency key, and what may be done with it.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// 8 to 64 letters, digits, `_` or `-`.
    pub key: String,
    /// Whether the key was never used, as the caller knows. The list is then not read before the start.
    pub is_new: bool,
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
    pub context: Context,
    /// The family, the tags, and what the starts of one key share.
    pub entry: Rc<StartEntry>,
    pub options: Rc<CallOptions>,
    /// The field with a task's name.
    pub field: &'static str,
    /// The part of the tag that tells the key.
    beginning: String,
    /// How far to read back from the newest row, in milliseconds.
    pub window_ms: f64,
}

impl Wanted {
    /// Checks what a start is given. The parameters come back with the tag in the name.
    pub(crate) fn new(
        context: &Context,
        starts: &StartRegistry,
        family: Family,
        given: &JsValue,
        key: &Key,
        options: Rc<CallOptions>,
    ) -> Result<(Self, Object)> {
        let wrong = |problem: &str| Error::option("", "idempotencyKey", problem);
        if let Some(problem) = host::broken(&key.key, KEY) {
            return Err(wrong(&problem));
        }
        let Some(field) = name_field(family).filter(|_| family.has(Verb::List)) else {
            return Err(wrong("cannot be used: tasks of this family have no name or no list"));
        };
        let params = params::optional("the parameters", given)?;
        // Checked as the caller gave them, also a name that is no text, before the list is asked.
        let nothing = JsValue::UNDEFINED;
        let (call, _) = verbs::request(context, family, Verb::Start, &params, &nothing, &options)?;
        let beginning = key_tag::beginning(&key.key);
        let tag = key_tag::tag(&beginning, &params::comparable(&call.body).as_string().unwrap_or_default());
        params::tagged(&params, field, &tag);
        let start = StartEntry::new(family, key_tag::older(&key.key), tag);
        let wanted = Self {
            context: context.clone(),
            entry: starts.enter(start).map_err(other)?,
            options,
            field,
            beginning,
            window_ms: key.window_ms.unwrap_or(context.options().key_window_ms),
        };
        Ok((wanted, params))
    }

    /// Whether a task of this name is the one. With the same key and other parameters it is that of another start.
    pub(crate) fn is_it(&self, name: &str) -> Result<bool> {
        let StartEntry { key, tag, .. } = &*self.entry;
        let tail = name.get(name.len().saturating_sub(tag.len())..).unwrap_or_default();
        let is_it = tail == tag || name.ends_with(key);
        if is_it || !tail.starts_with(&self.beginning) { Ok(is_it) } else { Err(other(String::new())) }
    }

    /// The list could not be read back to the end of the window.
    pub(crate) fn too_far(&self) -> Error {
        let problem = "must be smaller: the list could not be read back so far, and may hold a task with this key there. \
            Nothing was sent";
        Error::option("", "keyWindowMs", problem)
    }
}

/// The key belongs to the start of another task.
fn other(task_id: String) -> Error {
    Error::input("idempotencyKey", "was already used with other parameters")
        .with(|facts| facts.task_id = task_id)
}

/// The field of a start that holds the task's name.
pub(crate) fn name_field(family: Family) -> Option<&'static str> {
    let mut found = None;
    for field in text::words(family.start().fields, " ") {
        let name = Field::parse(field).name;
        if text::among(name, "name title") {
            found = Some(name);
        }
    }
    found
}

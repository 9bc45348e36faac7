//! Starts with an idempotency key. The key is in the task's name, and shows whose the task is where the answer of the
//! start was lost.

use wasm_bindgen::prelude::*;

use crate::server::routes::Route;
use crate::start::key::name_field;
use crate::start::key_tag::tag_of;
use crate::{host, text};

/// The end of a name that is searched for a tag, in bytes: the longest tag has 70.
const END: usize = 128;

/// The key under which `owners` knows a start or a task by its name. It holds the user, because another user may take
/// the same idempotency key.
pub(super) fn of(route: &Route, record: &JsValue, user: &str) -> Option<String> {
    let name = host::text(record, name_field(route.family?)?)?;
    let end = name.get(name.floor_char_boundary(name.len().saturating_sub(END))..)?;
    Some(text::join(&["key:", user, ":", tag_of(end)?.key]))
}

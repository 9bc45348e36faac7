//! Starts with a key: it is in the task's name, and shows whose the task is where the answer of the start was lost.

use wasm_bindgen::prelude::*;

use crate::key_tag::tag_of;
use crate::{host, text};

/// What is remembered of the key in the name of a start or a task: the user's own, because another may take the same one.
pub(super) fn of(record: &JsValue, user: &str) -> Option<String> {
    // Tasks have one of the two.
    let name = host::text(record, "name").or_else(|| host::text(record, "title"))?;
    Some(text::join(&["key:", user, ":", tag_of(&name)?.key]))
}

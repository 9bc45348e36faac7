//! Tasks that were stored somewhere and come back: views, their JSON, or `{ family, id }`.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::api::LIST;
use crate::error::{Error, Result};
use crate::host;
use crate::record::view::{Target, parsed};
use crate::schema::family::Family;
use crate::text;

/// Reads what tells of a task by itself.
pub(super) fn read(value: &JsValue) -> Result<(Family, Target)> {
    let family = family(value)?;
    Ok((family, Target::read(family, value)?))
}

/// The family that a stored task names.
pub(super) fn family(value: &JsValue) -> Result<Family> {
    let value = parsed(value);
    let wrong = |problem: &str| Error::input("family", problem);
    let key = host::text(&value, "family");
    let key =
        key.ok_or_else(|| wrong("is missing: the task must be a view, its JSON, or `{ family, id }`"))?;
    let mut families = text::words(LIST, "\n").map(Family).filter(|family| !family.key().is_empty());
    families.find(|family| family.key() == key).ok_or_else(|| wrong("is no family of tasks"))
}

/// Several of them.
pub(super) fn list(value: &JsValue) -> Result<Array> {
    host::elements(value).ok_or_else(|| Error::input("tasks", "must be an array of tasks"))
}

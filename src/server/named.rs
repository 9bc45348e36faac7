//! The records that a request names.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::server::refusal::Refusal;
use crate::server::request::Request;
use crate::server::routes::Route;
use crate::{host, path, text};

/// The names under which the service takes the ids of what a request is about.
const NAMES: [&str; 4] = ["_id", "id", "ids", "task_id"];

/// Their ids.
pub(super) struct Named {
    pub ids: Vec<String>,
    /// The first so many are what it is about, and must be the user's own; the others are mentioned.
    pub own: u32,
}

impl Named {
    pub(super) fn read(route: &Route, request: &Request, body: Option<&Object>) -> Result<Self, Refusal> {
        let mut ids = Vec::new();
        if !route.id.is_empty() {
            ids.push(route.id.clone());
        }
        let id_field = Some(route.id_field()).filter(|name| !name.is_empty() && !NAMES.contains(name));
        for name in NAMES.into_iter().chain(id_field) {
            let values = [request.parameter(name).map(JsValue::from), body.map(|body| host::get(body, name))];
            for value in values.into_iter().flatten().filter(|value| !value.is_undefined()) {
                // What the operation does not take could still be read by the service, instead of the path.
                if !takes(route, name) {
                    return Err(Refusal::new(400, &["`", name, "` is no parameter of `", &route.name, "`"]));
                }
                match host::elements(&value) {
                    Some(several) => {
                        for one in several.iter() {
                            ids.push(read_id(&one)?);
                        }
                    }
                    None => ids.push(read_id(&value)?),
                }
            }
        }
        // Without one the service might take any, or all.
        if ids.is_empty() && (!route.id_field().is_empty() || route.verb == "batch") {
            return Err(Refusal::new(400, &["`", &route.name, "` needs an id"]));
        }
        let own = ids.len() as u32;
        mentioned(request, body, &mut ids);
        Ok(Self { ids, own })
    }
}

fn read_id(value: &JsValue) -> Result<String, Refusal> {
    let id = value.as_string().filter(|id| path::is_id(id));
    id.ok_or_else(|| Refusal::new(400, &["an id ", path::NO_ID]))
}

/// Whether an operation has a parameter of this name.
fn takes(route: &Route, name: &str) -> bool {
    let is_it = |field: &str| {
        let end = field.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        field.get(..end.unwrap_or(field.len())) == Some(name)
    };
    route.id_field() == name || text::words(route.operation.fields, " ").any(is_it)
}

/// Ids anywhere in the request: of an avatar, a voice, a picture. Those of others are not the user's to use.
fn mentioned(request: &Request, body: Option<&Object>, ids: &mut Vec<String>) {
    for (_, value) in &request.query {
        note(value, ids);
    }
    let written = body.and_then(|body| host::stringify(body).ok()?.as_string()).unwrap_or_default();
    for part in text::words(&written, "\"") {
        note(part, ids);
    }
}

fn note(text: &str, ids: &mut Vec<String>) {
    if path::is_id(text) && !ids.iter().any(|id| id == text) {
        ids.push(text.into());
    }
}

//! Changing the envelope of a good answer.

use hyper::StatusCode;
use serde_json::{Map, Value};

use crate::http::reply::{self, Reply};

/// The envelope of a good answer.
pub fn good(reply: &Reply) -> Option<Map<String, Value>> {
    let envelope = serde_json::from_slice(reply.body()).ok();
    envelope.filter(|_| reply.status() == StatusCode::OK)
}

/// Changes the `data` of a good answer; a refusal stays what it is.
pub fn edited(reply: Reply, edit: impl FnOnce(&mut Value)) -> Reply {
    let Some(mut envelope) = good(&reply) else { return reply };
    edit(envelope.entry("data").or_insert(Value::Null));
    reply::json(StatusCode::OK, &Value::Object(envelope))
}

/// The members of a page that can hold its records.
pub const LISTS: [&str; 4] = ["rows", "list", "data", "records"];

/// The records in `data`: its items, the items of its list, or itself.
pub fn for_each_record(data: &mut Value, change: impl Fn(&mut Value)) {
    let list = LISTS.iter().find(|name| data.get(**name).is_some_and(Value::is_array));
    let items = match list {
        Some(name) => data.get_mut(*name),
        None => Some(data),
    };
    match items {
        Some(Value::Array(items)) => items.iter_mut().for_each(change),
        Some(record) => change(record),
        None => {}
    }
}

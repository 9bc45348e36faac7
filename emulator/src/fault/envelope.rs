//! Changing the envelope of a successful answer.

use hyper::StatusCode;
use serde_json::{Map, Value};

use crate::http::reply::{self, Reply};

/// Returns the envelope of a successful answer.
pub fn success_envelope(reply: &Reply) -> Option<Map<String, Value>> {
    let envelope = serde_json::from_slice(reply.body()).ok();
    envelope.filter(|_| reply.status() == StatusCode::OK)
}

/// Changes the `data` of a successful answer. An error is not changed.
pub fn edit_data(reply: Reply, edit: impl FnOnce(&mut Value)) -> Reply {
    let Some(mut envelope) = success_envelope(&reply) else { return reply };
    edit(envelope.entry("data").or_insert(Value::Null));
    reply::json(StatusCode::OK, &Value::Object(envelope))
}

/// The members of a page that can be its list of records.
pub const LIST_FIELDS: [&str; 4] = ["rows", "list", "data", "records"];

/// Changes each record in `data`: its items, the items of its list, or `data` itself.
pub fn for_each_record(data: &mut Value, change: impl Fn(&mut Value)) {
    let list = LIST_FIELDS.iter().find(|name| data.get(**name).is_some_and(Value::is_array));
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

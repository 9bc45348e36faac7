//! Other forms of a successful answer, which clients of the service have met or guard against.

use hyper::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::envelope::{LIST_FIELDS, edit_data, success_envelope};
use crate::http::reply::{self, Reply};

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// `data` is an array, also in place of a record or a page.
    Array,
    /// `data` is the first record.
    Object,
    /// `data` is an object with the records under the keys `0`, `1` and so on.
    Keys,
    /// No envelope: the body is the record, or the array of records.
    Bare,
    /// No body.
    Empty,
}

impl Form {
    /// Changes the form of a successful answer. An error is not changed.
    pub fn apply(self, reply: Reply) -> Reply {
        match self {
            Self::Array => edit_data(reply, |data| *data = records(data).into()),
            Self::Object => {
                edit_data(reply, |data| *data = records(data).into_iter().next().unwrap_or_default())
            }
            Self::Keys => edit_data(reply, |data| *data = numbered(records(data))),
            Self::Bare => success_envelope(&reply).map_or(reply, |envelope| {
                let data = envelope.get("data").cloned().unwrap_or_default();
                let bare = if list(&data).is_some() { records(&data).into() } else { data };
                reply::json(StatusCode::OK, &bare)
            }),
            Self::Empty => success_envelope(&reply).map_or(reply, |_| reply::empty(StatusCode::OK)),
        }
    }
}

/// Returns the items of the list in `data`, or `data` as the only item.
fn records(data: &Value) -> Vec<Value> {
    list(data).unwrap_or_else(|| vec![data.clone()])
}

fn list(data: &Value) -> Option<Vec<Value>> {
    let listed = LIST_FIELDS.iter().find_map(|name| data.get(*name)?.as_array());
    data.as_array().or(listed).cloned()
}

fn numbered(records: Vec<Value>) -> Value {
    records.into_iter().enumerate().map(|(n, record)| (n.to_string(), record)).collect::<Map<_, _>>().into()
}

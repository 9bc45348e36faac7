//! Other forms of a good answer, which clients of the service have met or guard against.

use hyper::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::envelope::{LISTS, edited, good};
use crate::http::reply::{self, Reply};

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// `data` is an array, also where it is a record or a page.
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
    /// Gives a good answer this form; a refusal stays what it is.
    pub fn of(self, reply: Reply) -> Reply {
        match self {
            Self::Array => edited(reply, |data| *data = records(data).into()),
            Self::Object => {
                edited(reply, |data| *data = records(data).into_iter().next().unwrap_or_default())
            }
            Self::Keys => edited(reply, |data| *data = numbered(records(data))),
            Self::Bare => good(&reply).map_or(reply, |envelope| {
                let data = envelope.get("data").cloned().unwrap_or_default();
                let bare = if list(&data).is_some() { records(&data).into() } else { data };
                reply::json(StatusCode::OK, &bare)
            }),
            Self::Empty => good(&reply).map_or(reply, |_| reply::empty(StatusCode::OK)),
        }
    }
}

/// The list in `data`, or `data` alone.
fn records(data: &Value) -> Vec<Value> {
    list(data).unwrap_or_else(|| vec![data.clone()])
}

fn list(data: &Value) -> Option<Vec<Value>> {
    let listed = LISTS.iter().find_map(|name| data.get(*name)?.as_array());
    data.as_array().or(listed).cloned()
}

fn numbered(records: Vec<Value>) -> Value {
    records.into_iter().enumerate().map(|(n, record)| (n.to_string(), record)).collect::<Map<_, _>>().into()
}

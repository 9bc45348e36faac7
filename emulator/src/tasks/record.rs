//! What a task's record holds at its birth, and what its input tells beforehand.

use serde_json::{Map, Value};

use super::family::Family;
use crate::clock::{Millis, iso};

/// Who starts a task, from where and when.
pub struct Origin<'a> {
    pub user: &'a str,
    pub host: &'a str,
    pub now: Millis,
}

/// What a result field holds.
pub enum Kind {
    Url,
    Urls,
    /// The id of something that the task makes.
    NewId,
    /// The task's own id.
    OwnId,
}

impl Kind {
    /// Told by the name, as the description's result fields are.
    pub fn of(field: &str) -> Self {
        match field {
            "_id" => Self::OwnId,
            field if field.ends_with("_id") => Self::NewId,
            field if field.ends_with("_urls") => Self::Urls,
            _ => Self::Url,
        }
    }
}

pub fn fresh(id: &str, family: &Family, input: &Map<String, Value>, coins: i64, origin: &Origin) -> Value {
    let plan = &family.plan;
    let mut record = Map::new();
    record.insert("_id".into(), id.into());
    record.insert("user_id".into(), origin.user.into());
    record.extend(plan.fields.iter().map(|(key, value)| (key.clone(), with_id(value, id))));
    let echoed = input.iter().filter(|(key, _)| !key.starts_with("webhook_"));
    record.extend(echoed.map(|(key, value)| (key.clone(), value.clone())));
    record.insert(family.shape.status_field.clone(), "".into());
    for field in family.shape.result_fields.iter().chain(&plan.also) {
        let empty = match Kind::of(field) {
            Kind::Url => "".into(),
            Kind::Urls => Value::Array(Vec::new()),
            Kind::NewId => Value::Null,
            Kind::OwnId => continue,
        };
        record.insert(field.clone(), empty);
    }
    record.insert("coins".into(), coins.into());
    record.insert("createdAt".into(), iso(origin.now).into());
    Value::Object(record)
}

fn with_id(value: &Value, id: &str) -> Value {
    match value.as_str() {
        Some(text) => text.replace("{_id}", id).into(),
        None => value.clone(),
    }
}

/// A task fails when its name, or the path of one of its input URLs, has a part that begins with
/// `fail`, or a file name that contains it: a test chooses the outcome by choosing its input.
pub fn is_doomed(input: &Map<String, Value>) -> bool {
    input.iter().any(|(key, value)| match value {
        Value::String(text) if ["name", "title"].contains(&key.as_str()) => {
            text.to_ascii_lowercase().starts_with("fail")
        }
        Value::String(url) => is_doomed_url(url),
        Value::Array(items) => items.iter().any(|item| match item {
            Value::String(url) => is_doomed_url(url),
            Value::Object(member) => is_doomed(member),
            _ => false,
        }),
        Value::Object(member) => is_doomed(member),
        _ => false,
    })
}

fn is_doomed_url(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    path.starts_with("http") && (path.contains("/fail") || file.contains("fail"))
}

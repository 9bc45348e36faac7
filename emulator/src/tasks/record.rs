//! The record of a new task, and whether its input makes it fail.

use serde_json::{Map, Value};

use super::family::Family;
use crate::clock::{Millis, iso};

/// Who starts a task, from where and when.
pub struct Origin<'a> {
    pub user: &'a str,
    pub host: &'a str,
    pub now: Millis,
}

/// The kind of a result field.
pub enum ResultField {
    Url,
    Urls,
    /// The id of a new thing that the task makes.
    NewId,
    /// The task's own id.
    OwnId,
}

impl ResultField {
    /// The name of a field decides its kind.
    pub fn of(field: &str) -> Self {
        match field {
            "_id" => Self::OwnId,
            field if field.ends_with("_id") => Self::NewId,
            field if field.ends_with("_urls") => Self::Urls,
            _ => Self::Url,
        }
    }
}

pub fn new_record(
    id: &str,
    family: &Family,
    input: &Map<String, Value>,
    coins: i64,
    origin: &Origin,
) -> Value {
    let config = &family.config;
    let mut record = Map::new();
    record.insert("_id".into(), id.into());
    record.insert("user_id".into(), origin.user.into());
    record.extend(config.initial_fields.iter().map(|(key, value)| (key.clone(), with_id(value, id))));
    let echoed = input.iter().filter(|(key, _)| !key.starts_with("webhook_"));
    record.extend(echoed.map(|(key, value)| (key.clone(), value.clone())));
    record.insert(family.shape.status_field.clone(), "".into());
    for field in family.shape.result_fields.iter().chain(&config.extra_result_fields) {
        let empty = match ResultField::of(field) {
            ResultField::Url => "".into(),
            ResultField::Urls => Value::Array(Vec::new()),
            ResultField::NewId => Value::Null,
            ResultField::OwnId => continue,
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

/// A task fails if its name, or a part of the path of an input URL, begins with `fail`, or if the
/// file name of a URL contains it. A test chooses the outcome by its input.
pub fn will_fail(input: &Map<String, Value>) -> bool {
    input.iter().any(|(key, value)| match value {
        Value::String(text) if ["name", "title"].contains(&key.as_str()) => {
            text.to_ascii_lowercase().starts_with("fail")
        }
        Value::String(url) => is_failing_url(url),
        Value::Array(items) => items.iter().any(|item| match item {
            Value::String(url) => is_failing_url(url),
            Value::Object(member) => will_fail(member),
            _ => false,
        }),
        Value::Object(member) => will_fail(member),
        _ => false,
    })
}

fn is_failing_url(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    path.starts_with("http") && (path.contains("/fail") || file.contains("fail"))
}

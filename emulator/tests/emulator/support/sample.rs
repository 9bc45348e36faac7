//! Sample requests, made from the description.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::support::{Answer, Client};

const TEXT: &str = include_str!("../../../../openapi.yaml");

pub static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_yaml_ng::from_str(TEXT).expect("a description"));

/// Counts the lines of the description with this key, without parsing it.
pub fn lines_with_key(key: &str) -> usize {
    let has_key = |line: &&str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    TEXT.lines().filter(has_key).count()
}

/// An id that belongs to nothing.
pub const UNKNOWN_ID: &str = "0123456789abcdef01234567";

/// One operation of the description.
pub struct Operation {
    pub id: &'static str,
    pub method: String,
    pub path: &'static str,
    pub description: &'static Value,
}

/// Which inputs a sample request has.
#[derive(Clone, Copy, PartialEq)]
pub enum Extent {
    Least,
    Everything,
}

/// Returns every operation, in the order of the description.
pub fn operations() -> Vec<Operation> {
    let paths = DESCRIPTION["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(move |(method, description)| Operation {
            id: description["operationId"].as_str().expect("an id"),
            method: method.to_uppercase(),
            path,
            description,
        })
    });
    operations.collect()
}

pub fn operation(id: &str) -> Operation {
    operations().into_iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("no {id}"))
}

impl Operation {
    /// Returns the operations that start a task.
    pub fn starts() -> Vec<Self> {
        operations().into_iter().filter(|operation| operation.task().is_object()).collect()
    }

    pub fn task(&self) -> &'static Value {
        &self.description["x-task"]
    }

    /// The path without its last part, which the routes of a family have in common.
    pub fn base(&self) -> &'static str {
        self.path.rsplit_once('/').expect("a path").0
    }

    /// Sends a good request for the thing with this id.
    pub fn send(&self, client: &Client, subject: &str) -> Answer {
        let body = self.body(subject, Extent::Least);
        client.call(&self.method, &self.url(subject), body.as_ref())
    }

    pub fn url(&self, subject: &str) -> String {
        let mut path = self.path.to_string();
        let mut query = BTreeMap::new();
        for parameter in self.description["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            if parameter["in"] == "path" {
                path = path.replace(&format!("{{{name}}}"), subject);
            } else if ["_id", "video_id", "channel"].contains(&name) {
                query.insert(name, subject.to_string());
            } else if parameter["required"] == true {
                query.insert(name, value(&parameter["schema"], Extent::Least).to_string());
            }
        }
        let query: Vec<String> = query.iter().map(|(name, text)| format!("{name}={text}")).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    pub fn body(&self, subject: &str, extent: Extent) -> Option<Value> {
        let schema = self.description.pointer("/requestBody/content/application~1json/schema")?;
        let mut body = value(schema, extent);
        for name in ["_id", "channel"] {
            if !schema["properties"][name].is_null() {
                body[name] = subject.into();
            }
        }
        if body["ids"].is_array() {
            body["ids"] = json!([subject]);
        }
        // Rules that the schema does not have.
        match self.id {
            "generateTts" => body["tts_id"] = UNKNOWN_ID.into(),
            "quoteGeneration" => body["endpoint"] = "POST /api/v1/soraVideo/start".into(),
            "generateAvatarVideo" => {
                body["audioSrc"] = "https://example.com/a.mp3".into();
                body.as_object_mut().expect("an object").remove("custom_back_id");
            }
            "createCustomAvatar" => body["video_url"] = "https://example.com/me.mp4".into(),
            "startHailuoVideo" => body["image_url"] = "https://example.com/p.jpg".into(),
            _ => {}
        }
        Some(body)
    }
}

/// Returns a value that a schema accepts.
pub fn value(schema: &'static Value, extent: Extent) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target =
            DESCRIPTION.pointer(reference.trim_start_matches('#')).expect("a reference that leads somewhere");
        return value(target, extent);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().filter_map(|part| value(part, extent).as_object().cloned());
        return Value::Object(parts.flatten().collect());
    }
    if let Some(example) = schema["examples"].as_array().and_then(|values| values.first()) {
        return example.clone();
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    match kind.as_str() {
        Some("object") => Value::Object(members(schema, extent)),
        Some("array") => {
            let least = if extent == Extent::Everything { 1 } else { 0 };
            let count = schema["minItems"].as_u64().unwrap_or(0).max(least);
            (0..count).map(|_| value(&schema["items"], extent)).collect()
        }
        Some("integer" | "number") => {
            schema.get("default").or(schema.get("minimum")).cloned().unwrap_or(json!(1))
        }
        Some("boolean") => json!(true),
        _ => text(schema).into(),
    }
}

fn members(schema: &'static Value, extent: Extent) -> Map<String, Value> {
    let required = schema["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    let properties = schema["properties"].as_object().into_iter().flatten();
    let wanted = properties.filter(|(name, _)| extent == Extent::Everything || is_required(name));
    wanted.map(|(name, schema)| (name.clone(), value(schema, extent))).collect()
}

fn text(schema: &'static Value) -> &'static str {
    if let Some(usual) = schema["default"].as_str() {
        return usual;
    }
    match (schema["format"].as_str(), schema["pattern"].as_str()) {
        (Some("uri"), _) => "https://example.com/file.jpg",
        (Some("date-time"), _) => "2026-05-04T03:02:01.000Z",
        (Some("email"), _) => "someone@example.com",
        (_, Some(_)) => UNKNOWN_ID,
        _ => "text",
    }
}

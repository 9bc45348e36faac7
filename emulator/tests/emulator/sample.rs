//! Requests made up from the description: the least that satisfies each schema.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

pub static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_yaml_ng::from_str(include_str!("../../../openapi.yaml")).expect("a description"));

/// One operation with a good request to it.
pub struct Sample {
    pub id: String,
    pub method: String,
    pub path: String,
    pub body: Option<Value>,
}

/// A good request to every operation.
pub fn samples() -> Vec<Sample> {
    let paths = DESCRIPTION["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(move |(method, operation)| sample(path, method, operation))
    });
    operations.collect()
}

fn sample(path: &str, method: &str, operation: &Value) -> Sample {
    let mut path = path.to_string();
    let mut query = BTreeMap::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().expect("a name");
        let text = match value(&parameter["schema"]) {
            Value::String(text) => text,
            other => other.to_string(),
        };
        match parameter["in"].as_str() {
            Some("path") => path = path.replace(&format!("{{{name}}}"), &text),
            _ if parameter["required"] == true => drop(query.insert(name, text)),
            _ => {}
        }
    }
    let query: Vec<String> = query.iter().map(|(name, text)| format!("{name}={text}")).collect();
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let schema = operation.pointer("/requestBody/content/application~1json/schema");
    Sample {
        id: operation["operationId"].as_str().expect("an id").into(),
        method: method.to_uppercase(),
        path,
        body: schema.map(value),
    }
}

/// The least value that a schema accepts.
fn value(schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target =
            DESCRIPTION.pointer(reference.trim_start_matches('#')).expect("a reference that leads somewhere");
        return value(target);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().filter_map(|part| value(part).as_object().cloned());
        return Value::Object(parts.flatten().collect());
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]);
    match kind.as_str() {
        Some("object") => Value::Object(required_members(schema)),
        Some("array") => {
            let count = schema["minItems"].as_u64().unwrap_or(0);
            (0..count).map(|_| value(&schema["items"])).collect()
        }
        Some("integer" | "number") => {
            schema.get("default").or(schema.get("minimum")).cloned().unwrap_or(json!(1))
        }
        Some("boolean") => json!(true),
        _ => text(schema).into(),
    }
}

fn required_members(schema: &Value) -> Map<String, Value> {
    let names = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    names.map(|name| (name.to_string(), value(&schema["properties"][name]))).collect()
}

fn text(schema: &Value) -> &'static str {
    match (schema["format"].as_str(), schema["pattern"].as_str()) {
        (Some("uri"), _) => "https://example.com/file.jpg",
        (Some("date-time"), _) => "2026-05-04T03:02:01.000Z",
        (Some("email"), _) => "someone@example.com",
        (_, Some(_)) => "0123456789abcdef01234567",
        _ => "text",
    }
}

//! Comparing answers with the description.

use jsonschema::Draft;
use serde_json::{Map, Value, json};

use crate::support::Answer;
use crate::support::sample::{DESCRIPTION, Operation};

/// Asserts that the description has this answer.
#[track_caller]
pub fn assert_described(operation: &Operation, answer: &Answer) {
    let errors = errors(operation, answer);
    assert!(errors.is_empty(), "{} {}: {errors:?}\n{}", operation.id, answer.status, answer.text());
}

/// Returns what in an answer contradicts the description.
pub fn errors(operation: &Operation, answer: &Answer) -> Vec<String> {
    let responses = &operation.description["responses"];
    // `default` is for errors.
    let status = answer.status.to_string();
    let response = match responses.get(&status) {
        Some(response) => response,
        None if answer.status >= 400 => &responses["default"],
        None => return vec![format!("HTTP {status} is not described")],
    };
    let response = match response["$ref"].as_str() {
        Some(reference) => DESCRIPTION.pointer(reference.trim_start_matches('#')).expect("a response"),
        None => response,
    };
    let Some(schema) = response.pointer("/content/application~1json/schema") else {
        return Vec::new();
    };
    if !answer.header("content-type").starts_with("application/json") {
        return vec![format!("Content-Type {:?}", answer.header("content-type"))];
    }
    let mut components = Map::new();
    gather(schema, &mut components);
    let document = json!({ "allOf": [schema], "components": { "schemas": components } });
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&document)
        .expect("a schema");
    let body = answer.json();
    let errors = validator.iter_errors(&body);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Collects the schemas that a schema refers to. Compiling all schemas takes much longer.
fn gather(schema: &Value, found: &mut Map<String, Value>) {
    match schema {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str).unwrap_or_default();
            if let Some(name) = reference.strip_prefix("#/components/schemas/")
                && !found.contains_key(name)
            {
                let target = &DESCRIPTION["components"]["schemas"][name];
                found.insert(name.into(), target.clone());
                gather(target, found);
            }
            members.values().for_each(|member| gather(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        _ => {}
    }
}

//! `openapi.yaml`, as far as the audit reads it.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::confidence::Confidences;
use super::schema::{Schema, each};

/// One operation as the API description has it.
pub struct Described {
    pub id: String,
    pub method: String,
    pub path: String,
    /// The body, or the query as if it were one.
    pub fields: Schema,
    /// The `data` of a good answer.
    pub data: Schema,
    /// The `data` of the published examples.
    pub examples: Vec<Value>,
    pub task: Option<TaskRules>,
    pub notes: String,
    /// Of the request and of the answer.
    pub confidences: Confidences,
    pub deprecated: bool,
}

/// `x-task`: how a start is followed.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRules {
    pub id_at: String,
    /// The operation that tells of one task; none where a task cannot be polled.
    pub poll_with: Option<String>,
    pub status_field: String,
    pub success: Vec<String>,
    pub failure: Vec<String>,
    pub result_fields: Vec<String>,
}

/// Reads every operation of the description.
pub fn read(yaml: &str) -> Result<Vec<Described>> {
    let root: Value = serde_yaml_ng::from_str(yaml).context("openapi.yaml is not YAML")?;
    let mut operations = Vec::new();
    for (path, item) in root["paths"].as_object().context("openapi.yaml has no paths")? {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                let name = format!("{} {path}", method.to_uppercase());
                operations.push(
                    described(&root, &name, operation).with_context(|| format!("openapi.yaml, {name}"))?,
                );
            }
        }
    }
    Ok(operations)
}

impl Described {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

fn described(root: &Value, name: &str, operation: &Value) -> Result<Described> {
    let (method, path) = name.split_once(' ').context("an operation has a method and a path")?;
    let text = |key: &str| operation[key].as_str().unwrap_or_default().to_owned();
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let answer = &operation["responses"]["200"]["content"]["application/json"];
    let envelope = Schema::read(root, &answer["schema"])?;
    let examples = answer["examples"].as_object().into_iter().flatten();
    Ok(Described {
        id: text("operationId"),
        method: method.to_owned(),
        path: path.to_owned(),
        fields: if body.is_null() {
            query(root, &operation["parameters"])?
        } else {
            Schema::read(root, body)?
        },
        data: envelope.member("data").map(|member| member.schema.clone()).unwrap_or_default(),
        examples: examples.filter_map(|(_, example)| example["value"].get("data")).cloned().collect(),
        task: operation.get("x-task").map(TaskRules::deserialize).transpose()?,
        notes: text("x-notes"),
        confidences: Confidences::read(&text("x-confidence"), &text("x-response-confidence"))?,
        deprecated: operation["deprecated"] == true,
    })
}

/// The query parameters as the members of an object; those in the path are part of the path.
fn query(root: &Value, parameters: &Value) -> Result<Schema> {
    let mut schema = json!({ "type": "object", "properties": {}, "required": [] });
    for parameter in each(parameters).filter(|parameter| parameter["in"] == "query") {
        let name = parameter["name"].as_str().context("a parameter has no name")?;
        schema["properties"][name] = parameter["schema"].clone();
        if let (true, Some(required)) = (parameter["required"] == true, schema["required"].as_array_mut()) {
            required.push(json!(name));
        }
    }
    Schema::read(root, &schema)
}

//! The input of an operation: its rules, and reading it from a request.

use std::sync::Arc;

use hyper::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

use super::check::Check;
use super::document::{RawOperation, RequestBody};
use crate::http::answer::ApiError;
use crate::http::request::Request;

/// The checked inputs of a request.
pub struct Input {
    pub path: Map<String, Value>,
    pub query: Map<String, Value>,
    pub body: Map<String, Value>,
}

/// Why an input is refused, one sentence for each reason.
pub struct BadInput(Vec<String>);

impl From<BadInput> for ApiError {
    fn from(BadInput(errors): BadInput) -> Self {
        Self::invalid(errors)
    }
}

pub struct Rules {
    path: Check,
    query: Query,
    body: Option<Body>,
    accepts_webhook: bool,
}

struct Query {
    check: Check,
    schemas: Vec<(String, Value)>,
}

struct Body {
    check: Check,
    required: bool,
}

impl Rules {
    pub fn new(raw: &RawOperation, components: &Arc<Value>) -> Self {
        let schemas = |location: &str| -> Vec<(String, Value)> {
            let here = raw.parameters.iter().filter(|parameter| parameter.location == location);
            here.map(|parameter| (parameter.name.clone(), parameter.schema.clone())).collect()
        };
        let check = |location: &str| {
            let here = raw
                .parameters
                .iter()
                .filter(|parameter| parameter.location == location && parameter.required);
            let required: Vec<&str> = here.map(|parameter| parameter.name.as_str()).collect();
            let properties: Map<String, Value> = schemas(location).into_iter().collect();
            Check::new(json!({ "required": required, "properties": properties }), components)
        };
        let body = raw.request_body.as_ref().and_then(|body| {
            let check = Check::new(body.schema()?.clone(), components);
            Some(Body { check, required: body.required })
        });
        let schema = raw.request_body.as_ref().and_then(RequestBody::schema);
        Self {
            path: check("path"),
            query: Query { check: check("query"), schemas: schemas("query") },
            body,
            accepts_webhook: schema.is_some_and(accepts_webhook),
        }
    }

    /// Whether the operation has this query parameter.
    pub fn has_query(&self, name: &str) -> bool {
        self.query.schemas.iter().any(|(key, _)| key == name)
    }

    /// Whether a start accepts the URL of a webhook.
    pub fn accepts_webhook(&self) -> bool {
        self.accepts_webhook
    }

    /// Whether this body would be accepted.
    pub fn accepts(&self, body: &Value) -> bool {
        self.body.as_ref().is_some_and(|rules| rules.check.errors(body).is_empty())
    }

    pub fn read(&self, request: &Request, path: Map<String, Value>) -> Result<Input, BadInput> {
        let path = validated(&self.path, path)?;
        let query = self.query.read(request)?;
        let body = self.body.as_ref().map(|body| body.read(request)).transpose()?.unwrap_or_default();
        Ok(Input { path, query, body })
    }
}

impl Query {
    fn read(&self, request: &Request) -> Result<Map<String, Value>, BadInput> {
        let mut query = Map::new();
        for (name, text) in request.query() {
            let schema = self.schemas.iter().find(|(key, _)| *key == name).map(|(_, schema)| schema);
            query.insert(name, convert(text, schema));
        }
        let mut query = validated(&self.check, query)?;
        for (name, schema) in &self.schemas {
            if let Some(default) = schema.get("default") {
                query.entry(name.as_str()).or_insert_with(|| default.clone());
            }
        }
        Ok(query)
    }
}

impl Body {
    fn read(&self, request: &Request) -> Result<Map<String, Value>, BadInput> {
        if request.body.is_empty() {
            return if self.required { validated(&self.check, Map::new()) } else { Ok(Map::new()) };
        }
        let content_type = request.header(CONTENT_TYPE).unwrap_or_default();
        if !content_type.to_ascii_lowercase().starts_with("application/json") {
            return Err(BadInput(vec!["the Content-Type of a body must be application/json".into()]));
        }
        let value = serde_json::from_slice(&request.body)
            .map_err(|error| BadInput(vec![format!("the body is not JSON: {error}")]))?;
        match value {
            Value::Object(body) => validated(&self.check, body),
            _ => Err(BadInput(vec!["the body must be a JSON object".into()])),
        }
    }
}

/// The description adds the webhook inputs to a body by their common schema.
fn accepts_webhook(schema: &Value) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts.is_some_and(|parts| parts.iter().any(|part| part["$ref"] == "#/components/schemas/WebhookInput"))
}

fn validated(check: &Check, values: Map<String, Value>) -> Result<Map<String, Value>, BadInput> {
    let values = Value::Object(values);
    let errors = check.errors(&values);
    match values {
        Value::Object(values) if errors.is_empty() => Ok(values),
        _ => Err(BadInput(errors)),
    }
}

/// A query has only texts. Where the description wants a number or a boolean, a text of that form
/// is converted.
fn convert(text: String, schema: Option<&Value>) -> Value {
    let kind = schema.and_then(|schema| schema.get("type")).map(Value::to_string).unwrap_or_default();
    let wants_scalar = ["integer", "number", "boolean"].iter().any(|scalar| kind.contains(scalar));
    match serde_json::from_str(&text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) if wants_scalar => value,
        _ => Value::String(text),
    }
}

//! The API description: the operations, their inputs and their published examples.

mod check;
mod document;
mod input;
mod route;

use std::sync::Arc;

use hyper::Method;
use serde_json::{Map, Value};

use document::{Document, RawOperation};
pub use document::{Paging, TaskShape};
pub use input::Input;
use input::Rules;
pub use route::Template;

/// One method of one path.
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub template: Template,
    /// Needs no token.
    pub open: bool,
    pub rules: Rules,
    /// The published example of a successful answer.
    pub example: Value,
    pub task: Option<TaskShape>,
    pub paging: Paging,
}

pub struct Spec {
    pub operations: Vec<Operation>,
}

impl Spec {
    pub fn parse(yaml: &str) -> Result<Self, String> {
        let document: Document = serde_yaml_ng::from_str(yaml).map_err(|error| error.to_string())?;
        let components = Arc::new(document.components);
        let mut operations = Vec::new();
        for (path, methods) in document.paths {
            for (method, raw) in methods {
                operations.push(operation(&path, &method, raw, &components)?);
            }
        }
        Ok(Self { operations })
    }

    /// Finds the operation of a request, and the values of its path parameters. A path with fewer
    /// parameters has precedence.
    pub fn find(&self, method: &Method, path: &str) -> Option<(usize, Map<String, Value>)> {
        let candidates =
            self.operations.iter().enumerate().filter(|(_, operation)| operation.method == *method);
        candidates
            .filter_map(|(index, operation)| Some((index, operation.template.matches(path)?)))
            .min_by_key(|(_, parameters)| parameters.len())
    }

    pub fn by_id(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }
}

fn operation(
    path: &str,
    method: &str,
    raw: RawOperation,
    components: &Arc<Value>,
) -> Result<Operation, String> {
    let method = Method::from_bytes(method.to_uppercase().as_bytes())
        .map_err(|_| format!("{path} has the odd method {method:?}"))?;
    let example =
        raw.example().ok_or_else(|| format!("{} has no example of a good answer", raw.operation_id))?;
    Ok(Operation {
        method,
        template: Template::new(path),
        open: raw.security.as_ref().is_some_and(Vec::is_empty),
        rules: Rules::new(&raw, components),
        example,
        task: raw.task,
        paging: raw.paging.map(Paging::from).unwrap_or_default(),
        id: raw.operation_id,
    })
}

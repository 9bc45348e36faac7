//! Request structs against the bodies and queries of the description.

use std::slice;

use serde_json::Value;

use super::compare::{Direction, compare};
use crate::audit::sources::declared::Request;
use crate::audit::sources::openapi::Described;

/// Compares a request struct with the body or query, and what it sends with what it was made of. The
/// field `id` is no part of it: the client puts it there.
pub fn check(request: &Request, id: &str, described: &Described) -> Vec<String> {
    let (name, fields) = (&request.name, described.fields.without(id));
    let mut problems = match &request.shape {
        Ok(shape) => compare(name, shape, slice::from_ref(&fields), Direction::Sent),
        Err(error) => vec![format!("{name} cannot be compared: {error}")],
    };
    if problems.is_empty() {
        for sample in fields.samples() {
            match (request.sent)(&sample) {
                Ok(sent) if as_floats(&sent) == as_floats(&sample) => {}
                Ok(sent) => problems.push(format!("{name} made from {sample} sends {sent}")),
                Err(error) => problems.push(format!("{name} cannot be made from {sample}: {error}")),
            }
        }
    }
    problems
}

/// JavaScript has no other numbers.
fn as_floats(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(elements) => elements.iter().map(as_floats).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), as_floats(value))).collect()
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::audit::sample::operation;

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum NumberOrText {
        Number(f64),
        Text(String),
    }

    /// Declares a struct with optional members, and gives what the audit says of it.
    macro_rules! request {
        ($required:ident, $($(#[$meta:meta])? $name:ident: $type:ty),*) => {{
            #[derive(Deserialize, Serialize)]
            #[allow(dead_code)]
            struct AddThing { $required: String, $($(#[$meta])? $name: Option<$type>),* }
            check(&Request::of::<AddThing>(), "", &operation("addThing"))
        }};
    }

    #[test]
    fn an_equal_request_passes() {
        let problems = request!(
            name,
            mode: String,
            steps: u32,
            size: NumberOrText,
            ids: Vec<String>,
            back_id: String,
            custom_back_id: String
        );
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn every_difference_of_a_request_is_reported() {
        let problems = request!(
            mode,
            name: String,
            steps: f64,
            size: f64,
            ids: Vec<f64>,
            back_id: bool,
            custom_back_ids: String
        );
        assert_eq!(
            problems,
            [
                "AddThing.steps is number, openapi.yaml says integer",
                "AddThing.size is number, openapi.yaml says string or number",
                "AddThing.ids[] is number, openapi.yaml says string",
                "AddThing.back_id is boolean, openapi.yaml says string",
                "AddThing.mode is required, openapi.yaml says optional",
                "AddThing.name is optional, openapi.yaml says required",
                "AddThing.custom_back_ids is not in openapi.yaml",
                "AddThing lacks the field `custom_back_id` (string)",
            ]
        );
    }

    #[test]
    fn what_a_request_sends_is_compared_too() {
        let problems = request!(
            name,
            #[serde(skip_serializing)]
            mode: String,
            steps: u32,
            size: NumberOrText,
            ids: Vec<String>,
            back_id: String,
            custom_back_id: String
        );
        assert!(problems[0].starts_with("AddThing made from {\"name\":\"x\",\"mode\":\"a\""), "{problems:?}");
    }
}

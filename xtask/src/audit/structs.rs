//! Request structs and records against the schemas of the description.

use serde_json::Value;

use super::declared::{Request, Type};
use super::kind::{Kind, Kinds};
use super::openapi::Described;
use super::schema::{Member, Schema};
use super::trace::{Field, Shape};

/// Compares a request struct with the body or query, and what it sends with what it was made of.
pub fn check_request(request: &Request, described: &Described) -> Vec<String> {
    let name = &request.name;
    let mut problems = match &request.shape {
        Ok(shape) => compare(name, shape, &described.fields, Direction::Sent),
        Err(error) => vec![format!("{name} cannot be compared: {error}")],
    };
    if problems.is_empty() {
        for sample in described.fields.samples() {
            match (request.sent)(&sample) {
                Ok(sent) if sent == sample => {}
                Ok(sent) => problems.push(format!("{name} made from {sample} sends {sent}")),
                Err(error) => problems.push(format!("{name} cannot be made from {sample}: {error}")),
            }
        }
    }
    problems
}

/// Compares the type of an answer with `data`, and reads every published example with it.
pub fn check_answer(answer: &Type, described: &Described) -> Vec<String> {
    check_read(answer, &[&described.data], described.examples.iter().collect())
}

/// The same for a family's record, wherever `data` holds records.
pub fn check_records(record: &Type, described: &Described) -> Vec<String> {
    let examples = described.examples.iter().flat_map(records_of).collect();
    check_read(record, &record_schemas(&described.data), examples)
}

fn check_read(wanted: &Type, schemas: &[&Schema], examples: Vec<&Value>) -> Vec<String> {
    let name = &wanted.name;
    let mut problems = Vec::new();
    for schema in schemas.iter().filter(|schema| !schema.is_free()) {
        match &wanted.shape {
            Ok(shape) => problems.extend(compare(name, shape, schema, Direction::Received)),
            Err(error) => problems.push(format!("{name} cannot be compared: {error}")),
        }
        // An untagged enum shows what it takes only when it is given something.
        if problems.is_empty() {
            problems
                .extend(schema.samples().iter().filter_map(|sample| unreadable(wanted, sample, "a sample")));
        }
    }
    problems.extend(
        examples.into_iter().filter_map(|example| unreadable(wanted, example, "the published example")),
    );
    problems
}

fn unreadable(wanted: &Type, value: &Value, what: &str) -> Option<String> {
    let error = (wanted.read)(value).err()?;
    Some(format!("{} cannot read {what} {value}: {error}", wanted.name))
}

/// The containers of records that `src/page.rs` knows.
const CONTAINERS: [&str; 4] = ["rows", "list", "data", "records"];

fn record_schemas(data: &Schema) -> Vec<&Schema> {
    if !data.alternatives.is_empty() {
        return data.alternatives.iter().flat_map(record_schemas).collect();
    }
    let container = CONTAINERS.iter().find_map(|name| data.member(name)).map(|member| &member.schema);
    match container.filter(|container| container.items.is_some()).unwrap_or(data) {
        array if array.items.is_some() => {
            array.items.iter().flat_map(|items| record_schemas(items)).collect()
        }
        record => vec![record],
    }
}

fn records_of(data: &Value) -> Vec<&Value> {
    let container = CONTAINERS.iter().find_map(|name| data.get(name)?.as_array());
    match data.as_array().or(container) {
        Some(records) => records.iter().collect(),
        None => vec![data],
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Sent,
    Received,
}

/// Compares a shape with a schema; `at` names the value in messages.
fn compare(at: &str, shape: &Shape, schema: &Schema, direction: Direction) -> Vec<String> {
    if schema.is_free() || *shape == Shape::Ignored {
        return Vec::new();
    }
    if let Shape::Optional(inner) = shape {
        return compare(at, inner, schema, direction);
    }
    let (ours, theirs) = (kinds(shape), schema.kinds.without(Kind::Null));
    let fits = match (direction, shape) {
        (Direction::Sent, _) => ours == theirs,
        // Which arrays and objects it takes, the samples will tell.
        (Direction::Received, Shape::Open(_)) => {
            let made = |kinds: &Kinds| kinds.without(Kind::Array).without(Kind::Object);
            made(&ours) == made(&theirs) && ours.are_among(&theirs)
        }
        // A float reads every whole number; JavaScript has no other number either.
        (Direction::Received, _) => ours == theirs || theirs.are_among(&ours),
    };
    if !fits {
        return vec![format!("{at} is {ours}, openapi.yaml says {theirs}")];
    }
    match (shape, &schema.items) {
        (Shape::Struct(name, fields), _) => compare_members(name, fields, schema, direction),
        (Shape::List(inner), Some(items)) => compare(&format!("{at}[]"), inner, items, direction),
        (Shape::Map(_), _) if !schema.members.is_empty() => {
            vec![format!("{at} is a map, openapi.yaml lists its members")]
        }
        (Shape::Words(words), _) if *words != schema.words => {
            vec![format!("{at} takes {}, openapi.yaml says {}", words.join("|"), schema.words.join("|"))]
        }
        _ => Vec::new(),
    }
}

fn compare_members(name: &str, fields: &[Field], schema: &Schema, direction: Direction) -> Vec<String> {
    let mut problems = Vec::new();
    for field in fields {
        let at = format!("{name}.{}", field.name);
        let Some(Member { required, schema, .. }) = schema.member(field.name) else {
            problems.push(format!("{at} is not in openapi.yaml"));
            continue;
        };
        if field.required != *required {
            let word = |required| if required { "required" } else { "optional" };
            problems.push(format!("{at} is {}, openapi.yaml says {}", word(field.required), word(*required)));
        }
        if schema.kinds.has(Kind::Null) && !takes_null(&field.shape) {
            problems.push(format!("{at} does not take null, openapi.yaml says it can be null"));
        }
        problems.extend(compare(&at, &field.shape, schema, direction));
    }
    let has = |member: &&Member| fields.iter().any(|field| field.name == member.name);
    problems.extend(schema.members.iter().filter(|member| !has(member)).map(|member| {
        let kinds = &member.schema.kinds;
        let kinds = if member.schema.is_free() { "anything".into() } else { kinds.to_string() };
        let required = if member.required { ", required" } else { "" };
        format!("{name} lacks the field `{}` ({kinds}{required})", member.name)
    }));
    problems
}

fn takes_null(shape: &Shape) -> bool {
    match shape {
        Shape::Optional(_) | Shape::Ignored => true,
        Shape::Open(kinds) => kinds.contains(&Kind::Null),
        _ => false,
    }
}

fn kinds(shape: &Shape) -> Kinds {
    Kinds::of(match shape {
        Shape::Text | Shape::Words(_) => vec![Kind::String],
        Shape::Integer => vec![Kind::Integer],
        Shape::Number => vec![Kind::Number],
        Shape::Boolean => vec![Kind::Boolean],
        Shape::List(_) => vec![Kind::Array],
        Shape::Map(_) | Shape::Struct(..) => vec![Kind::Object],
        Shape::Open(kinds) => kinds.iter().copied().filter(|kind| *kind != Kind::Null).collect(),
        Shape::Optional(inner) => return kinds(inner),
        Shape::Ignored => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Serialize};

    use super::super::sample::operation;
    use super::*;

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum NumberOrText {
        Number(f64),
        Text(String),
    }

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum Code {
        Number(i32),
        Text(String),
    }

    /// Declares a struct with optional members, and gives what the audit says of it.
    macro_rules! request {
        ($required:ident, $($(#[$meta:meta])? $name:ident: $type:ty),*) => {{
            #[derive(Deserialize, Serialize)]
            #[allow(dead_code)]
            struct AddThing { $required: String, $($(#[$meta])? $name: Option<$type>),* }
            check_request(&Request::of::<AddThing>(), &operation("addThing"))
        }};
    }

    macro_rules! answer {
        ($($name:ident: $type:ty),*) => {{
            #[derive(Deserialize)]
            #[allow(dead_code)]
            struct Thing { $($name: $type),* }
            check_answer(&Type::of::<Thing>(), &operation("addThing"))
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
                "AddThing.mode is required, openapi.yaml says optional",
                "AddThing.name is optional, openapi.yaml says required",
                "AddThing.steps is number, openapi.yaml says integer",
                "AddThing.size is number, openapi.yaml says string or number",
                "AddThing.ids[] is number, openapi.yaml says string",
                "AddThing.back_id is boolean, openapi.yaml says string",
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

    #[test]
    fn an_equal_answer_passes() {
        let problems =
            answer!(_id: String, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn what_an_untagged_enum_does_not_read_is_reported() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        #[serde(untagged)]
        enum Things {
            One { _id: String, duration: f64 },
        }
        let problems = check_answer(&Type::of::<Things>(), &operation("addThing"));
        assert_eq!(
            problems,
            [
                "Things cannot read a sample {\"_id\":\"x\"}: data did not match any variant of untagged enum Things",
                "Things cannot read the published example {\"_id\":\"one\",\"error_code\":\"0\"}: \
             data did not match any variant of untagged enum Things",
            ]
        );
    }

    #[test]
    fn every_difference_of_an_answer_is_reported() {
        let problems = answer!(duration: f64, error_code: Option<i32>, extras: Option<String>);
        assert_eq!(
            problems,
            [
                "Thing.duration is required, openapi.yaml says optional",
                "Thing.error_code is integer, openapi.yaml says string or integer",
                "Thing.extras is not in openapi.yaml",
                "Thing lacks the field `_id` (string, required)",
                "Thing lacks the field `extra` (anything)",
                "Thing cannot read the published example {\"_id\":\"one\",\"error_code\":\"0\"}: \
             invalid type: string \"0\", expected i32",
            ]
        );
    }

    #[test]
    fn a_value_that_can_be_null_needs_an_option() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        struct Thing {
            _id: String,
            duration: Option<f64>,
            #[serde(default = "none")]
            error_code: Code,
            extra: Option<IgnoredAny>,
        }
        fn none() -> Code {
            Code::Number(0)
        }
        let problems = check_answer(&Type::of::<Thing>(), &operation("addThing"));
        assert_eq!(problems, ["Thing.error_code does not take null, openapi.yaml says it can be null"]);
    }

    #[test]
    fn records_are_found_in_every_container() {
        let schema = operation("addThing").data;
        let list = Schema { items: Some(Box::new(schema.clone())), ..Schema::default() };
        let rows = Member { name: "rows".into(), required: false, schema: list.clone() };
        let page = Schema { members: vec![rows], ..Schema::default() };
        for container in [schema, list, page] {
            let records = record_schemas(&container);
            assert_eq!(records.len(), 1);
            assert!(records[0].member("_id").is_some());
        }
        let value = serde_json::json!({ "count": 1, "rows": [{ "_id": "one" }] });
        assert_eq!(records_of(&value), [&serde_json::json!({ "_id": "one" })]);
    }
}

//! Types of answers against `data` of the description.

use serde_json::Value;

use super::compare::{Direction, compare};
use crate::audit::sources::declared::Type;
use crate::audit::sources::openapi::Described;
use crate::audit::sources::schema::Schema;

/// Compares the type of an answer with `data`, and reads every published example with it.
pub fn check(wanted: &Type, described: &Described) -> Vec<String> {
    check_read(wanted, vec![described.data.clone()], described.examples.iter().collect())
}

/// The same for a family's record, wherever `data` holds records.
pub fn check_records(record: &Type, described: &Described) -> Vec<String> {
    let mut schemas: Vec<Schema> = record_schemas(&described.data).into_iter().cloned().collect();
    // Every form of a started task has the id by which it is followed.
    let id = described.task.as_ref().and_then(|task| task.id_at.rsplit('.').next());
    for schema in &mut schemas {
        for member in schema.members.iter_mut().filter(|member| Some(member.name.as_str()) == id) {
            member.required = true;
        }
    }
    check_read(record, schemas, described.examples.iter().flat_map(records_of).collect())
}

fn check_read(wanted: &Type, mut schemas: Vec<Schema>, examples: Vec<&Value>) -> Vec<String> {
    // No record at all is an error of its own, whatever the type of a record.
    schemas.retain(|schema| !schema.is_free() && !schema.is_null());
    let name = &wanted.name;
    let mut problems = match &wanted.shape {
        Ok(shape) => compare(name, shape, &schemas, Direction::Received),
        Err(error) => vec![format!("{name} cannot be compared: {error}")],
    };
    // An untagged enum shows what it takes only when it is given something.
    if problems.is_empty() {
        let samples = schemas.iter().flat_map(Schema::samples);
        problems.extend(samples.filter_map(|sample| unreadable(wanted, &sample, "a sample")));
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

/// The containers of records that `src/record/page.rs` knows.
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

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::IgnoredAny;

    use super::*;
    use crate::audit::sample::operation;
    use crate::audit::sources::kind::{Kind, Kinds};
    use crate::audit::sources::openapi::TaskRules;
    use crate::audit::sources::schema::Member;

    #[derive(Deserialize)]
    #[allow(dead_code)]
    #[serde(untagged)]
    enum Code {
        Number(f64),
        Text(String),
    }

    /// Declares a struct that answers.
    macro_rules! thing {
        ($($name:ident: $type:ty),*) => {{
            #[derive(Deserialize)]
            #[allow(dead_code)]
            struct Thing { $($name: $type),* }
            Type::of::<Thing>()
        }};
    }

    macro_rules! answer {
        ($($name:ident: $type:ty),*) => { check(&thing!($($name: $type),*), &operation("addThing")) };
    }

    #[test]
    fn an_equal_answer_passes() {
        let problems =
            answer!(_id: String, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn what_an_untagged_enum_does_not_read_is_reported() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        #[serde(untagged)]
        enum Things {
            One { _id: String, duration: f64 },
        }
        assert_eq!(
            check(&Type::of::<Things>(), &operation("addThing")),
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
                "Thing.error_code is integer, openapi.yaml says string or integer",
                "Thing.duration is required, openapi.yaml says optional",
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
            Code::Number(0.0)
        }
        let problems = check(&Type::of::<Thing>(), &operation("addThing"));
        assert_eq!(problems, ["Thing.error_code does not take null, openapi.yaml says it can be null"]);
    }

    #[test]
    fn a_record_that_can_be_null_is_compared_with_the_type_of_the_record() {
        let mut detail = operation("addThing");
        let null = Schema { kinds: Kinds::of([Kind::Null]), ..Schema::default() };
        detail.data = Schema { alternatives: vec![detail.data.clone(), null], ..Schema::default() };
        let whole =
            thing!(_id: String, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check_records(&whole, &detail), [""; 0]);
        let shorter = thing!(_id: String, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check_records(&shorter, &detail), ["Thing lacks the field `duration` (number)"]);
    }

    #[test]
    fn a_required_member_that_was_missing_is_optional_in_the_crate() {
        let mut answer = operation("addThing");
        answer.data.members[0].may_be_missing = true;
        let lenient = thing!(_id: Option<String>, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check(&lenient, &answer), [""; 0]);
        let strict =
            thing!(_id: String, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check(&strict, &answer), ["Thing._id is required, openapi.yaml says optional"]);
    }

    #[test]
    fn an_older_form_of_a_start_lists_what_it_has() {
        let mut start = operation("addThing");
        let mut older = start.data.clone();
        older.members.truncate(2);
        older.members[0].required = false;
        let newer = Schema { items: Some(Box::new(start.data.clone())), ..Schema::default() };
        start.data = Schema { alternatives: vec![newer, older], ..start.data };
        let whole =
            thing!(_id: String, duration: Option<f64>, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check_records(&whole, &start), [""; 0]);
        let shorter = thing!(_id: String, error_code: Option<Code>, extra: Option<IgnoredAny>);
        assert_eq!(check_records(&shorter, &start), ["Thing lacks the field `duration` (number)"]);
        start.task = start.task.map(|rules| TaskRules { id_at: String::from("data.id"), ..rules });
        assert_eq!(check_records(&whole, &start), ["Thing._id is required, openapi.yaml says optional"]);
    }

    #[test]
    fn records_are_found_in_every_container() {
        let schema = operation("addThing").data;
        let list = Schema { items: Some(Box::new(schema.clone())), ..Schema::default() };
        let rows =
            Member { name: "rows".into(), required: false, may_be_missing: false, schema: list.clone() };
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

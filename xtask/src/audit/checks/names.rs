//! The tables against the description and the crate.

use a2e_wasm::schema::operation::Effect;

use crate::audit::sources::declared::{Declared, Role};
use crate::audit::sources::names::Row;
use crate::audit::sources::openapi::Described;

/// Compares the table with the description: every operation has one row, no row is of anything else, and
/// whatever is asked for by GET is read.
pub fn compare(rows: &[Row], operations: &[Described]) -> Vec<String> {
    let mut problems = Vec::new();
    for operation in operations {
        let own: Vec<&Row> = rows.iter().filter(|row| row.id == operation.id).collect();
        let problem = match own.as_slice() {
            [row] if row.operation == operation.name() => continue,
            [row] => format!("docs/names.md says it is {}", row.operation),
            own => format!("docs/names.md has {} rows for `{}`, not one", own.len(), operation.id),
        };
        problems.push(format!("{}: {problem}", operation.name()));
    }
    for (index, row) in rows.iter().enumerate() {
        if operations.iter().all(|operation| operation.id != row.id) {
            problems.push(format!("docs/names.md: openapi.yaml has no operation `{}`", row.id));
        }
        if rows.iter().take(index).any(|other| other.js == row.js) {
            problems.push(format!("docs/names.md: two operations are called `{}`", row.js));
        }
        let expected = match row.operation.split_once(' ') {
            Some(("GET", _)) => Effect::Read,
            Some(("DELETE", _)) => Effect::Delete,
            _ => row.effect,
        };
        if row.effect != expected {
            problems
                .push(format!("{}: docs/names.md says {:?}, not {expected:?}", row.operation, row.effect));
        }
    }
    problems
}

/// Compares what the row says with what the crate declares.
pub fn check(row: &Row, declared: &Declared) -> Vec<String> {
    let mut problems = Vec::new();
    let mut same = |what: &str, ours: &str, theirs: &str| {
        if ours != theirs {
            problems.push(format!("{what} is {ours}, docs/names.md says {theirs}"));
        }
    };
    let effect = declared.operation.effect;
    same("the effect", &format!("{effect:?}"), &format!("{:?}", row.effect));
    same("the method in JavaScript", &declared.js(), &row.js);
    same("the request", &declared.request(), &row.request);
    match &declared.role {
        // `Value` stands for JSON of undocumented shape, whatever type it is read into.
        Role::Single { .. } if row.answer == "Value" => {}
        Role::Single { .. } | Role::Start { .. } | Role::Other { .. } => {
            same("the answer", &declared.answer(), &row.answer)
        }
    }
    if let Role::Start { family, .. } = declared.role {
        same("the method in JavaScript", &format!("{}.start", family.key()), &row.js);
    }
    problems
}

#[cfg(test)]
mod tests {
    use a2e_wasm::api::face_swap::StartFaceSwap;
    use a2e_wasm::schema::family::TaskFamily;
    use a2e_wasm::schema::operation::{Marks, Operation};
    use a2e_wasm::schema::verb::Verb;

    use super::*;
    use crate::audit::sample::{NAMES, operations};
    use crate::audit::sources::declared::{Request, Told, Type};
    use crate::audit::sources::names::read;

    fn problems(names: &str) -> Vec<String> {
        compare(&read(names).unwrap().rows, &operations())
    }

    #[test]
    fn an_equal_table_passes() {
        assert_eq!(problems(NAMES), Vec::<String>::new());
    }

    #[test]
    fn every_difference_is_reported() {
        assert_eq!(
            problems(&NAMES.replace("/thing/start", "/thing/add")),
            ["POST /api/v1/thing/start: docs/names.md says it is POST /api/v1/thing/add"]
        );
        assert_eq!(
            problems(&NAMES.replace("listThings", "listThing")),
            [
                "GET /api/v1/thing/allRecords: docs/names.md has 0 rows for `listThings`, not one",
                "docs/names.md: openapi.yaml has no operation `listThing`",
            ]
        );
        assert_eq!(
            problems(&NAMES.replace("`things.list`", "`things.start`")),
            ["docs/names.md: two operations are called `things.start`"]
        );
        assert_eq!(
            problems(&NAMES.replace("| read |", "| write |")),
            ["GET /api/v1/thing/allRecords: docs/names.md says Write, not Read"]
        );
    }

    /// What is wrong with a row, if StartFaceSwap were meant.
    fn wrong(index: usize, effect: Effect, role: Role) -> Vec<String> {
        let operation = Operation { effect, ..StartFaceSwap::FAMILY.start() };
        let declared = Declared { operation, fields: String::new(), marks: Marks::default(), role };
        check(&read(NAMES).unwrap().rows[index], &declared)
    }

    #[test]
    fn a_wrong_effect_or_name_is_reported() {
        let family = StartFaceSwap::FAMILY;
        let told = Told { js: "swaps.start", confidences: "" };
        let request = Request::of::<StartFaceSwap>();
        let record = Type::of::<String>();
        let role = Role::Start { told, family, request, answer: record.clone(), record };
        assert_eq!(
            wrong(0, Effect::Write, role),
            [
                "the effect is Write, docs/names.md says Charge",
                "the method in JavaScript is swaps.start, docs/names.md says things.start",
                "the request is StartFaceSwap, docs/names.md says AddThing",
                "the answer is String, docs/names.md says Thing",
                "the method in JavaScript is faceSwap.start, docs/names.md says things.start",
            ]
        );
    }

    #[test]
    fn a_list_that_takes_more_than_a_page_has_a_struct() {
        let list = |filter: &str| Role::Other {
            family: StartFaceSwap::FAMILY,
            verb: Verb::List,
            start: String::from("AddThing"),
            filter: filter.to_owned(),
            record: Type { name: String::from("Thing"), ..Type::of::<String>() },
        };
        let js = "the method in JavaScript is faceSwap.list, docs/names.md says things.list";
        assert_eq!(wrong(1, Effect::Read, list("NoFilter")), [js]);
        assert_eq!(
            wrong(1, Effect::Read, list("ListThings")),
            [js, "the request is ListThings, docs/names.md says Tasks::<AddThing>::list"]
        );
    }
}

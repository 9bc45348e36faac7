//! What is deprecated, and which requests are inferred, in the crate, the description and the table.

use a2e_wasm::schema::operation::Marks;

use crate::audit::sources::declared::{Declared, Role};
use crate::audit::sources::openapi::Described;

/// Compares the marks of an operation with the description; `deprecated` says what the table of names says.
pub fn check(declared: &Declared, described: &Described, deprecated: bool) -> Vec<String> {
    let mut problems = Vec::new();
    if described.deprecated != deprecated {
        let says = |deprecated| if deprecated { "deprecated" } else { "not deprecated" };
        let (names, yaml) = (says(deprecated), says(described.deprecated));
        problems.push(format!("docs/names.md says it is {names}, openapi.yaml says {yaml}"));
    }
    let Marks { deprecated: marked, superseded, unconfirmed } = declared.marks;
    if let Role::Other { verb, .. } = declared.role {
        let unconfirmed = unconfirmed.contains(&verb.name());
        if unconfirmed != described.confidences.request_is_inferred() {
            let is = if unconfirmed { "names" } else { "does not name" };
            let theirs = described.confidences;
            problems.push(format!("`unconfirmed` {is} `{}`, openapi.yaml says {theirs}", verb.name()));
        }
        return problems;
    }
    let request = declared.request();
    if marked != deprecated {
        let is = if marked { "is" } else { "is not" };
        problems.push(format!("{request} {is} marked as deprecated, docs/names.md says otherwise"));
    }
    for member in &described.fields.members {
        let superseded = superseded.contains(&member.name.as_str());
        if superseded != member.schema.deprecated {
            let is = if superseded { "is" } else { "is not" };
            let name = format!("{request}.{}", member.name);
            problems.push(format!("{name} {is} marked as superseded, openapi.yaml says otherwise"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use a2e_wasm::api::face_swap::StartFaceSwap;
    use a2e_wasm::schema::family::TaskFamily;
    use a2e_wasm::schema::verb::Verb;

    use super::*;
    use crate::audit::sample::operation;
    use crate::audit::sources::declared::{Request, Told, Type};

    /// What is said of an operation with these marks, of which the description deprecates the field `name`.
    fn problems(marks: Marks, role: Role, deprecated: bool) -> Vec<String> {
        let declared =
            Declared { operation: StartFaceSwap::FAMILY.start(), fields: String::new(), marks, role };
        let mut thing = operation("addThing");
        thing.fields.members[0].schema.deprecated = true;
        check(&declared, &thing, deprecated)
    }

    fn start() -> Role {
        let told = Told { js: "", confidences: "" };
        Role::Single { told, request: Request::of::<StartFaceSwap>(), answer: Type::of::<String>() }
    }

    #[test]
    fn deprecated_operations_and_fields_are_marked() {
        let good = Marks { deprecated: true, superseded: &["name"], unconfirmed: &[] };
        assert_eq!(problems(good, start(), true), [""; 0]);
        assert_eq!(
            problems(Marks { superseded: &["mode"], ..good }, start(), true),
            [
                "StartFaceSwap.name is not marked as superseded, openapi.yaml says otherwise",
                "StartFaceSwap.mode is marked as superseded, openapi.yaml says otherwise",
            ]
        );
        assert_eq!(
            problems(Marks { deprecated: false, ..good }, start(), true),
            ["StartFaceSwap is not marked as deprecated, docs/names.md says otherwise"]
        );
        assert_eq!(
            problems(good, start(), false),
            [
                "docs/names.md says it is not deprecated, openapi.yaml says deprecated",
                "StartFaceSwap is marked as deprecated, docs/names.md says otherwise",
            ]
        );
    }

    #[test]
    fn a_guessed_request_of_a_family_is_unconfirmed() {
        let marks = Marks { unconfirmed: &["delete", "rename"], ..Marks::default() };
        let other = |verb| Role::Other {
            family: StartFaceSwap::FAMILY,
            verb,
            start: String::from("StartFaceSwap"),
            filter: String::from("NoFilter"),
            record: Type::of::<String>(),
        };
        assert_eq!(problems(marks, other(Verb::Get), true), [""; 0]);
        assert_eq!(
            problems(marks, other(Verb::Delete), true),
            ["`unconfirmed` names `delete`, openapi.yaml says documented/inferred"]
        );
    }
}

use a2e_wasm::api::face_swap::StartFaceSwap;
use a2e_wasm::schema::family::TaskFamily;

use super::super::declared::{Request, Told, Type};
use super::super::sample::operation;
use super::*;

const TEXT: &str = r##"
//! Things.

/// Adds a thing.
#[family(
    "things", "/api/v1/thing", Thing,
    sure = "documented/inferred", unconfirmed = "delete rename",
    deprecated = "[sic"
)]
pub struct AddThing {
    /// Its name.
    pub name: String,
    #[superseded("use name")]
    #[serde(rename = "in")]
    pub r#type: Option<String>,
}

pub type Things = Vec<Thing>;
"##;

fn sources(text: &str) -> Sources {
    Sources(vec![Source { module: String::from("things"), items: items(text) }])
}

#[test]
fn items_are_found_with_their_docs_and_attributes() {
    let items = items(TEXT);
    let seen: Vec<_> = items.iter().map(|item| (item.line, item.name.as_str(), item.is_field)).collect();
    assert_eq!(
        seen,
        [(10, "AddThing", false), (12, "name", true), (15, "type", true), (18, "Things", false)]
    );
    assert_eq!(items[0].argument("unconfirmed"), "delete rename");
    assert_eq!(items[1].attributes, "");
    assert!(items[2].is_called("in") && !items[2].is_called("type") && items[1].is_called("name"));
}

#[test]
fn what_has_no_doc_line_is_reported() {
    assert_eq!(
        sources(TEXT).undocumented(),
        ["src/api/things.rs:15: `type` has no doc line", "src/api/things.rs:18: `Things` has no doc line",]
    );
}

fn named() -> Named {
    Named { name: String::from("AddThing"), module: String::from("a2e_wasm::api::things") }
}

/// What is said of an operation that belongs to the struct in the text.
fn problems(text: &str, role: Role, deprecated: bool) -> Vec<String> {
    let declared = Declared { operation: StartFaceSwap::FAMILY.start(), fields: String::new(), role };
    let mut thing = operation("addThing");
    thing.fields.members[0].schema.deprecated = true;
    sources(text).check(&declared, &thing, deprecated)
}

fn start() -> Role {
    let told = Told { js: "", sure: "" };
    let request = Request { named: named(), ..Request::of::<StartFaceSwap>() };
    Role::Single { told, request, answer: Type::of::<String>() }
}

#[test]
fn deprecated_operations_and_fields_are_marked() {
    let good = TEXT.replace("    pub name", "    #[superseded(\"use title\")]\n    pub name");
    assert_eq!(problems(&good, start(), true), [""; 0]);
    assert_eq!(
        problems(TEXT, start(), true),
        ["AddThing.name is not marked as superseded, openapi.yaml says otherwise"]
    );
    assert_eq!(
        problems(&good.replace("deprecated = ", "note = "), start(), true),
        ["AddThing is not marked as deprecated, docs/names.md says otherwise"]
    );
    assert_eq!(
        problems(&good, start(), false),
        [
            "docs/names.md says it is not deprecated, openapi.yaml says deprecated",
            "AddThing is marked as deprecated, docs/names.md says otherwise",
        ]
    );
}

#[test]
fn a_guessed_request_of_a_family_is_unconfirmed() {
    let other = |verb| Role::Other {
        family: StartFaceSwap::FAMILY,
        verb,
        start: named(),
        filter: String::from("NoFilter"),
        record: Type::of::<String>(),
    };
    assert_eq!(problems(TEXT, other("get"), true), [""; 0]);
    assert_eq!(
        problems(TEXT, other("delete"), true),
        ["`unconfirmed` names `delete`, openapi.yaml says documented/inferred"]
    );
}

#[test]
fn a_struct_that_is_elsewhere_is_reported() {
    assert_eq!(problems("", start(), true), ["src/api has no struct AddThing"]);
}

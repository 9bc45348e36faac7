//! Field strings against the fields of the description.

use std::collections::BTreeSet;

use a2e_wasm::schema::field_syntax::{self, Field, Rest, Type};

use super::relations;
use crate::audit::sources::kind::Kind;
use crate::audit::sources::openapi::Described;
use crate::audit::sources::schema::{Member, Schema};

/// The names that `src/record/page.rs` gives to page and size, in all styles.
const PAGING: &[&str] = &["pageNum", "pageSize", "current", "page", "page_size"];

/// Compares a field string with the body or the query of an operation. The client always sends the field
/// `id`, whether or not the description requires it.
pub fn check(string: &str, id: &str, described: &Described) -> Vec<String> {
    let mut problems = Vec::new();
    let mut known = BTreeSet::new();
    let mut free = false;
    let all = members("", &described.fields);
    for text in string.split_ascii_whitespace() {
        let field = Field::parse(text);
        match field.rest {
            Rest::Free => free = true,
            Rest::Related(rule, other) => {
                problems.extend(relations::check(field.name, rule, other, described))
            }
            Rest::Takes { required, types, range, words } => {
                if !known.insert(field.name) {
                    problems.push(format!("field string has `{}` twice", field.name));
                }
                let Some((name, member)) = all.iter().find(|(name, _)| name == field.name) else {
                    problems.push(format!("field string has `{}`, openapi.yaml does not", field.name));
                    continue;
                };
                let ours = Limits::of_field(required, types, range, words);
                let same = if field.name == id {
                    ours.types == Limits::of(member).types
                } else if PAGING.contains(&field.name) {
                    // One string serves every list of a style, while the description differs from
                    // list to list in what is required and in the largest page. A page that was
                    // described as integer or string is sent as an integer.
                    ours.types.is_subset(&Limits::of(member).types)
                } else {
                    ours == Limits::of(member)
                };
                if !same {
                    problems.push(format!(
                        "field string says {text}, openapi.yaml says {}",
                        written(name, member)
                    ));
                }
            }
        }
    }
    match (free, described.fields.open) {
        (true, false) => problems.push(String::from("field string says *, openapi.yaml does not")),
        (false, true) => {
            problems.push(String::from("field string lacks *: openapi.yaml welcomes other keys"))
        }
        _ => {}
    }
    let missing = all.iter().filter(|(name, _)| !known.contains(name.as_str()));
    problems.extend(missing.map(|(name, member)| format!("field string lacks {}", written(name, member))));
    problems
}

/// The fields of a schema, and those within them as `a.b`.
fn members<'a>(prefix: &str, schema: &'a Schema) -> Vec<(String, &'a Member)> {
    let mut all = Vec::new();
    for member in &schema.members {
        let name = format!("{prefix}{}", member.name);
        let held = member.schema.items.as_deref().unwrap_or(&member.schema);
        let inner = members(&format!("{name}."), held);
        all.push((name, member));
        all.extend(inner);
    }
    all
}

/// What a field string can say of a field.
#[derive(PartialEq)]
struct Limits<'a> {
    required: bool,
    types: BTreeSet<&'static str>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    words: BTreeSet<&'a str>,
}

impl<'a> Limits<'a> {
    fn of_field(required: bool, types: &str, range: &str, words: &'a str) -> Self {
        let (minimum, maximum) = range.split_once("..").unwrap_or_default();
        Self {
            required,
            types: field_syntax::each(types).map(Type::name).collect(),
            minimum: minimum.parse().ok(),
            maximum: maximum.parse().ok(),
            words: words.split('|').filter(|word| !word.is_empty()).collect(),
        }
    }

    fn of(member: &'a Member) -> Self {
        Self {
            required: member.required,
            types: field_syntax::each(&letters(&member.schema)).map(Type::name).collect(),
            minimum: member.schema.minimum,
            maximum: member.schema.maximum,
            words: member.schema.words.iter().map(String::as_str).collect(),
        }
    }
}

fn letters(schema: &Schema) -> String {
    if schema.is_free() {
        return String::from("*");
    }
    let of_texts = schema.items.as_ref().is_some_and(|items| items.kinds.iter().eq([Kind::String]));
    let letters = schema.kinds.iter().map(|kind| match kind {
        Kind::String => "s",
        Kind::Number => "n",
        Kind::Integer => "i",
        Kind::Boolean => "b",
        Kind::Object => "o",
        Kind::Array if of_texts => "as",
        Kind::Array => "a",
        Kind::Null => "",
    });
    letters.collect()
}

/// A field of the description as a field string writes it.
fn written(name: &str, member: &Member) -> String {
    let Member { required, schema, .. } = member;
    let mut text = name.to_owned();
    if *required {
        text.push('!');
    }
    let letters = letters(schema);
    if letters != "s" {
        text += &format!(":{letters}");
    }
    let limit = |limit: Option<f64>| limit.map_or(String::new(), |limit| limit.to_string());
    if schema.minimum.is_some() || schema.maximum.is_some() {
        text += &format!("[{}..{}]", limit(schema.minimum), limit(schema.maximum));
    }
    if !schema.words.is_empty() {
        text += &format!("={}", schema.words.join("|"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::sample::operation;

    /// A start with one field of each sort.
    fn problems(string: &str) -> Vec<String> {
        check(string, "", &operation("addThing"))
    }

    const GOOD: &str =
        "name! mode=a|b steps:i[1..50] size:sn ids:as back_id custom_back_id back_id^custom_back_id";

    #[test]
    fn an_equal_string_passes() {
        assert_eq!(problems(GOOD), [""; 0]);
    }

    #[test]
    fn a_missing_word_is_reported() {
        let string = GOOD.replace("mode=a|b", "mode=a");
        assert_eq!(problems(&string), ["field string says mode=a, openapi.yaml says mode=a|b"]);
    }

    #[test]
    fn a_missing_field_is_reported() {
        assert_eq!(problems(&GOOD.replace("steps:i[1..50]", "")), ["field string lacks steps:i[1..50]"]);
    }

    #[test]
    fn a_field_too_many_is_reported() {
        assert_eq!(problems(&format!("{GOOD} nam")), ["field string has `nam`, openapi.yaml does not"]);
    }

    #[test]
    fn a_wrong_type_range_or_requirement_is_reported() {
        for (good, bad) in [
            ("name!", "name"),
            ("size:sn", "size:n"),
            ("ids:as", "ids:a"),
            ("steps:i[1..50]", "steps:n[1..50]"),
            ("steps:i[1..50]", "steps:i[1..51]"),
            ("steps:i[1..50]", "steps:i"),
        ] {
            let expected = format!("field string says {bad}, openapi.yaml says {good}");
            assert_eq!(problems(&GOOD.replacen(good, bad, 1)), [expected]);
        }
    }

    #[test]
    fn a_type_in_capitals_is_the_same_type() {
        assert_eq!(problems(&GOOD.replace("steps:i", "steps:I").replace("back_id ", "back_id:S ")), [""; 0]);
        assert_eq!(problems(&GOOD.replace("name!", "name!:t")), [""; 0]);
        assert_eq!(
            problems(&GOOD.replace("steps:i", "steps:S")),
            ["field string says steps:S[1..50], openapi.yaml says steps:i[1..50]"]
        );
    }

    #[test]
    fn free_fields_and_free_bodies_are_compared() {
        let mut thing = operation("addThing");
        thing.fields.open = true;
        thing.fields.members[0].schema = Schema::default();
        let good = GOOD.replace("name!", "name!:*") + " *";
        assert_eq!(check(&good, "", &thing), [""; 0]);
        assert_eq!(
            check(GOOD, "", &thing),
            [
                "field string says name!, openapi.yaml says name!:*",
                "field string lacks *: openapi.yaml welcomes other keys",
            ]
        );
        assert_eq!(problems(&format!("{GOOD} *")), ["field string says *, openapi.yaml does not"]);
    }

    #[test]
    fn whole_words_and_fractions_are_compared_as_numbers() {
        let mut thing = operation("addThing");
        thing.fields.members[2].schema.words = vec![String::from("5"), String::from("10")];
        thing.fields.members[2].schema.minimum = Some(0.5);
        let string = |steps: &str| GOOD.replace("steps:i[1..50]", steps);
        assert_eq!(check(&string("steps:i[0.5..50]=5|10"), "", &thing), [""; 0]);
        assert_eq!(
            check(&string("steps:i[0..50]=5|10"), "", &thing),
            ["field string says steps:i[0..50]=5|10, openapi.yaml says steps:i[0.5..50]=5|10"]
        );
    }

    #[test]
    fn an_id_that_the_client_sends_is_compared_by_name_and_type_only() {
        let thing = operation("addThing");
        assert_eq!(check(&GOOD.replace(" back_id ", " back_id! "), "back_id", &thing), [""; 0]);
        assert_eq!(
            check(&GOOD.replace(" back_id ", " back_id!:i "), "back_id", &thing),
            ["field string says back_id!:i, openapi.yaml says back_id"]
        );
        assert_eq!(problems(&GOOD.replace("mode=a|b", "mode!=a|b")).len(), 1);
    }

    #[test]
    fn pages_are_compared_by_name_and_type_only() {
        let list = operation("listThings");
        assert_eq!(check("pageNum!:i pageSize!:i[1..100]", "", &list), [""; 0]);
        assert_eq!(
            check("pageNum pageSize:i", "", &list),
            ["field string says pageNum, openapi.yaml says pageNum:i[1..]"]
        );
    }
}

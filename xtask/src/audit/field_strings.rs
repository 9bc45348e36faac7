//! Field strings against the fields of the description.

use std::collections::BTreeSet;

use a2e_wasm::fields::{self, Field, Rest, Type};

use super::kind::Kind;
use super::openapi::Described;
use super::schema::{Member, Schema};

/// The names that `src/page.rs` gives to page and size, in all styles.
const PAGING: &[&str] = &["pageNum", "pageSize", "current", "page", "page_size"];

/// Compares a field string with the body or the query of an operation.
pub fn check(string: &str, described: &Described) -> Vec<String> {
    let mut problems = Vec::new();
    let mut known = BTreeSet::new();
    for text in string.split_ascii_whitespace() {
        let field = Field::parse(text);
        match field.rest {
            Rest::Excludes(other) => problems.extend(exclusion(field.name, other, described)),
            Rest::Takes { required, types, range, words } => {
                if !known.insert(field.name) {
                    problems.push(format!("field string has `{}` twice", field.name));
                }
                let Some(member) = described.fields.member(field.name) else {
                    problems.push(format!("field string has `{}`, openapi.yaml does not", field.name));
                    continue;
                };
                let ours = Limits::of_field(required, types, range, words);
                let same = if PAGING.contains(&field.name) {
                    // One string serves every list of a style, while the description differs from
                    // list to list in what is required and in the largest page. A page that was
                    // described as integer or string is sent as an integer.
                    ours.types.is_subset(&Limits::of(member).types)
                } else {
                    ours == Limits::of(member)
                };
                if !same {
                    problems.push(format!("field string says {text}, openapi.yaml says {}", written(member)));
                }
            }
        }
    }
    let missing = described.fields.members.iter().filter(|member| !known.contains(member.name.as_str()));
    problems.extend(missing.map(|member| format!("field string lacks {}", written(member))));
    problems
}

/// JSON schema cannot say that two fields exclude each other, so the description says it in words:
/// one names the other, or the notes name both.
fn exclusion(one: &str, other: &str, described: &Described) -> Option<String> {
    let names = |text: &str, name: &str| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
    };
    let (Some(first), Some(second)) = (described.fields.member(one), described.fields.member(other)) else {
        return Some(format!("field string says {one}^{other}, openapi.yaml does not have both"));
    };
    if first.required || second.required {
        return Some(format!("field string says {one}^{other}, openapi.yaml requires one of them"));
    }
    let told = names(&first.schema.description, other)
        || names(&second.schema.description, one)
        || names(&described.notes, one) && names(&described.notes, other);
    (!told).then(|| format!("field string says {one}^{other}, openapi.yaml does not speak of them together"))
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
            types: fields::each(types).map(Type::name).collect(),
            minimum: minimum.parse().ok(),
            maximum: maximum.parse().ok(),
            words: words.split('|').filter(|word| !word.is_empty()).collect(),
        }
    }

    fn of(member: &'a Member) -> Self {
        Self {
            required: member.required,
            types: fields::each(&letters(&member.schema)).map(Type::name).collect(),
            minimum: member.schema.minimum,
            maximum: member.schema.maximum,
            words: member.schema.words.iter().map(String::as_str).collect(),
        }
    }
}

fn letters(schema: &Schema) -> String {
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
fn written(member: &Member) -> String {
    let Member { name, required, schema } = member;
    let mut text = name.clone();
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
    use super::super::sample::operation;
    use super::*;

    /// A start with one field of each sort.
    fn problems(string: &str) -> Vec<String> {
        check(string, &operation("addThing"))
    }

    const GOOD: &str =
        "name! mode=a|b steps:i[1..50] size:sn ids:as back_id custom_back_id back_id^custom_back_id";

    #[test]
    fn an_equal_string_passes() {
        assert_eq!(problems(GOOD), Vec::<String>::new());
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
    fn fields_exclude_each_other_only_where_the_description_says_so() {
        assert_eq!(
            problems(&format!("{GOOD} mode^size")),
            ["field string says mode^size, openapi.yaml does not speak of them together"]
        );
    }

    #[test]
    fn pages_are_compared_by_name_and_type_only() {
        let list = operation("listThings");
        assert_eq!(check("pageNum!:i pageSize!:i[1..100]", &list), Vec::<String>::new());
        assert_eq!(
            check("pageNum pageSize:i", &list),
            ["field string says pageNum, openapi.yaml says pageNum:i[1..]"]
        );
    }
}

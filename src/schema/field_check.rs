//! Field strings: which fields an operation takes, checked before anything is sent.
//!
//! One string describes one request body or query, so that all operations fit in a few kilobytes:
//!
//! ```text
//! name! prompt!:t duration:S steps:i[1..15] model=v1|v2 ids!:as back_id^custom_back_id *
//! ```
//!
//! - `!` required; `*` alone: keys that nobody documented are welcome.
//! - `:` JSON types, text where none is given: `s` text, `t` text that may be empty though required,
//!   `n` number, `i` integer, `b` boolean, `o` object, `a` array, `as` array of strings, `*` anything;
//!   several letters mean any of them. In capitals, number and text are both welcome and the one
//!   that the letter stands for is sent.
//! - `[min..max]` and `=word|word` are published limits. Values outside only warn: the vendor adds
//!   values faster than this library is released.
//! - `a.b` a field within another, or within each element of an array.
//! - `a^b` at most one of these fields, `a/b` exactly one, `a+b` at least one.

use crate::schema::field_syntax::{Field, Rest, Type, each};
use crate::text;

/// A JSON value as far as a field string can tell.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it is, as messages name it: a type's name, `array of strings` where that is true,
    /// `null`, or `nothing`.
    pub kind: String,
    /// A text, or what would be written of a number.
    pub text: String,
    /// A number, or NaN.
    pub number: f64,
}

/// The first field that is wrong, and what is wrong with it.
#[derive(Debug, PartialEq)]
pub struct Wrong<'a> {
    /// The name of the field on the wire.
    pub field: &'a str,
    /// The rest of the sentence: "is required (string)".
    pub problem: String,
}

/// The values under check.
pub trait Given {
    /// The value of a field; of a field within others (`a.b`) one for each holder that is there. Where a single capital stands for
    /// the types, numbers were made texts before, or texts numbers.
    fn values(&mut self, field: &str) -> Vec<Seen>;
    /// Hears of a value outside its published limit.
    fn warn(&mut self, field: &str, limit: &str);
}

/// Checks values against a field string.
pub fn check<'a>(fields: &'a str, given: &mut dyn Given) -> Result<(), Wrong<'a>> {
    if fields.is_empty() {
        return Ok(());
    }
    for field in text::words(fields, " ") {
        let Field { name, rest } = Field::parse(field);
        let mut wrong = None;
        match rest {
            Rest::Free => {}
            Rest::Related(rule, other) => {
                let mut there = |name| given.values(name).iter().any(|seen| seen.kind != "nothing");
                wrong = rule.problem(there(name), there(other), other);
            }
            Rest::Takes { required, types, range, words } => {
                let mut limit = "";
                for seen in &given.values(name) {
                    wrong = wrong.or_else(|| problem(required, types, seen));
                    if !listed(seen, words) {
                        limit = words;
                    } else if !inside(seen.number, range) {
                        limit = range;
                    }
                }
                if wrong.is_none() && !limit.is_empty() {
                    given.warn(name, limit);
                }
            }
        }
        if let Some(problem) = wrong {
            return Err(Wrong { field: name, problem });
        }
    }
    Ok(())
}

fn problem(required: bool, types: &str, seen: &Seen) -> Option<String> {
    let found = seen.kind.as_str();
    if required && found == "string" && seen.text.is_empty() && types != "t" {
        return Some(String::from("must not be empty"));
    }
    let absent = found == "nothing";
    let mut fits = absent && !required;
    let mut names = String::new();
    for one in each(types) {
        fits |= match one {
            Type::Any => !absent && found != "null",
            Type::Integer => seen.number.fract() == 0.0,
            Type::Array => found.starts_with("array"),
            Type::Text | Type::Number | Type::Boolean | Type::Object | Type::Texts => one.name() == found,
        };
        if !names.is_empty() {
            names.push_str(" or ");
        }
        names.push_str(one.name());
    }
    if fits {
        return None;
    }
    Some(match absent {
        true => text::join(&["is required (", &names, ")"]),
        false => text::join(&["must be ", &names, ", got ", found]),
    })
}

/// Whether a value is among the published words, if there are any.
fn listed(seen: &Seen, words: &str) -> bool {
    let one_of_many = matches!(seen.kind.as_str(), "string" | "number");
    words.is_empty() || !one_of_many || text::words(words, "|").any(|word| word == seen.text)
}

/// Whether a number is within the published range; NaN is.
fn inside(number: f64, range: &str) -> bool {
    let Some((min, max)) = text::split(range, "..") else { return true };
    let below = text::decimal(min).is_some_and(|min| number < min);
    let above = text::decimal(max).is_some_and(|max| number > max);
    !below && !above
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "name! face_url! steps:i[1..50] size:sn model=v1|v2 ids:as back_id^custom_back_id";

    struct Params<'a> {
        values: &'a [(&'a str, Seen)],
        /// The warnings.
        heard: Vec<String>,
    }

    impl Given for Params<'_> {
        fn values(&mut self, field: &str) -> Vec<Seen> {
            let mut found: Vec<Seen> =
                self.values.iter().filter(|(key, _)| *key == field).map(|(_, seen)| seen.clone()).collect();
            if found.is_empty() && !field.contains('.') {
                found.push(kind("nothing"));
            }
            found
        }

        fn warn(&mut self, field: &str, limit: &str) {
            self.heard.push(format!("{field} {limit}"));
        }
    }

    fn checked(fields: &str, values: &[(&str, Seen)]) -> (Result<(), String>, Vec<String>) {
        let mut params = Params { values, heard: Vec::new() };
        let result = check(fields, &mut params);
        (result.map_err(|wrong| format!("{} {}", wrong.field, wrong.problem)), params.heard)
    }

    fn run(values: &[(&str, Seen)]) -> (Result<(), String>, Vec<String>) {
        checked(START, values)
    }

    fn kind(kind: &str) -> Seen {
        Seen { kind: kind.into(), text: String::new(), number: f64::NAN }
    }

    fn text(text: &str) -> Seen {
        Seen { text: text.into(), ..kind("string") }
    }

    fn number(number: f64) -> Seen {
        Seen { text: number.to_string(), number, ..kind("number") }
    }

    fn error(extra: (&str, Seen)) -> String {
        run(&[extra, ("name", text("x")), ("face_url", text("x"))]).0.unwrap_err()
    }

    #[test]
    fn a_missing_field_is_named_with_its_type() {
        let (result, _) = run(&[("name", text("x"))]);
        assert_eq!(result, Err(String::from("face_url is required (string)")));
    }

    #[test]
    fn an_empty_required_text_is_refused() {
        assert_eq!(error(("name", text(""))), "name must not be empty");
    }

    #[test]
    fn a_wrong_type_is_named_with_what_was_expected() {
        assert_eq!(error(("size", kind("boolean"))), "size must be string or number, got boolean");
        assert_eq!(error(("steps", number(1.5))), "steps must be integer, got number");
        assert_eq!(error(("ids", kind("array"))), "ids must be array of strings, got array");
        assert_eq!(error(("ids", text("x"))), "ids must be array of strings, got string");
        assert_eq!(error(("model", kind("null"))), "model must be string, got null");
    }

    #[test]
    fn exclusive_fields_are_named_together() {
        let params = [
            ("name", text("x")),
            ("face_url", text("x")),
            ("back_id", text("x")),
            ("custom_back_id", text("x")),
        ];
        assert_eq!(run(&params).0, Err(String::from("back_id and `custom_back_id` exclude each other")));
    }

    #[test]
    fn values_outside_published_limits_only_warn() {
        let params =
            [("name", text("x")), ("face_url", text("x")), ("model", text("v3")), ("steps", number(51.0))];
        assert_eq!(run(&params), (Ok(()), vec!["steps 1..50".into(), "model v1|v2".into()]));
    }

    #[test]
    fn a_good_body_passes_in_silence() {
        let params = [
            ("name", text("x")),
            ("face_url", text("x")),
            ("model", text("v2")),
            ("size", number(2.0)),
            ("ids", kind("array of strings")),
            ("unknown", kind("object")),
        ];
        assert_eq!(run(&params), (Ok(()), Vec::new()));
    }

    #[test]
    fn a_required_text_may_be_empty_where_the_service_allows_it() {
        assert_eq!(checked("prompt!:t", &[("prompt", text(""))]).0, Ok(()));
        assert_eq!(checked("prompt!:t", &[]).0, Err(String::from("prompt is required (string)")));
    }

    #[test]
    fn number_or_text_is_asked_for_as_the_service_wants_it() {
        let asked = |types: &str, seen| checked(&format!("seed:{types}"), &[("seed", seen)]);
        for (types, seen) in [("S", text("5")), ("N", number(5.5)), ("I", number(5.0))] {
            assert_eq!(asked(types, seen), (Ok(()), Vec::new()));
        }
        assert_eq!(asked("I", text("5.5")).0, Err(String::from("seed must be integer, got string")));
        assert_eq!(asked("N", text("five")).0, Err(String::from("seed must be number, got string")));
        assert_eq!(asked("S", kind("boolean")).0, Err(String::from("seed must be string, got boolean")));
    }

    #[test]
    fn one_of_two_may_be_required() {
        let pair = |rule: char, values: &[(&str, Seen)]| checked(&format!("a b a{rule}b"), values).0.err();
        let both = [("a", text("x")), ("b", text("x"))];
        assert_eq!(pair('/', &[]).as_deref(), Some("a and `b`: one of them is required"));
        assert_eq!(pair('/', &both).as_deref(), Some("a and `b` exclude each other"));
        assert_eq!(pair('+', &[]).as_deref(), Some("a and `b`: one of them is required"));
        assert_eq!((pair('+', &both), pair('/', &both[..1]), pair('^', &[])), (None, None, None));
    }

    #[test]
    fn published_numbers_only_warn_too() {
        assert_eq!(checked("time:i=5|10", &[("time", number(7.0))]), (Ok(()), vec!["time 5|10".into()]));
        assert_eq!(checked("time:i=5|10", &[("time", number(10.0))]), (Ok(()), Vec::new()));
    }

    #[test]
    fn anything_is_welcome_where_nothing_is_documented() {
        assert_eq!(checked("body!:* *", &[("body", kind("object")), ("more", kind("null"))]).0, Ok(()));
    }

    #[test]
    fn fields_within_others_are_checked_in_every_holder() {
        let check = |values: &[(&str, Seen)]| checked("shots:a shots.prompt!", values).0;
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[("shots", kind("array")), ("shots.prompt", text("a"))]), Ok(()));
        let second = [("shots.prompt", text("a")), ("shots.prompt", kind("nothing"))];
        assert_eq!(check(&second), Err(String::from("shots.prompt is required (string)")));
    }
}

//! Field strings: which fields an operation takes, checked before anything is sent.
//!
//! One string describes one request body or query, so that 266 operations fit in a few kilobytes:
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

use crate::grammar::{Field, Rest, Type, each};
use crate::text;

/// A JSON value as far as a field string can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// The key is not there.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// An array, and whether every element is a string.
    Array(bool),
    /// An object.
    Object,
}

impl Seen {
    /// What it is, as messages name it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Array(_) => "array",
            Self::Object => "object",
        }
    }
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
    /// The value of a field; of a field within others (`a.b`) one for each holder that is there.
    fn values(&mut self, field: &str) -> Vec<Seen>;
    /// Makes texts of a field's numbers, or numbers of its texts.
    fn convert(&mut self, field: &str, to_text: bool);
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
                let mut there = |name| given.values(name).iter().any(|seen| *seen != Seen::Absent);
                wrong = rule.problem(there(name), there(other), other);
            }
            Rest::Takes { required, types, range, words } => {
                let (mut limit, mut convert) = ("", false);
                for seen in &given.values(name) {
                    wrong = wrong.or_else(|| problem(required, types, seen));
                    if !listed(seen, words) {
                        limit = words;
                    } else if !inside(seen, range) {
                        limit = range;
                    }
                    convert |= match seen {
                        Seen::Text(_) => matches!(types, "N" | "I"),
                        Seen::Number(_) => types == "S",
                        _ => false,
                    };
                }
                if wrong.is_none() {
                    if !limit.is_empty() {
                        given.warn(name, limit);
                    }
                    if convert {
                        given.convert(name, types == "S");
                    }
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
    let found = seen.kind();
    // A single capital welcomes number and text, whichever is sent.
    let mut fits = match seen {
        Seen::Absent => !required,
        Seen::Text(text) if required && text.is_empty() && types != "t" => {
            return Some(String::from("must not be empty"));
        }
        Seen::Text(text) if matches!(types, "N" | "I") => text::is_number(text, types == "N"),
        Seen::Number(_) => types == "S",
        _ => false,
    };
    let mut names = String::new();
    for one in each(types) {
        fits |= match one {
            Type::Any => !matches!(seen, Seen::Absent | Seen::Null),
            Type::Integer => matches!(seen, Seen::Number(number) if number.fract() == 0.0),
            Type::Texts => *seen == Seen::Array(true),
            one => one.name() == found,
        };
        if !names.is_empty() {
            names.push_str(" or ");
        }
        names.push_str(one.name());
    }
    if fits {
        return None;
    }
    Some(match seen {
        Seen::Absent => text::join(&["is required (", &names, ")"]),
        _ => text::join(&["must be ", &names, ", got ", found]),
    })
}

/// Whether a value is among the published words, if there are any.
fn listed(seen: &Seen, words: &str) -> bool {
    let same = |word: &str| match seen {
        Seen::Text(text) => word == text,
        Seen::Number(number) => text::whole(word) == Some(*number),
        _ => true,
    };
    words.is_empty() || text::words(words, "|").any(same)
}

fn inside(seen: &Seen, range: &str) -> bool {
    let (Seen::Number(number), Some((min, max))) = (seen, text::split(range, "..")) else {
        return true;
    };
    let above = text::decimal(min).is_none_or(|min| *number >= min);
    let below = text::decimal(max).is_none_or(|max| *number <= max);
    above && below
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "name! face_url! steps:i[1..50] size:sn model=v1|v2 ids:as back_id^custom_back_id";

    struct Params<'a> {
        values: &'a [(&'a str, Seen)],
        /// What was heard: warnings and conversions.
        heard: Vec<String>,
    }

    impl Given for Params<'_> {
        fn values(&mut self, field: &str) -> Vec<Seen> {
            let mut found: Vec<Seen> =
                self.values.iter().filter(|(key, _)| *key == field).map(|(_, seen)| seen.clone()).collect();
            if found.is_empty() && !field.contains('.') {
                found.push(Seen::Absent);
            }
            found
        }

        fn convert(&mut self, field: &str, to_text: bool) {
            self.heard.push(format!("{field} to {}", if to_text { "text" } else { "number" }));
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

    fn text(text: &str) -> Seen {
        Seen::Text(String::from(text))
    }

    fn error(extra: (&str, Seen)) -> String {
        run(&[extra, ("name", text("x")), ("face_url", text("x"))]).0.unwrap_err()
    }

    #[test]
    fn a_missing_field_is_named_with_its_type() {
        let (result, _) = run(&[("name", Seen::Text("x".into()))]);
        assert_eq!(result, Err(String::from("face_url is required (string)")));
    }

    #[test]
    fn an_empty_required_text_is_refused() {
        assert_eq!(error(("name", Seen::Text(String::new()))), "name must not be empty");
    }

    #[test]
    fn a_wrong_type_is_named_with_what_was_expected() {
        assert_eq!(error(("size", Seen::Boolean)), "size must be string or number, got boolean");
        assert_eq!(error(("steps", Seen::Number(1.5))), "steps must be integer, got number");
        assert_eq!(error(("ids", Seen::Array(false))), "ids must be array of strings, got array");
        assert_eq!(error(("ids", Seen::Text("x".into()))), "ids must be array of strings, got string");
        assert_eq!(error(("model", Seen::Null)), "model must be string, got null");
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
        let params = [
            ("name", text("x")),
            ("face_url", text("x")),
            ("model", text("v3")),
            ("steps", Seen::Number(51.0)),
        ];
        assert_eq!(run(&params), (Ok(()), vec!["steps 1..50".into(), "model v1|v2".into()]));
    }

    #[test]
    fn a_good_body_passes_in_silence() {
        let params = [
            ("name", text("x")),
            ("face_url", text("x")),
            ("model", text("v2")),
            ("size", Seen::Number(2.0)),
            ("ids", Seen::Array(true)),
            ("unknown", Seen::Object),
        ];
        assert_eq!(run(&params), (Ok(()), Vec::new()));
    }

    #[test]
    fn a_required_text_may_be_empty_where_the_service_allows_it() {
        assert_eq!(checked("prompt!:t", &[("prompt", text(""))]).0, Ok(()));
        assert_eq!(checked("prompt!:t", &[]).0, Err(String::from("prompt is required (string)")));
    }

    #[test]
    fn number_or_text_goes_out_as_the_service_wants_it() {
        let converted = |types: &str, seen| checked(&format!("seed:{types}"), &[("seed", seen)]);
        let heard = |what: &str| (Ok(()), vec![String::from(what)]);
        assert_eq!(converted("S", Seen::Number(5.5)), heard("seed to text"));
        assert_eq!(converted("N", text("-5.5")), heard("seed to number"));
        assert_eq!(converted("I", text("15")), heard("seed to number"));
        assert_eq!(converted("S", text("5")), (Ok(()), Vec::new()));
        assert_eq!(converted("N", Seen::Number(5.0)), (Ok(()), Vec::new()));
        assert_eq!(converted("I", text("5.5")).0, Err(String::from("seed must be integer, got string")));
        assert_eq!(converted("N", text("five")).0, Err(String::from("seed must be number, got string")));
        assert_eq!(converted("S", Seen::Boolean).0, Err(String::from("seed must be string, got boolean")));
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
        assert_eq!(
            checked("time:i=5|10", &[("time", Seen::Number(7.0))]),
            (Ok(()), vec!["time 5|10".into()])
        );
        assert_eq!(checked("time:i=5|10", &[("time", Seen::Number(10.0))]), (Ok(()), Vec::new()));
    }

    #[test]
    fn anything_is_welcome_where_nothing_is_documented() {
        assert_eq!(checked("body!:* *", &[("body", Seen::Object), ("more", Seen::Null)]).0, Ok(()));
    }

    #[test]
    fn fields_within_others_are_checked_in_every_holder() {
        let check = |values: &[(&str, Seen)]| checked("shots:a shots.prompt!", values).0;
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[("shots", Seen::Array(false)), ("shots.prompt", text("a"))]), Ok(()));
        let second = [("shots.prompt", text("a")), ("shots.prompt", Seen::Absent)];
        assert_eq!(check(&second), Err(String::from("shots.prompt is required (string)")));
    }
}

//! Field strings: which fields an operation takes, checked before anything is sent.
//!
//! One string describes one request body, so that 266 operations fit in a few kilobytes:
//!
//! ```text
//! name! face_url! duration:n[1..15] model_version=v1|v2 ids!:as back_id^custom_back_id
//! ```
//!
//! `!` required; `:` JSON types, string where none is given (`s` string, `n` number, `i` integer,
//! `b` boolean, `o` object, `a` array, `as` array of strings; several letters mean any of them);
//! `[min..max]` and `=word|word` are published limits; `a^b` at most one of these. Values outside
//! a published limit only warn: the vendor adds values faster than this library is released.

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

/// The first field that is wrong, and what is wrong with it.
#[derive(Debug, PartialEq)]
pub struct Wrong<'a> {
    /// The name of the field on the wire.
    pub field: &'a str,
    /// The rest of the sentence: "is required (string)".
    pub problem: String,
}

/// Checks the fields that `look` finds against a field string; `warn` hears of values outside the
/// published limits.
pub fn check<'a>(
    fields: &'a str,
    look: &dyn Fn(&str) -> Seen,
    warn: &mut dyn FnMut(&str, &str),
) -> Result<(), Wrong<'a>> {
    for field in fields.split_ascii_whitespace().map(Field::parse) {
        match field.rest {
            Rest::Excludes(other) => {
                if look(field.name) != Seen::Absent && look(other) != Seen::Absent {
                    return Err(Wrong {
                        field: field.name,
                        problem: text::join(&["and `", other, "` exclude each other"]),
                    });
                }
            }
            Rest::Takes { required, types, range, words } => {
                let seen = look(field.name);
                if let Some(problem) = problem(required, types, &seen) {
                    return Err(Wrong { field: field.name, problem });
                }
                match seen {
                    Seen::Text(text) if !words.is_empty() && !words.split('|').any(|w| w == text) => {
                        warn(field.name, words);
                    }
                    Seen::Number(number) if !inside(number, range) => warn(field.name, range),
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

/// One field of a field string.
#[derive(Debug, PartialEq)]
pub struct Field<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// What is known about it.
    pub rest: Rest<'a>,
}

/// What a field string says of a field.
#[derive(Debug, PartialEq)]
pub enum Rest<'a> {
    /// The name of a field that must not be there at the same time.
    Excludes(&'a str),
    /// The values it takes.
    Takes {
        /// Whether it must be there.
        required: bool,
        /// The letters of its JSON types.
        types: &'a str,
        /// The published range, `min..max`, or nothing.
        range: &'a str,
        /// The published words, separated by `|`, or nothing.
        words: &'a str,
    },
}

impl<'a> Field<'a> {
    /// Reads one field of a field string.
    pub fn parse(text: &'a str) -> Self {
        if let Some((name, other)) = text.split_once('^') {
            return Self { name, rest: Rest::Excludes(other) };
        }
        let (text, words) = text.split_once('=').unwrap_or((text, ""));
        let (text, range) = text.split_once('[').unwrap_or((text, ""));
        let (name, types) = text.split_once(':').unwrap_or((text, "s"));
        let (name, required) = match name.strip_suffix('!') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let range = range.trim_end_matches(']');
        Self { name, rest: Rest::Takes { required, types, range, words } }
    }
}

fn problem(required: bool, types: &str, seen: &Seen) -> Option<String> {
    let takes = |wanted: &[Type]| each(types).any(|one| wanted.contains(&one));
    let fits = match seen {
        Seen::Absent => !required,
        Seen::Null => false,
        Seen::Boolean => takes(&[Type::Boolean]),
        Seen::Number(number) if number.fract() == 0.0 => takes(&[Type::Integer, Type::Number]),
        Seen::Number(_) => takes(&[Type::Number]),
        Seen::Text(text) if required && text.is_empty() => {
            return Some(String::from("must not be empty"));
        }
        Seen::Text(_) => takes(&[Type::Text]),
        Seen::Array(true) => takes(&[Type::Array, Type::Texts]),
        Seen::Array(false) => takes(&[Type::Array]),
        Seen::Object => takes(&[Type::Object]),
    };
    if fits {
        return None;
    }
    let mut names = String::new();
    for one in each(types) {
        if !names.is_empty() {
            names.push_str(" or ");
        }
        names.push_str(one.name());
    }
    Some(match seen {
        Seen::Absent => text::join(&["is required (", &names, ")"]),
        seen => text::join(&["must be ", &names, ", got ", found(seen)]),
    })
}

/// A JSON type of a field string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `s`
    Text,
    /// `n`
    Number,
    /// `i`
    Integer,
    /// `b`
    Boolean,
    /// `o`
    Object,
    /// `a`
    Array,
    /// `as`
    Texts,
}

impl Type {
    /// The type as messages name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Texts => "array of strings",
        }
    }
}

/// The types that letters stand for.
pub fn each(letters: &str) -> impl Iterator<Item = Type> {
    let mut letters = letters.as_bytes();
    std::iter::from_fn(move || {
        let (one, rest) = match letters {
            [] => return None,
            [b'a', b's', rest @ ..] => (Type::Texts, rest),
            [b'a', rest @ ..] => (Type::Array, rest),
            [b'n', rest @ ..] => (Type::Number, rest),
            [b'i', rest @ ..] => (Type::Integer, rest),
            [b'b', rest @ ..] => (Type::Boolean, rest),
            [b'o', rest @ ..] => (Type::Object, rest),
            [_, rest @ ..] => (Type::Text, rest),
        };
        letters = rest;
        Some(one)
    })
}

fn found(seen: &Seen) -> &'static str {
    match seen {
        Seen::Absent => "nothing",
        Seen::Null => "null",
        Seen::Boolean => "boolean",
        Seen::Number(_) => "number",
        Seen::Text(_) => "string",
        Seen::Array(_) => "array",
        Seen::Object => "object",
    }
}

/// Published limits are whole numbers, so that no float parser is linked into the module.
fn inside(number: f64, range: &str) -> bool {
    let Some((min, max)) = text::split(range, "..") else {
        return true;
    };
    let above = text::whole(min).is_none_or(|min| number >= min);
    let below = text::whole(max).is_none_or(|max| number <= max);
    above && below
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "name! face_url! steps:i[1..50] size:sn model=v1|v2 ids:as back_id^custom_back_id";

    fn run(params: &[(&str, Seen)]) -> (Result<(), String>, Vec<String>) {
        let look = |name: &str| {
            let found = params.iter().find(|(key, _)| *key == name);
            found.map_or(Seen::Absent, |(_, seen)| seen.clone())
        };
        let mut warnings = Vec::new();
        let result = check(START, &look, &mut |field, limit| warnings.push(format!("{field} {limit}")));
        (result.map_err(|wrong| format!("{} {}", wrong.field, wrong.problem)), warnings)
    }

    fn error(extra: (&str, Seen)) -> String {
        let text = || Seen::Text(String::from("x"));
        run(&[extra, ("name", text()), ("face_url", text())]).0.unwrap_err()
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
        let text = || Seen::Text(String::from("x"));
        let params =
            [("name", text()), ("face_url", text()), ("back_id", text()), ("custom_back_id", text())];
        assert_eq!(run(&params).0, Err(String::from("back_id and `custom_back_id` exclude each other")));
    }

    #[test]
    fn values_outside_published_limits_only_warn() {
        let text = |text: &str| Seen::Text(String::from(text));
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
        let text = |text: &str| Seen::Text(String::from(text));
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
}

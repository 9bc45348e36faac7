//! How a field string is written: see [`crate::schema::field_check`].

use crate::text;

/// One field of a field string, or what two have to do with each other.
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
    /// Any other key is welcome.
    Free,
    /// What it has to do with another field.
    Related(Rule, &'a str),
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

/// How many of two fields may be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `a^b`
    AtMostOne,
    /// `a/b`
    ExactlyOne,
    /// `a+b`
    AtLeastOne,
}

impl Rule {
    /// What is wrong, if anything, with one field and the other being there or not.
    pub(crate) fn problem(self, one: bool, two: bool, other: &str) -> Option<String> {
        let wanted = match (self, one, two) {
            (Self::AtMostOne | Self::ExactlyOne, true, true) => "` exclude each other",
            (Self::AtLeastOne | Self::ExactlyOne, false, false) => "`: one of them is required",
            _ => return None,
        };
        Some(text::join(&["and `", other, wanted]))
    }
}

impl<'a> Field<'a> {
    /// Reads one field of a field string.
    pub fn parse(text: &'a str) -> Self {
        if text == "*" {
            return Self { name: text, rest: Rest::Free };
        }
        for (sign, rule) in [("^", Rule::AtMostOne), ("/", Rule::ExactlyOne), ("+", Rule::AtLeastOne)] {
            if let Some((name, other)) = text::split(text, sign) {
                return Self { name, rest: Rest::Related(rule, other) };
            }
        }
        let (text, words) = text::cut(text, "=");
        let (text, range) = text::cut(text, "[");
        let (range, _) = text::cut(range, "]");
        let (text, types) = text::cut(text, ":");
        let types = if types.is_empty() { "s" } else { types };
        let (name, _) = text::cut(text, "!");
        let required = name != text;
        Self { name, rest: Rest::Takes { required, types, range, words } }
    }
}

/// A JSON type of a field string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `s` or `t`
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
    /// `*`
    Any,
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
            Self::Any => "anything but null",
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
            [b'n' | b'N', rest @ ..] => (Type::Number, rest),
            [b'i' | b'I', rest @ ..] => (Type::Integer, rest),
            [b'b', rest @ ..] => (Type::Boolean, rest),
            [b'o', rest @ ..] => (Type::Object, rest),
            [b'*', rest @ ..] => (Type::Any, rest),
            [_, rest @ ..] => (Type::Text, rest),
        };
        letters = rest;
        Some(one)
    })
}

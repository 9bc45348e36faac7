//! Operations as data.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::text;

/// What a call does at the service, which decides what may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing and costs nothing.
    Read,
    /// Removes something; doing it twice is the same as once.
    Delete,
    /// Puts something in its place; doing it twice is the same as once.
    Idempotent,
    /// Changes something, costs nothing.
    Write,
    /// Costs coins as soon as the service accepts it. Never sent twice by itself.
    Charge,
}

impl Effect {
    /// Whether twice is the same as once.
    pub(crate) fn is_repeatable(self) -> bool {
        match self {
            Self::Read | Self::Delete | Self::Idempotent => true,
            Self::Write | Self::Charge => false,
        }
    }
}

/// One operation: verb, path and fields.
///
/// `{_id}` or `{id}` in the path stands for a record's id; `?name` at its end says by which name the
/// id goes into the query or the body.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The HTTP method.
    pub method: &'static str,
    /// The start of the path, shared by the operations of a family.
    pub base: &'static str,
    /// The rest of the path.
    pub tail: &'static str,
    /// What it does at the service.
    pub effect: Effect,
    /// Whether it goes without the token: a login, which changes nothing.
    pub anonymous: bool,
    /// What a good answer of a charged call is: a text (`.`), or a record that has one of these fields, with commas between
    /// them. Empty where nothing is promised. Any other answer is then an unknown outcome.
    pub answers: &'static str,
    /// The fields of its body or query, as described in [`crate::schema::field_check`].
    pub fields: &'static str,
}

impl Operation {
    /// Reads an operation as [`Endpoint::TEXT`] writes it. A text takes a third of the bytes of a
    /// struct with its pointers, and there are hundreds.
    pub fn parse(text: &'static str) -> Self {
        let (verb, text) = text::cut(text::cut(text, " ").1, " ");
        let (tail, fields) = text::cut(text, " ");
        let (verb, answers) = text::cut(verb, ":");
        // A letter for each, because there are hundreds: see `letters.rs`.
        let (method, effect) = match verb {
            "G" => ("GET", Effect::Read),
            "U" => ("PUT", Effect::Write),
            "D" => ("DELETE", Effect::Delete),
            "R" => ("POST", Effect::Read),
            "C" => ("POST", Effect::Charge),
            "X" => ("POST", Effect::Delete),
            _ => ("POST", Effect::Write),
        };
        Self { method, base: "", tail, effect, anonymous: verb == "A", answers, fields }
    }

    /// The path with its placeholder.
    pub fn template(&self) -> String {
        text::join(&[self.base, self.id_field().0])
    }

    /// The operation as messages name it.
    pub fn name(&self) -> String {
        text::join(&[self.method, " ", &self.template()])
    }

    /// The rest of the path without the name of the id, and that name, if the id goes into the query
    /// or the body.
    pub fn id_field(&self) -> (&'static str, &'static str) {
        text::cut(self.tail, "?")
    }

    /// Whether it is about one record.
    pub fn takes_id(&self) -> bool {
        text::holds(self.tail, "{") || text::holds(self.tail, "?")
    }
}

/// What documents say of an operation, and no call needs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// Whether the operation is deprecated.
    pub deprecated: bool,
    /// The names of its deprecated fields, as they are sent.
    pub superseded: &'static [&'static str],
    /// For the start of a family: the verbs whose requests are inferred.
    pub unconfirmed: &'static [&'static str],
}

/// A request struct is its own endpoint: it knows its operation and the type of its answer.
pub trait Endpoint: Serialize + Sized {
    /// The whole operation: its name in JavaScript, the letter of its method and effect (see [`Operation::parse`]) with what a
    /// charged answer must hold, the path, and the field string. For a family see [`crate::schema::family`].
    const TEXT: &'static str;
    /// How sure the facts are, as `request/answer`: documented, observed or inferred.
    const SURE: &'static str;
    /// What else documents say of it.
    const MARKS: Marks;
    /// The `data` of a good answer.
    type Answer: DeserializeOwned;

    /// The method in JavaScript, behind `a2e.`.
    fn name() -> &'static str {
        text::words(Self::TEXT, " ").next().unwrap_or_default()
    }

    /// The same as data.
    fn operation() -> Operation {
        Operation::parse(Self::TEXT)
    }

    /// The record's id, for operations about one.
    fn id(&self) -> &str {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::letters::LETTERS;

    #[test]
    fn every_letter_that_the_macros_write_is_read() {
        let told = LETTERS.map(|(letter, method, word)| {
            let effect = match (method, word) {
                ("GET", "") | (_, "read") => Effect::Read,
                ("DELETE", "") | (_, "delete") => Effect::Delete,
                (_, "charge") => Effect::Charge,
                _ => Effect::Write,
            };
            (letter, method, effect, word == "anonymous")
        });
        let texts = ["x G /", "x U /", "x D /", "x P /", "x R /", "x C /", "x X /", "x A /"];
        let read = texts.map(|text| {
            let Operation { method, effect, anonymous, .. } = Operation::parse(text);
            (text::words(text, " ").nth(1).unwrap_or_default(), method, effect, anonymous)
        });
        assert_eq!(read, told);
    }
}

//! The kinds of JSON values.

use std::collections::BTreeSet;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
    Null,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::String, Self::Number, Self::Integer, Self::Boolean, Self::Array, Self::Object, Self::Null];

    /// The kind as a JSON schema names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null => "null",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Several kinds. Whole numbers are no kind of their own where every number is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(BTreeSet<Kind>);

impl Kinds {
    pub fn of(kinds: impl IntoIterator<Item = Kind>) -> Self {
        let mut kinds: BTreeSet<Kind> = kinds.into_iter().collect();
        if kinds.contains(&Kind::Number) {
            kinds.remove(&Kind::Integer);
        }
        Self(kinds)
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    pub fn iter(&self) -> impl Iterator<Item = Kind> {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn without(&self, kind: Kind) -> Self {
        Self(self.iter().filter(|other| *other != kind).collect())
    }

    /// The same, with every number where whole ones are among them.
    pub fn with_every_number(&self) -> Self {
        let numbers = self.has(Kind::Integer).then_some(Kind::Number);
        Self::of(self.iter().chain(numbers))
    }

    /// Whether every value of these kinds is also one of the others.
    pub fn are_among(&self, others: &Self) -> bool {
        self.iter().all(|kind| others.has(kind) || kind == Kind::Integer && others.has(Kind::Number))
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Kind::name).collect();
        f.write_str(if names.is_empty() { "nothing" } else { "" })?;
        f.write_str(&names.join(" or "))
    }
}

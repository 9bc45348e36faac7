//! What tracing a type tells of it.

use crate::audit::sources::kind::Kind;

/// A type, as far as JSON can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Text,
    Integer,
    Number,
    Boolean,
    /// Exactly these texts.
    Words(Vec<&'static str>),
    Optional(Box<Shape>),
    List(Box<Shape>),
    Map(Box<Shape>),
    Struct(&'static str, Vec<Field>),
    /// The type looks at the value before it decides (an untagged enum); it was seen to take these.
    Open(Vec<Kind>),
    /// The type does not look at the value.
    Ignored,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: &'static str,
    /// Whether the struct cannot be made without it.
    pub required: bool,
    pub shape: Shape,
}

/// The path of a member of an object.
pub fn member(path: &str, name: &str) -> String {
    format!("{path}.{name}")
}

/// The path of the elements of a list.
pub fn element(path: &str) -> String {
    format!("{path}[]")
}

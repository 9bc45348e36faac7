//! JSON of undocumented shape.

#![allow(
    clippy::disallowed_types,
    reason = "the page has JSON as the host's own objects: no code of this is in its wasm"
)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Any JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `null`, and what the service left out.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// Any number.
    Number(f64),
    /// A text.
    Text(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

/// A JSON object with whatever members.
pub type Object = BTreeMap<String, Value>;

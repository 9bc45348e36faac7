//! What the records of several groups share.

use serde::{Deserialize, Serialize};

/// A code or a measure that the service sends as a number or as a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Code {
    /// As a number.
    Number(f64),
    /// As a text.
    Text(String),
}

/// The same where only whole numbers are documented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Whole {
    /// As a number.
    Number(i64),
    /// As a text.
    Text(String),
}

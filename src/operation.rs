//! An operation of the API, as data.

use serde::{Serialize, de::DeserializeOwned};

use crate::text;

/// What a call does at the service, which decides what may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing and costs nothing.
    Read,
    /// Changes something, costs nothing.
    Write,
    /// Removes something; doing it twice is the same as once.
    Delete,
    /// Costs coins as soon as the service accepts it. Never sent twice by itself.
    Charge,
}

/// One operation: verb, path and fields. `{_id}` or `{id}` in the path stands for a record's id.
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
    /// The fields of its body or query, as described in [`crate::fields`].
    pub fields: &'static str,
}

impl Operation {
    /// A read by GET; `fields` are query parameters.
    pub const fn get(path: &'static str, fields: &'static str) -> Self {
        Self { method: "GET", base: path, tail: "", effect: Effect::Read, fields }
    }

    /// A POST that changes something and costs nothing.
    pub const fn post(path: &'static str, fields: &'static str) -> Self {
        Self { method: "POST", base: path, tail: "", effect: Effect::Write, fields }
    }

    /// A POST that costs coins.
    pub const fn charge(path: &'static str, fields: &'static str) -> Self {
        Self { effect: Effect::Charge, ..Self::post(path, fields) }
    }

    /// A DELETE of one record.
    pub const fn delete(path: &'static str) -> Self {
        Self { method: "DELETE", base: path, tail: "", effect: Effect::Delete, fields: "" }
    }

    /// The path with its placeholder.
    pub fn template(&self) -> String {
        text::join(&[self.base, self.tail])
    }

    /// The operation as messages name it.
    pub fn name(&self) -> String {
        text::join(&[self.method, " ", self.base, self.tail])
    }
}

/// A request struct is its own endpoint: it knows its operation and the type of its answer.
pub trait Endpoint: Serialize {
    /// Method, path, effect and fields.
    const OPERATION: Operation;
    /// The `data` of a good answer.
    type Answer: DeserializeOwned;

    /// The record's id, for operations with one in their path.
    fn id(&self) -> &str {
        ""
    }
}

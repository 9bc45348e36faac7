//! What the crate declares: every operation with the types that belong to it.

use std::any::type_name;

use a2e_wasm::api::{self, Visitor};
use a2e_wasm::family::{Family, TaskFamily};
use a2e_wasm::operation::{Endpoint, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::trace::{Shape, trace};

pub struct Declared {
    pub operation: Operation,
    /// Its field string.
    pub fields: String,
    pub role: Role,
}

/// What an operation is for, which decides what it is compared with.
pub enum Role {
    /// An operation by itself.
    Single { request: Request, answer: Type },
    /// The start of a family.
    Start { family: &'static Family, request: Request, answer: Type, record: Type },
    /// Any other operation of a family: it has no struct, and its answer holds records.
    Other { family: &'static Family, start: String, record: Type },
}

/// A type with what is needed to compare it.
#[derive(Clone)]
pub struct Type {
    /// Its name without paths.
    pub name: String,
    pub shape: Result<Shape, String>,
    /// Whether a JSON value can be read as this type.
    pub read: fn(&Value) -> Result<(), String>,
}

/// A request struct.
pub struct Request {
    pub name: String,
    pub shape: Result<Shape, String>,
    /// What the struct sends after it was made from this JSON.
    pub sent: fn(&Value) -> Result<Value, String>,
}

/// Asks the crate for every operation.
pub fn declared() -> Vec<Declared> {
    let mut all = All(Vec::new());
    api::visit(&mut all);
    all.0
}

struct All(Vec<Declared>);

impl Visitor for All {
    fn endpoint<E: Endpoint + DeserializeOwned>(&mut self) {
        let role = Role::Single { request: Request::of::<E>(), answer: Type::of::<E::Answer>() };
        self.0.push(Declared { operation: E::OPERATION, fields: E::OPERATION.fields.to_owned(), role });
    }

    fn family<S: TaskFamily + DeserializeOwned>(&mut self) {
        let family = S::FAMILY;
        let record = Type::of::<S::Record>();
        let (detail, id) = family.detail();
        for operation in family.operations() {
            let record = record.clone();
            let role = if operation.name() == S::OPERATION.name() {
                Role::Start { family, request: Request::of::<S>(), answer: Type::of::<S::Answer>(), record }
            } else {
                Role::Other { family, start: short(type_name::<S>()), record }
            };
            // An id in the query is a field that the client fills in by itself.
            let id = if operation.name() == detail.name() && !id.is_empty() {
                format!("{id}! ")
            } else {
                String::new()
            };
            self.0.push(Declared { operation, fields: id + operation.fields, role });
        }
    }
}

impl Declared {
    pub fn family(&self) -> Option<&'static Family> {
        match &self.role {
            Role::Single { .. } => None,
            Role::Start { family, .. } | Role::Other { family, .. } => Some(family),
        }
    }

    /// The request struct and the type of the answer, as `docs/names.md` writes them.
    pub fn types(&self) -> String {
        match &self.role {
            Role::Single { request, answer } | Role::Start { request, answer, .. } => {
                format!("{} → {}", request.name, answer.name)
            }
            Role::Other { start, record, .. } => format!("Tasks::<{start}>, {}", record.name),
        }
    }
}

impl Type {
    pub fn of<T: DeserializeOwned>() -> Self {
        let read = |value: &Value| T::deserialize(value).map(drop).map_err(|error| error.to_string());
        Self { name: short(type_name::<T>()), shape: trace::<T>(), read }
    }
}

impl Request {
    pub fn of<T: Serialize + DeserializeOwned>() -> Self {
        let sent = |value: &Value| {
            let request = T::deserialize(value).map_err(|error| error.to_string())?;
            serde_json::to_value(request).map(without_nulls).map_err(|error| error.to_string())
        };
        Self { name: short(type_name::<T>()), shape: trace::<T>(), sent }
    }
}

/// In the browser `None` is `undefined`, which JSON leaves out; natively it is `null`.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(elements) => elements.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

/// `alloc::vec::Vec<a2e_wasm::api::face_swap::FaceSwapTask>` is `Vec<FaceSwapTask>`.
fn short(name: &str) -> String {
    let mut short = String::new();
    for part in name.split_inclusive(['<', '>', ',', ' ', '(', ')', '[', ']', '&']) {
        short += part.rsplit_once("::").map_or(part, |(_, last)| last);
    }
    // What is not looked at is nothing worth reading.
    short.replace("IgnoredAny", "()")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_named_without_paths() {
        assert_eq!(short(type_name::<Vec<Option<String>>>()), "Vec<Option<String>>");
        assert_eq!(short(type_name::<serde::de::IgnoredAny>()), "()");
    }
}

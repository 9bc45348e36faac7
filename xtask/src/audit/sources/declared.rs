//! What the crate declares: every operation with the types that belong to it.

use std::any::type_name;

use a2e_wasm::api::{self, Visitor};
use a2e_wasm::schema::family::{Family, TaskFamily};
use a2e_wasm::schema::operation::{Endpoint, Marks, Operation};
use a2e_wasm::schema::verb::{Answers, Takes, Verb};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::trace::{Shape, trace};

pub struct Declared {
    pub operation: Operation,
    /// Its field string, with the id and the page that the client adds.
    pub fields: String,
    /// What its struct tells besides, or that of the start.
    pub marks: Marks,
    pub role: Role,
}

/// What an operation is for, which decides what it is compared with.
pub enum Role {
    /// An operation by itself.
    Single { told: Told, request: Request, answer: Type },
    /// The start of a family.
    Start { told: Told, family: Family, request: Request, answer: Type, record: Type },
    /// Any other operation of a family: it has no struct of its own, and its answer holds records.
    Other { family: Family, verb: Verb, start: String, filter: String, record: Type },
}

/// What an endpoint tells of itself besides the operation.
#[derive(Clone, Copy)]
pub struct Told {
    /// The method in JavaScript.
    pub js: &'static str,
    /// How sure its facts are: `documented/observed`.
    pub confidences: &'static str,
}

impl Told {
    fn by<E: Endpoint>() -> Self {
        Self { js: E::name(), confidences: E::SURE }
    }
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
    /// Its name without paths.
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
        let (request, answer) = (Request::of::<E>(), Type::of::<E::Answer>());
        let role = Role::Single { told: Told::by::<E>(), request, answer };
        let operation = E::operation();
        self.0.push(Declared { operation, fields: fields(&operation, ""), marks: E::MARKS, role });
    }

    fn family<S: TaskFamily + DeserializeOwned>(&mut self) {
        let (family, record) = (S::FAMILY, Type::of::<S::Record>());
        let told = Told::by::<S>();
        let (request, answer) = (Request::of::<S>(), Type::of::<S::Answer>());
        let role = Role::Start { told, family, request, answer, record: record.clone() };
        let start = S::operation();
        self.0.push(Declared { operation: start, fields: fields(&start, ""), marks: S::MARKS, role });
        for &verb in Verb::METHODS.iter().filter(|verb| **verb != Verb::Start) {
            let Some(operation) = family.operation(verb) else { continue };
            let (start, filter) = (short(type_name::<S>()), short(type_name::<S::Filter>()));
            let paging = if verb.takes() == Takes::Query { family.paging().fields() } else { "" };
            let role = Role::Other { family, verb, start, filter, record: record.clone() };
            self.0.push(Declared { operation, fields: fields(&operation, paging), marks: S::MARKS, role });
        }
    }
}

/// The field string with what the client puts into the query or the body besides.
fn fields(operation: &Operation, paging: &str) -> String {
    let id = match operation.id_field() {
        (_, "") => String::new(),
        (_, id) => format!("{id}!"),
    };
    let parts = [&id, paging, operation.fields].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

impl Declared {
    /// What its struct tells, where it has one.
    pub fn told(&self) -> Option<Told> {
        match self.role {
            Role::Single { told, .. } | Role::Start { told, .. } => Some(told),
            Role::Other { .. } => None,
        }
    }

    /// The method in JavaScript.
    pub fn js(&self) -> String {
        match &self.role {
            Role::Single { told, .. } | Role::Start { told, .. } => told.js.to_owned(),
            Role::Other { family, verb, .. } => format!("{}.{}", family.key(), verb.name()),
        }
    }

    /// The struct that says what is asked for, or the method of `Tasks`.
    pub fn request(&self) -> String {
        match &self.role {
            Role::Single { request, .. } | Role::Start { request, .. } => request.name.clone(),
            Role::Other { verb, filter, .. } if verb.takes() == Takes::Query && filter != "NoFilter" => {
                filter.clone()
            }
            Role::Other { verb, start, .. } => format!("Tasks::<{start}>::{}", verb.name()),
        }
    }

    /// The type of the answer; that of a list whose pages hold records.
    pub fn answer(&self) -> String {
        match &self.role {
            Role::Single { answer, .. } => answer.name.clone(),
            Role::Start { record, .. } => record.name.clone(),
            Role::Other { verb, record, .. } => match verb.answers() {
                Answers::Task | Answers::Record => record.name.clone(),
                Answers::Page => format!("Page<{}>", record.name),
                Answers::Records => format!("Vec<{}>", record.name),
                Answers::Data => String::from("()"),
            },
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
    fn the_client_adds_the_id_and_the_page() {
        let operation = Operation {
            anonymous: false,
            answers: "",
            method: "GET",
            base: "/api/v1/thing",
            tail: "/status?_id",
            effect: a2e_wasm::schema::operation::Effect::Read,
            fields: "mode",
        };
        assert_eq!(fields(&operation, ""), "_id! mode");
        assert_eq!(fields(&Operation { tail: "/{_id}", ..operation }, "page:i"), "page:i mode");
    }

    #[test]
    fn a_type_is_named_without_paths() {
        assert_eq!(short(type_name::<Vec<Option<String>>>()), "Vec<Option<String>>");
        assert_eq!(short(type_name::<serde::de::IgnoredAny>()), "()");
    }
}

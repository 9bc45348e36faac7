//! One call of an operation.

use serde_json::{Map, Value};

use crate::clock::{Millis, iso};
use crate::files::storage::Storage;
use crate::ids;
use crate::spec::{Input, Operation, Spec};
use crate::state::account::Account;
use crate::state::tokens::Tokens;
use crate::tasks::Families;

/// A call whose token and input have been checked.
pub struct Call<'a> {
    pub spec: &'a Spec,
    pub families: &'a Families,
    pub operation: &'a Operation,
    pub input: Input,
    pub host: &'a str,
    /// The token of the account; empty for a call without a known token.
    pub token: &'a str,
    /// Whether the token came from a login, as the tokens of the service's own web page do.
    pub is_web_login: bool,
    pub now: Millis,
    pub account: &'a mut Account,
    pub storage: &'a mut Storage,
    pub tokens: &'a mut Tokens,
}

impl Call<'_> {
    /// Returns the id of the record that the call names in the path, in the query or in the body,
    /// in lower case: MongoDB, which made the ids, reads their digits in either case.
    pub fn id(&self) -> String {
        let names = ["_id", "id", "video_id"];
        let named = |values: &Map<String, Value>| {
            names.iter().find_map(|name| values.get(*name)?.as_str().map(String::from))
        };
        let input = &self.input;
        let id = named(&input.path).or_else(|| named(&input.query)).or_else(|| named(&input.body));
        id.unwrap_or_default().to_ascii_lowercase()
    }

    /// Returns a required text of the body.
    pub fn text(&self, field: &str) -> &str {
        self.input.body.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Returns a new record of the caller with these members.
    pub fn record(&self, members: Value) -> Value {
        let mut record = Map::new();
        record.extend(members.as_object().cloned().unwrap_or_default());
        record.insert("_id".into(), ids::object_id(self.now).into());
        record.insert("createdAt".into(), iso(self.now).into());
        Value::Object(record)
    }

    /// Returns the number of the requested page, and its size.
    pub fn page(&self) -> (usize, usize) {
        let paging = &self.operation.paging;
        let number = |name: &str| match self.input.query.get(name)? {
            Value::String(text) => text.parse().ok(),
            value => value.as_u64().map(|number| number as usize),
        };
        (number(&paging.page).unwrap_or(1), number(&paging.size).unwrap_or(20))
    }
}

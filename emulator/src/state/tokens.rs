//! The tokens that the API itself hands out: logins and API tokens.

use serde_json::{Value, json};

use crate::clock::{Millis, iso};
use crate::http::answer::Refusal;
use crate::http::request::Request;
use crate::ids;
use crate::spec::Operation;

/// Every token that was handed out, oldest first.
#[derive(Default)]
pub struct Keys(Vec<Key>);

struct Key {
    id: String,
    token: String,
    account: String,
    /// A login has none, and is in no list.
    alias: Option<String>,
    created_at: String,
    deleted: bool,
}

impl Keys {
    fn find(&self, token: &str) -> Option<&Key> {
        self.0.iter().find(|key| key.token == token)
    }

    /// The account of a token: the one for which it was handed out, else a token that begins the
    /// right way brings its own.
    pub fn account<'a>(&'a self, token: &'a str) -> Option<&'a str> {
        match self.find(token) {
            Some(key) => (!key.deleted).then_some(key.account.as_str()),
            None => token.starts_with("sk_emulator").then_some(token),
        }
    }

    /// Whether a login gave this token.
    pub fn is_login(&self, token: &str) -> bool {
        self.find(token).is_some_and(|key| key.alias.is_none())
    }

    pub fn forget(&mut self, account: &str) {
        self.0.retain(|key| key.account != account);
    }

    /// Notes a new token, and gives its id.
    pub fn add(&mut self, token: String, account: String, alias: Option<String>, now: Millis) -> String {
        let (id, created_at) = (ids::object_id(now), iso(now));
        self.0.push(Key { id: id.clone(), token, account, alias, created_at, deleted: false });
        id
    }

    /// The tokens of an account that were generated, newest first, without the tokens themselves.
    pub fn rows(&self, account: &str) -> Value {
        let own = self.0.iter().rev().filter(|key| key.account == account && !key.deleted);
        let row = |key: &Key| {
            let alias = key.alias.as_ref()?;
            Some(json!({ "_id": key.id, "alias": alias, "createdAt": key.created_at }))
        };
        own.filter_map(row).collect()
    }

    /// From now on the token is refused.
    pub fn delete(&mut self, account: &str, id: &str) -> Result<(), Refusal> {
        let mut own = self.0.iter_mut().filter(|key| key.account == account && key.alias.is_some());
        let key = own.find(|key| key.id == id && !key.deleted);
        key.ok_or_else(|| Refusal::not_found(format!("there is no token {id}")))?.deleted = true;
        Ok(())
    }
}

/// Whether the service knows the token; an operation that is open to all does not ask.
pub fn admit(keys: &Keys, operation: &Operation, request: &Request) -> Result<(), Refusal> {
    match request.bearer() {
        _ if operation.open => Ok(()),
        Some(token) if keys.account(token).is_some() => Ok(()),
        Some(token) if token.starts_with("sk_free") => {
            Err(Refusal::forbidden("API access is not available for free users"))
        }
        Some(_) => Err(Refusal::unauthorized("Invalid token")),
        None => Err(Refusal::unauthorized("No token: send Authorization: Bearer <token>")),
    }
}

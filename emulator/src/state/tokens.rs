//! The tokens that the API itself issues: logins and API tokens.

use serde_json::{Value, json};

use crate::clock::{Millis, iso};
use crate::http::answer::ApiError;
use crate::http::request::Request;
use crate::ids;
use crate::spec::Operation;

/// All issued tokens, oldest first.
#[derive(Default)]
pub struct Tokens(Vec<IssuedToken>);

struct IssuedToken {
    id: String,
    token: String,
    account: String,
    /// A login has no alias, and is not listed.
    alias: Option<String>,
    created_at: String,
    deleted: bool,
}

impl Tokens {
    fn find(&self, token: &str) -> Option<&IssuedToken> {
        self.0.iter().find(|issued| issued.token == token)
    }

    /// Returns the account of a token: the one that it was issued for, or, for any other token with
    /// the right beginning, one of its own.
    pub fn account<'a>(&'a self, token: &'a str) -> Option<&'a str> {
        match self.find(token) {
            Some(issued) => (!issued.deleted).then_some(issued.account.as_str()),
            None => token.starts_with("sk_emulator").then_some(token),
        }
    }

    /// Whether the token came from a login.
    pub fn is_login(&self, token: &str) -> bool {
        self.find(token).is_some_and(|issued| issued.alias.is_none())
    }

    pub fn remove_account(&mut self, account: &str) {
        self.0.retain(|issued| issued.account != account);
    }

    /// Adds a token, and returns its id.
    pub fn add(&mut self, token: String, account: String, alias: Option<String>, now: Millis) -> String {
        let (id, created_at) = (ids::object_id(now), iso(now));
        self.0.push(IssuedToken { id: id.clone(), token, account, alias, created_at, deleted: false });
        id
    }

    /// Returns the API tokens of an account, newest first, without the tokens themselves.
    pub fn list(&self, account: &str) -> Value {
        let own = self.0.iter().rev().filter(|issued| issued.account == account && !issued.deleted);
        let row = |issued: &IssuedToken| {
            let alias = issued.alias.as_ref()?;
            Some(json!({ "_id": issued.id, "alias": alias, "createdAt": issued.created_at }))
        };
        own.filter_map(row).collect()
    }

    /// Refuses the token from now on.
    pub fn delete(&mut self, account: &str, id: &str) -> Result<(), ApiError> {
        let mut own = self.0.iter_mut().filter(|issued| issued.account == account && issued.alias.is_some());
        let issued = own.find(|issued| issued.id == id && !issued.deleted);
        issued.ok_or_else(|| ApiError::not_found(format!("there is no token {id}")))?.deleted = true;
        Ok(())
    }
}

/// Checks the token of a request. An open operation needs none.
pub fn check(tokens: &Tokens, operation: &Operation, request: &Request) -> Result<(), ApiError> {
    match request.bearer() {
        _ if operation.open => Ok(()),
        Some(token) if tokens.account(token).is_some() => Ok(()),
        Some(token) if token.starts_with("sk_free") => {
            Err(ApiError::forbidden("API access is not available for free users"))
        }
        Some(_) => Err(ApiError::unauthorized("Invalid token")),
        None => Err(ApiError::unauthorized("No token: send Authorization: Bearer <token>")),
    }
}

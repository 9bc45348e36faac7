//! The tokens that the API itself hands out: logins and API tokens.

use serde_json::{Value, json};

use crate::answer::{Answer, Refusal, data};
use crate::api::Call;
use crate::clock::iso;
use crate::ids;
use crate::request::Request;
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

/// A login to the account of the caller or, without a token, to one that is named after the user.
pub fn login(call: &mut Call) -> Answer {
    let account = match call.token {
        "" => format!("sk_emulator_user_{}", call.text("username")),
        token => token.into(),
    };
    let token = format!("login_{}", ids::signature());
    make(call, token.clone(), account, None);
    Ok(data(json!({ "token": token })))
}

/// An API token for the caller's account. The real service wants a login token here; an API token
/// will do as well, so that a test needs no detour.
pub fn generate(call: &mut Call) -> Answer {
    let token = format!("sk_emulator_{}", ids::word(32));
    let (account, alias) = (call.token.to_string(), call.text("alias").to_string());
    let id = make(call, token.clone(), account, Some(alias));
    Ok(data(json!({ "_id": id, "token": token })))
}

/// Notes a new token, and gives its id.
fn make(call: &mut Call, token: String, account: String, alias: Option<String>) -> String {
    let id = ids::object_id(call.now);
    let created_at = iso(call.now);
    call.keys.0.push(Key { id: id.clone(), token, account, alias, created_at, deleted: false });
    id
}

/// The API tokens of the account that were generated, newest first, without the tokens themselves.
pub fn list(call: &mut Call) -> Answer {
    let own = call.keys.0.iter().rev().filter(|key| key.account == call.token && !key.deleted);
    let row = |key: &Key| {
        let alias = key.alias.as_ref()?;
        Some(json!({ "_id": key.id, "alias": alias, "createdAt": key.created_at }))
    };
    Ok(data(own.filter_map(row).collect::<Vec<Value>>().into()))
}

/// A deleted token is refused from now on.
pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    let mut own = call.keys.0.iter_mut().filter(|key| key.account == call.token && key.alias.is_some());
    let key = own.find(|key| key.id == id && !key.deleted);
    key.ok_or_else(|| Refusal::not_found(format!("there is no token {id}")))?.deleted = true;
    Ok(data(json!({})))
}

//! Logins and API tokens.

use serde_json::json;

use crate::http::answer::{Answer, data};
use crate::ids;
use crate::operations::call::Call;

/// A login to the account of the caller or, without a token, to one that is named after the user.
pub fn login(call: &mut Call) -> Answer {
    let account = match call.token {
        "" => format!("sk_emulator_user_{}", call.text("username")),
        token => token.into(),
    };
    let token = format!("login_{}", ids::signature());
    call.keys.add(token.clone(), account, None, call.now);
    Ok(data(json!({ "token": token })))
}

/// An API token for the caller's account. The real service wants a login token here; an API token
/// will do as well, so that a test needs no detour.
pub fn generate(call: &mut Call) -> Answer {
    let token = format!("sk_emulator_{}", ids::word(32));
    let (account, alias) = (call.token.to_string(), call.text("alias").to_string());
    let id = call.keys.add(token.clone(), account, Some(alias), call.now);
    Ok(data(json!({ "_id": id, "token": token })))
}

/// The API tokens of the account.
pub fn list(call: &mut Call) -> Answer {
    Ok(data(call.keys.rows(call.token)))
}

/// A deleted token is refused from now on.
pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.keys.delete(call.token, &id)?;
    Ok(data(json!({})))
}

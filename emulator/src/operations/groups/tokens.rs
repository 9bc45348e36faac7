//! Logins and API tokens.

use serde_json::json;

use crate::http::answer::{Answer, data};
use crate::ids;
use crate::operations::call::Call;

/// Logs in to the account of the caller or, without a token, to one with the name of the user.
pub fn login(call: &mut Call) -> Answer {
    let account = match call.token {
        "" => format!("sk_emulator_user_{}", call.text("username")),
        token => token.into(),
    };
    let token = format!("login_{}", ids::signature());
    call.tokens.add(token.clone(), account, None, call.now);
    Ok(data(json!({ "token": token })))
}

/// Makes an API token for the account of the caller. The real service wants a login token here. The
/// emulator also accepts an API token, so that a test does not have to log in.
pub fn generate(call: &mut Call) -> Answer {
    let token = format!("sk_emulator_{}", ids::random_word(32));
    let (account, alias) = (call.token.to_string(), call.text("alias").to_string());
    let id = call.tokens.add(token.clone(), account, Some(alias), call.now);
    Ok(data(json!({ "_id": id, "token": token })))
}

/// Returns the API tokens of the account.
pub fn list(call: &mut Call) -> Answer {
    Ok(data(call.tokens.list(call.token)))
}

/// Refuses the token from now on.
pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.tokens.delete(call.token, &id)?;
    Ok(data(json!({})))
}

//! The user of an account.

use serde_json::{Value, json};

use crate::http::answer::{Answer, data};
use crate::ids;
use crate::operations::call::Call;

pub fn current(call: &mut Call) -> Answer {
    let mut user = call.operation.example["data"].clone();
    user["_id"] = call.account.user_id.as_str().into();
    Ok(data(user))
}

pub fn add(call: &mut Call) -> Answer {
    Ok(data(json!({ "_id": ids::object_id(call.now), "username": call.text("username") })))
}

/// Confirms the setting, which has no effect here.
pub fn set_public_pool(call: &mut Call) -> Answer {
    let wish = call.input.body.get("isAutoToPublicPool").cloned().unwrap_or(Value::Bool(false));
    Ok(data(json!({ "isAutoToPublicPool": wish })))
}

//! Saved face images.

use serde_json::{Value, json};

use crate::api::{Answer, Call, Refusal, data};
use crate::clock::iso;
use crate::ids;

/// Saves an image and, as published, answers with all of them.
pub fn add(call: &mut Call) -> Value {
    let now = iso(call.now);
    let face = json!({
        "_id": ids::object_id(call.now),
        "face_url": call.text("face_url"),
        "user_id": call.account.user_id,
        "createdAt": now,
        "updatedAt": now,
    });
    call.account.faces.push(face);
    list(call)
}

/// Newest first.
pub fn list(call: &Call) -> Value {
    data(call.account.faces.iter().rev().cloned().collect())
}

pub fn delete(call: &mut Call) -> Answer {
    let id = Value::from(call.id());
    let before = call.account.faces.len();
    call.account.faces.retain(|face| face.get("_id") != Some(&id));
    if call.account.faces.len() == before {
        return Err(Refusal::not_found(format!("there is no face image {id}")));
    }
    Ok(data(json!({})))
}

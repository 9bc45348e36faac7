//! Saved images of faces.

use serde_json::json;

use crate::clock::iso;
use crate::http::answer::{Answer, data};
use crate::operations::call::Call;

/// Saves an image, and answers with all of them, as published.
pub fn add(call: &mut Call) -> Answer {
    let members = json!({
        "face_url": call.text("face_url"),
        "user_id": call.account.user_id,
        "updatedAt": iso(call.now),
    });
    let face = call.record(members);
    call.account.faces.insert(face);
    list(call)
}

pub fn list(call: &Call) -> Answer {
    Ok(data(call.account.faces.newest_first().cloned().collect()))
}

pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.account.faces.delete(&id)?;
    Ok(data(json!({})))
}

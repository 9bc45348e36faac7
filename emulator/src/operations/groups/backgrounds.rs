//! Background images of the service and of the caller.

use serde_json::{Value, json};

use crate::files::built_in::sample_url;
use crate::http::answer::{Answer, data};
use crate::operations::call::Call;

/// The background of the service.
fn background_of_service(call: &Call) -> Value {
    let example = call.spec.by_id("getRandomBackground").map(|operation| &operation.example["data"]);
    let mut background = example.cloned().unwrap_or_default();
    background["img_url"] = sample_url(call.host, "sample-face.jpg").into();
    background
}

pub fn list(call: &mut Call) -> Answer {
    let own = call.account.backgrounds.newest_first().cloned();
    Ok(data(own.chain([background_of_service(call)]).collect()))
}

pub fn random(call: &mut Call) -> Answer {
    Ok(data(background_of_service(call)))
}

pub fn add(call: &mut Call) -> Answer {
    let mut background = call.record(json!({ "img_url": call.text("img_url") }));
    if let Some(name) = call.input.body.get("name") {
        background["name"] = name.clone();
    }
    call.account.backgrounds.insert(background.clone());
    Ok(data(background))
}

pub fn list_own(call: &mut Call) -> Answer {
    Ok(data(call.account.backgrounds.newest_first().cloned().collect()))
}

pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.account.backgrounds.delete(&id)?;
    Ok(data(json!({})))
}

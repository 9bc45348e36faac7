//! Avatars that can be used, and the ways to one that lead over another family.

use serde_json::{Map, Value, json};

use crate::files::media::sample_url;
use crate::http::answer::{Answer, Refusal, data};
use crate::operations::call::Call;
use crate::operations::tasks;
use crate::tasks::Task;

/// The avatars of the caller, newest first, and the public one.
pub fn list(call: &mut Call) -> Answer {
    let twins = call.account.tasks.iter().rev().filter(|task| task.family.plan.start == "createCustomAvatar");
    let own = twins.filter_map(|task| own(call, task));
    let query = |name: &str| call.input.query.get(name).and_then(Value::as_str);
    let fits = |avatar: &Value| {
        query("user_video_twin_id").is_none_or(|twin| avatar["user_video_twin_id"] == twin)
            // Other words for the kinds are in use, and their meaning is not known.
            && query("type").is_none_or(|kind| !["default", "custom"].contains(&kind) || avatar["type"] == kind)
    };
    Ok(data(own.chain([public(call)]).filter(fits).collect()))
}

/// What a training has made, as soon as it can be used.
fn own(call: &Call, task: &Task) -> Option<Value> {
    let record = task.peek();
    let anchor = record["anchor_id"].as_str()?;
    Some(json!({
        "_id": anchor,
        "name": record["name"],
        "type": "custom",
        "user_video_twin_id": task.id,
        "people_img": sample_url(call.host, "sample-face.jpg"),
        "background_img": "",
        "background_color": "rgb(255,255,255)",
        "video_cover": sample_url(call.host, "sample-face.jpg"),
        "base_video": record["preview_result_url"],
        "createdAt": record["createdAt"],
    }))
}

fn public(call: &Call) -> Value {
    let example = call.operation.example.pointer("/data/0");
    json!({
        "_id": example.and_then(|avatar| avatar.get("_id")),
        "name": "Alice",
        "type": "default",
        "people_img": sample_url(call.host, "sample-face.jpg"),
        "background_img": "",
        "background_color": "rgb(255,255,255)",
        "video_cover": sample_url(call.host, "sample-face.jpg"),
        "base_video": sample_url(call.host, "sample-video.webm"),
    })
}

/// Trains a voice with what is spoken in the video of an avatar.
pub fn clone_voice(call: &mut Call) -> Answer {
    let twin = record(call, "createCustomAvatar")?;
    let Some(video) = twin["video_url"].as_str() else {
        return Err(Refusal::bad_request("an avatar that was made of an image has no voice"));
    };
    let voice = json!({ "name": twin["name"], "gender": twin["gender"], "voice_urls": [video] });
    start(call, "trainVoiceClone", voice)
}

/// Makes an avatar of a generated image.
pub fn add_from_image(call: &mut Call) -> Answer {
    let image = record(call, "startTextToImage")?;
    let Some(url) = image["image_urls"][0].as_str() else {
        return Err(Refusal::bad_request("the image is not there yet"));
    };
    let mut avatar = json!({ "name": image.get("name").unwrap_or(&"".into()), "image_url": url });
    if let Some(gender) = call.input.body.get("gender") {
        avatar["gender"] = gender.clone();
    }
    start(call, "createCustomAvatar", avatar)
}

/// The record of a task of this family, by the id of the call.
fn record(call: &Call, start: &str) -> Result<Value, Refusal> {
    let id = call.id();
    let task = call.account.tasks.iter().find(|task| task.id == id && task.family.plan.start == start);
    task.map(Task::peek).ok_or_else(|| Refusal::not_found(format!("there is no task {id}")))
}

fn start(call: &mut Call, operation: &str, input: Value) -> Answer {
    let family = call.families.started_by(operation).ok_or_else(|| Refusal::not_found("no such family"))?;
    let input: Map<String, Value> = input.as_object().cloned().unwrap_or_default();
    let records = tasks::begin(call, family, &input)?;
    Ok(data(records.into_iter().next().unwrap_or_default()))
}

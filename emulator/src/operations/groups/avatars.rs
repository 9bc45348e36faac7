//! The list of avatars, and the operations that make one task from another.

use serde_json::{Map, Value, json};

use crate::files::built_in::sample_url;
use crate::http::answer::{Answer, ApiError, data};
use crate::operations::call::Call;
use crate::operations::tasks;
use crate::tasks::Task;

/// Returns the avatars of the caller, newest first, and the public one.
pub fn list(call: &mut Call) -> Answer {
    let twins =
        call.account.tasks.iter().rev().filter(|task| task.family.config.start == "createCustomAvatar");
    let own = twins.filter_map(|task| trained_avatar(call, task));
    let query = |name: &str| call.input.query.get(name).and_then(Value::as_str);
    let fits = |avatar: &Value| {
        query("user_video_twin_id").is_none_or(|twin| avatar["user_video_twin_id"] == twin)
            // Clients also send other values of `type`, whose meaning is not known.
            && query("type").is_none_or(|kind| !["default", "custom"].contains(&kind) || avatar["type"] == kind)
    };
    Ok(data(own.chain([public_avatar(call)]).filter(fits).collect()))
}

/// Returns the avatar that a training made, if it is complete.
fn trained_avatar(call: &Call, task: &Task) -> Option<Value> {
    let record = task.record();
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

fn public_avatar(call: &Call) -> Value {
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

/// Trains a voice from the video of an avatar.
pub fn clone_voice(call: &mut Call) -> Answer {
    let twin = record(call, "createCustomAvatar")?;
    let Some(video) = twin["video_url"].as_str() else {
        return Err(ApiError::bad_request("an avatar that was made of an image has no voice"));
    };
    let voice = json!({ "name": twin["name"], "gender": twin["gender"], "voice_urls": [video] });
    start(call, "trainVoiceClone", voice)
}

/// Makes an avatar from a generated image.
pub fn add_from_image(call: &mut Call) -> Answer {
    let image = record(call, "startTextToImage")?;
    let Some(url) = image["image_urls"][0].as_str() else {
        return Err(ApiError::bad_request("the image is not there yet"));
    };
    let mut avatar = json!({ "name": image.get("name").unwrap_or(&"".into()), "image_url": url });
    if let Some(gender) = call.input.body.get("gender") {
        avatar["gender"] = gender.clone();
    }
    start(call, "createCustomAvatar", avatar)
}

/// Returns the record of the task with the id of the call, if `start` started it.
fn record(call: &Call, start: &str) -> Result<Value, ApiError> {
    let id = call.id();
    let task = call.account.tasks.iter().find(|task| task.id == id && task.family.config.start == start);
    task.map(Task::record).ok_or_else(|| ApiError::not_found(format!("there is no task {id}")))
}

fn start(call: &mut Call, operation: &str, input: Value) -> Answer {
    let family = call.families.started_by(operation).ok_or_else(|| ApiError::not_found("no such family"))?;
    let input: Map<String, Value> = input.as_object().cloned().unwrap_or_default();
    let records = tasks::start_tasks(call, family, &input)?;
    Ok(data(records.into_iter().next().unwrap_or_default()))
}

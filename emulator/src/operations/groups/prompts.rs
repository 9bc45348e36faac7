//! Longer prompts, as one answer or as a stream of events.

use serde_json::{Value, json};

use crate::http::answer::{Answer, Success, data};
use crate::operations::call::Call;

const MORE: [&str; 3] = [", soft light from the left", ", the camera slowly comes closer", ", fine detail"];

pub fn extend(call: &mut Call) -> Answer {
    let mut prompt = format!("{}{}", call.text("prompt"), MORE.concat());
    if let Some(limit) = call.input.body.get("max_length").and_then(Value::as_u64) {
        prompt = prompt.chars().take(limit as usize).collect();
    }
    let result = json!({ "prompt": prompt, "negative_prompt": call.text("negative_prompt") });
    if call.input.body.get("stream") != Some(&Value::Bool(true)) {
        return Ok(data(result));
    }
    let words: Vec<&str> = prompt.split_inclusive(", ").collect();
    let deltas = words.into_iter().map(|text| ("delta", json!({ "text": text })));
    let end = [("result", result.clone()), ("done", json!({}))];
    Ok(Success::Events(deltas.chain(end).collect()))
}

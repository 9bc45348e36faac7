//! Text to speech, and the language of a text.

use serde_json::json;

use crate::clock::{Millis, iso};
use crate::files::built_in::result_url;
use crate::http::answer::{Answer, ApiError, data};
use crate::ids;
use crate::operations::call::Call;

const COINS_A_PIECE: i64 = 1;
/// About ten seconds of speech.
const PIECE: usize = 150;
const DAY: Millis = 86_400_000;

/// Turns a text into speech; `data` is the URL itself.
pub fn generate(call: &mut Call) -> Answer {
    let has = |field: &str| !call.text(field).is_empty();
    match (has("tts_id"), has("user_voice_id")) {
        (true, false) if !is_id(call.text("tts_id")) => {
            return Err(ApiError::bad_request("tts_id: must be 24 hex digits"));
        }
        (false, true) if !is_own_voice(call) => return Err(ApiError::not_found("there is no such voice")),
        (true, true) | (false, false) => {
            return Err(ApiError::bad_request("exactly one of tts_id and user_voice_id is needed"));
        }
        _ => {}
    }
    let pieces = call.text("msg").chars().count().div_ceil(PIECE).max(1) as i64;
    call.account.charge(pieces * COINS_A_PIECE, &call.operation.id, call.now)?;
    let url = result_url(call.host, &format!("{}.mp3", ids::object_id(call.now)));
    let preview = call.record(json!({ "msg": call.text("msg"), "audio_url": url }));
    call.account.previews.insert(preview);
    Ok(data(url.into()))
}

fn is_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Two published texts disagree whether this is the id of the record or of the speaker, so both are
/// accepted.
fn is_own_voice(call: &Call) -> bool {
    let wanted = call.text("user_voice_id");
    let voices = call
        .account
        .tasks
        .iter()
        .filter(|task| task.family.config.start == "trainVoiceClone" && task.has_succeeded());
    voices.map(|task| task.record()).any(|voice| ["_id", "speaker_id"].iter().any(|id| voice[*id] == wanted))
}

/// Returns one page of the speech of the last 24 hours, newest first.
pub fn list(call: &mut Call) -> Answer {
    let (page, size) = call.page();
    let oldest = iso(call.now.saturating_sub(DAY));
    // Times in this format sort as texts.
    call.account.previews.remove_if(|preview| preview["createdAt"].as_str() <= Some(&oldest));
    let skipped = page.saturating_sub(1).saturating_mul(size);
    Ok(data(call.account.previews.newest_first().skip(skipped).take(size).cloned().collect()))
}

pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.account.previews.delete(&id)?;
    Ok(data(json!({})))
}

/// Detects a language by its script; `data` is the code itself.
pub fn detect_language(call: &mut Call) -> Answer {
    let text = call.text("msg");
    let has = |range: std::ops::RangeInclusive<char>| text.chars().any(|letter| range.contains(&letter));
    // Japanese also has Chinese characters, so kana are checked first.
    let language = if has('\u{3040}'..='\u{30ff}') {
        "ja-JP"
    } else if has('\u{4e00}'..='\u{9fff}') || has('\u{3400}'..='\u{4dbf}') {
        "zh-CN"
    } else if has('\u{0400}'..='\u{04ff}') {
        "ru-RU"
    } else {
        "en-US"
    };
    Ok(data(language.into()))
}

//! Rooms of streaming avatars, which are paid in advance.

use serde_json::{Value, json};

use crate::clock::{Millis, iso};
use crate::http::answer::{Answer, ApiError, data};
use crate::ids;
use crate::operations::call::Call;
use crate::state::room::Room;

const COINS_A_MINUTE: i64 = 1;
const MINUTE: Millis = 60_000;
const USUAL_SECONDS: i64 = 60;

/// A minute that has begun is paid in full.
fn price(time: Millis) -> i64 {
    time.max(0).saturating_add(MINUTE - 1) / MINUTE * COINS_A_MINUTE
}

/// Opens a room, and charges all its minutes.
pub fn join(call: &mut Call) -> Answer {
    let seconds = call.input.body.get("expire_seconds").and_then(Value::as_i64).unwrap_or(USUAL_SECONDS);
    if seconds < 1 {
        return Err(ApiError::bad_request("expire_seconds: must be at least 1"));
    }
    let time = seconds.saturating_mul(1000);
    call.account.charge(price(time), &call.operation.id, call.now)?;
    let closes_at = call.now.saturating_add(time);
    let channel = ids::random_word(8);
    let answer = json!({
        "appId": ids::random_word(32),
        "channel": channel,
        "token": format!("007{}", ids::signature()),
        "uid": ids::six_digits(),
        "expire_epoch_timestamp": closes_at / 1000,
        "expire_date_UTC": iso(closes_at),
    });
    call.account.rooms.push(Room { channel, closes_at, context: None });
    Ok(data(answer))
}

/// Returns the open room of the call. Rooms whose time is over have been removed by now.
fn room<'a>(call: &'a mut Call) -> Result<&'a mut Room, ApiError> {
    let channel = match call.input.query.get("channel").and_then(Value::as_str) {
        Some(channel) => channel.to_string(),
        None => call.text("channel").to_string(),
    };
    let room = call.account.rooms.iter_mut().find(|room| room.channel == channel);
    room.ok_or_else(|| ApiError::not_found(format!("there is no room {channel}, or its time is up")))
}

pub fn set_context(call: &mut Call) -> Answer {
    let text = call.text("text").to_string();
    room(call)?.context = Some(text);
    Ok(data(json!({})))
}

pub fn context(call: &mut Call) -> Answer {
    let text = room(call)?.context.clone();
    Ok(data(json!({ "text": text.unwrap_or_default() })))
}

/// The avatar answers in the room, and only about the context that was set.
pub fn ask(call: &mut Call) -> Answer {
    match room(call)?.context {
        Some(_) => Ok(data(json!({}))),
        None => Err(ApiError::bad_request("set the QA context of the room first")),
    }
}

pub fn speak(call: &mut Call) -> Answer {
    room(call)?;
    Ok(data(json!({})))
}

/// Closes the room, and refunds the minutes that have not begun.
pub fn leave(call: &mut Call) -> Answer {
    let now = call.now;
    let room = room(call)?;
    let (channel, left) = (room.channel.clone(), room.closes_at.saturating_sub(now));
    call.account.refund(left / MINUTE * COINS_A_MINUTE, "getStreamingToken", now);
    call.account.rooms.retain(|room| room.channel != channel);
    Ok(data(json!({})))
}

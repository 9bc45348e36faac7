//! Streaming: an avatar that speaks live in an Agora room. (Vendor's group: Streaming Avatar.)

use a2e_wasm_macros::{operation, record};

use super::shared::Whole;
use super::value::Value;

/// Lists the avatars that can stream.
#[operation(
    GET "/api/v1/streaming-avatar/all_avatars" -> Vec<StreamingAvatar>,
    js = "streaming.avatars",
    sure = "documented/observed"
)]
pub struct ListStreamingAvatars {}

/// An avatar that can stream.
#[record]
pub struct StreamingAvatar {
    /// Its id: the `avatar_id` of `streaming.join`.
    pub _id: String,
    /// Its name.
    pub name: Option<String>,
}

/// Opens a room and answers its Agora credentials. Coins for the room's whole life are taken at once.
///
/// Leave the room to get the unused ones back. A room is for one end user. Code 1001 with a message about
/// hosts means that none is free now.
#[operation(
    POST "/api/v1/streaming-avatar/agora-token" -> StreamingRoom,
    js = "streaming.join",
    sure = "documented/observed",
    effect = charge,
    holds = "channel"
)]
pub struct JoinStreamingRoom {
    /// An `_id` of `streaming.avatars`, 24 hexadecimal digits.
    pub avatar_id: String,
    /// Life of the room in seconds; clients send 15 to 3600, and 60 by default.
    pub expire_seconds: Option<i32>,
}

/// The Agora credentials of a room.
#[record]
pub struct StreamingRoom {
    /// Id of the Agora app.
    #[serde(rename = "appId")]
    pub app_id: String,
    /// Name of the room, which every other call needs.
    pub channel: String,
    /// Agora's token for the room.
    pub token: String,
    /// The caller's id in the room.
    pub uid: f64,
    /// When the room ends, in seconds since 1970; the name is a client's.
    pub expire_epoch_timestamp: Option<f64>,
    /// When the room ends (UTC); the name is a client's.
    #[serde(rename = "expire_date_UTC")]
    pub expire_date_utc: Option<String>,
}

/// Tells the avatar of a room what it is to know. Needed before `streaming.ask`.
#[operation(
    POST "/api/v1/streaming-avatar/set-qa-context" -> (),
    js = "streaming.setContext",
    sure = "documented/inferred"
)]
pub struct SetStreamingContext {
    /// Name of the room.
    pub channel: String,
    /// The context; at most 5000 characters.
    pub text: String,
}

/// Gets the context of a room. That the route exists is documented; its form is a guess.
#[operation(
    GET "/api/v1/streaming-avatar/get-qa-context" -> Value,
    js = "streaming.getContext",
    sure = "inferred/inferred"
)]
pub struct GetStreamingContext {
    /// Name of the room.
    pub channel: String,
}

/// Asks the avatar of a room a question, once it has a context.
///
/// The answer arrives over Agora, as stream messages of JSON: `type` is `QA`, `message` the text, `pos`
/// maybe `start`, `middle` or `end`.
#[operation(
    POST "/api/v1/streaming-avatar/ask" -> (),
    js = "streaming.ask",
    sure = "documented/documented",
    effect = charge
)]
pub struct AskStreamingAvatar {
    /// Name of the room.
    pub channel: String,
    /// The question.
    pub text: String,
}

/// Lets the avatar of a room speak a text.
#[operation(
    POST "/api/v1/streaming-avatar/speak" -> (),
    js = "streaming.speak",
    sure = "documented/inferred",
    effect = charge
)]
pub struct SpeakStreamingText {
    /// Name of the room.
    pub channel: String,
    /// The text.
    pub text: String,
}

/// Ends a room; coins that it did not use come back. Without it they are taken until its token runs out.
#[operation(
    POST "/api/v1/streaming-avatar/leave" -> (),
    js = "streaming.leave",
    sure = "documented/inferred",
    effect = delete
)]
pub struct LeaveStreamingRoom {
    /// Name of the room.
    pub channel: String,
    /// The caller's id in the room; clients send it, it is not confirmed.
    pub uid: Option<Whole>,
}

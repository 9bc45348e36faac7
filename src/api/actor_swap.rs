//! Actor swap: the person of a picture takes the place of a video's actor.

use a2e_wasm_macros::{family, record};

/// Starts a video whose actor is the person of a picture. Charged at once.
#[family("actorSwap", "/api/v1/actorSwap", ActorSwapTask, sure = "documented/inferred", webhook)]
pub struct StartActorSwap {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of a picture of the new actor.
    pub image_url: String,
    /// Public address of the video.
    pub video_url: String,
    /// What is to happen.
    pub prompt: Option<String>,
    /// What to avoid.
    pub negative_prompt: Option<String>,
    /// Time limit in seconds; 300 by default.
    #[either]
    pub timeout: Option<i32>,
}

/// The record of an actor swap.
#[record(task)]
pub struct ActorSwapTask {
    /// The picture that went in.
    pub image_url: Option<String>,
    /// The video that went in.
    pub video_url: Option<String>,
    /// The prompt.
    pub prompt: Option<String>,
    /// What was to be avoided.
    pub negative_prompt: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
}

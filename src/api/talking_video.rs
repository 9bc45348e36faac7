//! Talking video: a video of a person with other speech.

use a2e_wasm_macros::{family, record};

/// Starts a video in which the person of a video speaks other words. Charged at once.
#[family("talkingVideos", "/api/v1/talkingVideo", TalkingVideoTask, sure = "documented/documented", webhook)]
pub struct StartTalkingVideo {
    /// A name of your choice.
    pub name: String,
    /// Public address of a video of the person.
    pub video_url: String,
    /// Public address of the speech.
    pub audio_url: Option<String>,
    /// Seconds, 1 to 20; 3 by default.
    #[range("1..20")]
    #[either]
    pub duration: Option<i32>,
    /// How the person is to move.
    #[empty]
    pub prompt: String,
    /// What to avoid.
    #[empty]
    pub negative_prompt: String,
}

/// The record of a talking video.
#[record(task)]
pub struct TalkingVideoTask {
    /// The video that went in.
    pub video_url: Option<String>,
    /// The speech that went in.
    pub audio_url: Option<String>,
    /// Length in seconds.
    pub duration: Option<i32>,
    /// The prompt.
    pub prompt: Option<String>,
    /// What was to be avoided.
    pub negative_prompt: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Address of a cover picture.
    pub cover_url: Option<String>,
}

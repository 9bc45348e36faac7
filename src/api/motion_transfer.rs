//! Motion transfer: the person of a picture moves like that of a video.

use a2e_wasm_macros::{family, record};

/// Starts a video in which the person of a picture moves like that of a video. Charged at once.
#[family(
    "motionTransfer",
    "/api/v1/motionTransfer",
    MotionTransferTask,
    sure = "documented/observed",
    results = "result_video_url result_url",
    webhook
)]
pub struct StartMotionTransfer {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of a picture of the person.
    pub image_url: String,
    /// Public address of the video with the motion.
    pub video_url: String,
    /// What is to happen; its name is not `prompt` here.
    pub positive_prompt: Option<String>,
    /// What to avoid.
    pub negative_prompt: Option<String>,
    /// Time limit in seconds; 300 by default.
    #[either]
    pub timeout: Option<f64>,
}

/// The record of a motion transfer.
#[record(task)]
pub struct MotionTransferTask {
    /// The picture that went in.
    pub image_url: Option<String>,
    /// The video that went in.
    pub video_url: Option<String>,
    /// The prompt.
    pub positive_prompt: Option<String>,
    /// What was to be avoided.
    pub negative_prompt: Option<String>,
    /// The result as clients find it; empty before the end. The file expires.
    pub result_video_url: Option<String>,
    /// The result, by the usual name.
    pub result_url: Option<String>,
}

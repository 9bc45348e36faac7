//! Kling Omni videos: one or several shots, with input pictures.

use a2e_wasm_macros::{family, part, record};

use super::shared::Code;

/// Starts a Kling Omni video. Charged at once.
#[family(
    "klingOmniVideos",
    "/api/v1/klingOmni",
    KlingOmniVideoTask,
    sure = "documented/inferred",
    rename,
    webhook
)]
pub struct StartKlingOmniVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// What is to happen; `<<<image_1>>>` stands for the first input picture, and so on.
    pub prompt: Option<String>,
    /// Public addresses of input pictures; 7 at most, of 10 MB each.
    pub image_list: Option<Vec<String>>,
    /// `std` by default.
    #[words("std|pro")]
    pub mode: Option<String>,
    /// Seconds, 3 to 15, as a string; 5 by default.
    #[either]
    pub duration: Option<String>,
    /// Width to height; `16:9` by default.
    #[words("1:1|16:9|9:16")]
    pub aspect_ratio: Option<String>,
    /// Whether the video has sound; `false` by default.
    pub sound: Option<bool>,
    /// Whether it has several shots; `false` by default.
    pub multi_shot: Option<bool>,
    /// How the shots are chosen; needed with `multi_shot`.
    #[words("intelligence|customize")]
    pub shot_type: Option<String>,
    /// 1 to 6 shots, whose durations add up to `duration`.
    pub multi_prompt: Option<Vec<KlingShot>>,
}

/// A shot of a Kling Omni video.
#[part]
pub struct KlingShot {
    /// What happens in it; at most 512 characters.
    pub prompt: String,
    /// Seconds, as a string.
    #[either]
    pub duration: String,
}

/// The record of a Kling Omni video.
#[record(task)]
pub struct KlingOmniVideoTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The picture that went in.
    pub image_url: Option<String>,
    /// Length in seconds, as a number or as a string.
    pub duration: Option<Code>,
    /// The resolution.
    pub resolution: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Address of a cover picture.
    pub cover_url: Option<String>,
}

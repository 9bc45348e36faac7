//! Kling videos: Kling 2.6 and 3.0, from a text, a picture or a motion.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Kling video. Charged at once.
#[family("klingVideos", "/api/v1/klingVideo", KlingVideoTask, sure = "documented/inferred", rename, webhook)]
pub struct StartKlingVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// From a text, from a picture, or a picture with the motion of a video.
    #[words("text-to-video|image-to-video|motion-control")]
    pub mode: String,
    /// What is to happen.
    pub prompt: String,
    /// Version of Kling; `2.6` by default.
    #[words("2.6|3.0")]
    pub version: Option<String>,
    /// `standard` by default; `fast` needs version `3.0`.
    #[words("standard|fast")]
    pub model_version: Option<String>,
    /// `720p` by default; for `fast`.
    #[words("720p|1080p")]
    pub resolution: Option<String>,
    /// `std` by default; `4k` with version `3.0` from a text or a picture only.
    #[words("std|pro|4k")]
    pub quality_mode: Option<String>,
    /// Seconds, as a string; 5 by default. Version `2.6` makes 5 or 10, `3.0` makes 3 to 15.
    #[words("3|4|5|6|7|8|9|10|11|12|13|14|15")]
    #[either]
    pub duration: Option<String>,
    /// Public address of the picture, for `image-to-video` and `motion-control`.
    pub image_url: Option<String>,
    /// Public address of the video with the motion, for `motion-control`.
    pub video_url: Option<String>,
    /// Width to height; `16:9` by default; for `text-to-video` only.
    #[words("1:1|16:9|9:16")]
    pub aspect_ratio: Option<String>,
    /// Whether the video has sound; `false` by default.
    pub sound: Option<bool>,
    /// Public address of the last frame, for `image-to-video` with `pro`.
    pub end_image_url: Option<String>,
    /// Whether the person faces as in the video or as in the picture; `video` by default.
    #[words("video|image")]
    pub character_orientation: Option<String>,
    /// What to avoid.
    pub negative_prompt: Option<String>,
    /// Random seed.
    #[either]
    pub seed: Option<f64>,
}

/// The record of a Kling video.
#[record(task)]
pub struct KlingVideoTask {
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

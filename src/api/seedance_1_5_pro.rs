//! Seedance 1.5 Pro videos: from a text or from frames.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Seedance 1.5 Pro video. Charged at once.
///
/// There is no route for a single task: it is found in the list.
#[family(
    "seedanceVideos",
    "/api/v1/seedanceVideo",
    SeedanceVideoTask,
    sure = "documented/inferred",
    get = "",
    batch = "",
    delete = "",
    webhook
)]
pub struct StartSeedanceVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// From a text or a picture; `text-to-video` by default. Two frames are `image-to-video` too.
    #[words("text-to-video|image-to-video")]
    pub mode: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public address of the first frame.
    pub image_url: Option<String>,
    /// Public address of the last frame.
    pub end_image_url: Option<String>,
    /// Seconds, as a string; 5 by default.
    #[words("5|10")]
    #[either]
    pub duration: Option<String>,
    /// Width to height; `16:9` by default.
    #[words("1:1|16:9|9:16")]
    pub aspect_ratio: Option<String>,
    /// `720p` by default.
    #[words("480p|720p")]
    pub resolution: Option<String>,
    /// Whether the camera stands still; `false` by default.
    pub camera_fixed: Option<bool>,
    /// Whether the video has sound; `false` by default.
    pub generate_audio: Option<bool>,
}

/// The record of a Seedance 1.5 Pro video.
#[record(task)]
pub struct SeedanceVideoTask {
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

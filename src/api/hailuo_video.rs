//! Hailuo videos: from pictures.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Hailuo video from a picture. Charged at once.
///
/// It needs a prompt, and `image_url` or `image_urls`.
#[family(
    "hailuoVideos",
    "/api/v1/hailuoVideo",
    HailuoVideoTask,
    sure = "documented/inferred",
    batch = "",
    rules = "image_url+image_urls",
    webhook
)]
pub struct StartHailuoVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public addresses of input pictures.
    pub image_urls: Option<Vec<String>>,
    /// Public address of the picture.
    pub image_url: Option<String>,
    /// `768P` by default; no `1080P` with 10 seconds.
    #[words("768P|1080P")]
    pub resolution: Option<String>,
    /// Seconds, as a string; 6 by default.
    #[words("6|10")]
    #[either]
    pub duration: Option<String>,
}

/// The record of a Hailuo video.
#[record(task)]
pub struct HailuoVideoTask {
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

//! Grok videos: from a text or from pictures.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Grok video. Charged at once.
#[family("grokVideos", "/api/v1/grokVideo", GrokVideoTask, sure = "documented/inferred", webhook)]
pub struct StartGrokVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// From a text or from pictures; `text-to-video` by default.
    #[words("text-to-video|image-to-video")]
    pub model_type: Option<String>,
    /// `legacy` by default; `1.5` makes videos from pictures only.
    #[words("legacy|1.5")]
    pub model_version: Option<String>,
    /// What is to happen.
    pub prompt: Option<String>,
    /// `normal` by default.
    #[words("fun|normal|spicy")]
    pub mode: Option<String>,
    /// Public addresses of input pictures.
    pub image_urls: Option<Vec<String>>,
    /// Public address of a picture that is put before `image_urls`.
    pub image_url: Option<String>,
    /// Width to height; `16:9` by default.
    #[words("auto|1:1|16:9|9:16|4:3|3:4|3:2|2:3")]
    pub aspect_ratio: Option<String>,
    /// Seconds, as a string; 6 by default.
    #[words("6|10|15")]
    #[either]
    pub duration: Option<String>,
    /// Whether NSFW is checked for; `false` by default.
    pub nsfw_checker: Option<bool>,
}

/// The record of a Grok video.
#[record(task)]
pub struct GrokVideoTask {
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

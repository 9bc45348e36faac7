//! Sora 2 Pro videos: from a text or from pictures.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Sora 2 Pro video. Charged at once. By the service's own words it runs on Kling 3.0 today.
///
/// One author says that it stops on 24 September 2026, so it may be refused now.
#[family("soraVideos", "/api/v1/soraVideo", SoraVideoTask, sure = "documented/inferred", webhook)]
pub struct StartSoraVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// From a text or from pictures; `image-to-video` by default.
    #[words("text-to-video|image-to-video")]
    pub model_type: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public addresses of input pictures; needed for `image-to-video`.
    pub image_urls: Option<Vec<String>>,
    /// Upright or not; `landscape` by default.
    #[words("portrait|landscape")]
    pub aspect_ratio: Option<String>,
    /// Seconds, as a string; 5 by default.
    #[words("5|10|15")]
    #[either]
    pub duration_seconds: Option<String>,
    /// `standard` by default.
    #[words("standard|high")]
    pub quality: Option<String>,
}

/// The record of a Sora 2 Pro video.
#[record(task)]
pub struct SoraVideoTask {
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

//! Upscale: a picture or a video in a higher resolution.

use a2e_wasm_macros::{family, record};

/// Starts the upscaling of a picture or a video. Charged at once. The factor cannot be chosen.
#[family("upscale", "/api/v1/userUpscale", UpscaleTask, sure = "documented/inferred", webhook)]
pub struct StartUpscale {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of the picture or of the video.
    pub source_url: String,
}

/// The record of an upscaling.
#[record(task)]
pub struct UpscaleTask {
    /// The file that went in.
    pub source_url: Option<String>,
    /// The result, under a name that is not documented; empty before the end. The file expires.
    pub result_url: Option<String>,
}

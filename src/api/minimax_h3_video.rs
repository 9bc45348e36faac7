//! MiniMax H3 videos: from a text, from frames or from references.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a MiniMax H3 video. Charged at once.
#[family(
    "miniMaxH3Videos",
    "/api/v1/minimaxH3Video",
    MiniMaxH3VideoTask,
    sure = "documented/inferred",
    webhook
)]
pub struct StartMiniMaxH3Video {
    /// A name of your choice.
    pub name: Option<String>,
    /// What it is made from; `text-to-video` by default.
    #[words("text-to-video|image-to-video|reference-to-video")]
    pub mode: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public address of the first frame, for `image-to-video`.
    pub first_frame_url: Option<String>,
    /// Public address of the last frame.
    pub last_frame_url: Option<String>,
    /// Public addresses of reference pictures.
    pub reference_image_urls: Option<Vec<String>>,
    /// Public addresses of reference videos.
    pub reference_video_urls: Option<Vec<String>>,
    /// Public addresses of reference sounds.
    pub reference_audio_urls: Option<Vec<String>>,
    /// `2K` by default.
    #[words("768P|2K")]
    pub resolution: Option<String>,
    /// Seconds, 4 to 15, as a string; 12 by default.
    #[either]
    pub duration: Option<String>,
    /// Width to height.
    #[words("adaptive|1:1|16:9|9:16|4:3|3:4|21:9")]
    pub aspect_ratio: Option<String>,
}

/// The record of a MiniMax H3 video.
#[record(task)]
pub struct MiniMaxH3VideoTask {
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

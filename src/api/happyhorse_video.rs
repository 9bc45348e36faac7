//! HappyHorse videos: from a text, a picture, references or another video.

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a HappyHorse video. Charged at once.
///
/// Code 1004 tells of a suspected minor, code 1003 of a minor, which is always refused.
#[family(
    "happyHorseVideos",
    "/api/v1/userHappyhorseVideo",
    HappyHorseVideoTask,
    sure = "documented/inferred",
    webhook
)]
pub struct StartHappyHorseVideo {
    /// From a text, a picture, references, or another video.
    #[words("t2v|i2v|r2v|video-edit")]
    pub mode: String,
    /// A name of your choice.
    pub name: Option<String>,
    /// `1.0` by default, and always for `video-edit`.
    #[words("1.0|1.1")]
    pub model_version: Option<String>,
    /// What is to happen; needed for every mode but `i2v`.
    pub prompt: Option<String>,
    /// Public address of the picture, for `i2v`.
    pub image_url: Option<String>,
    /// Public addresses of references: 1 to 9 for `r2v`, up to 5 for `video-edit`.
    pub reference_image_urls: Option<Vec<String>>,
    /// Public address of the video to change, for `video-edit`.
    pub edit_video_url: Option<String>,
    /// Length of that video in seconds.
    pub input_video_seconds: Option<f64>,
    /// Seconds, as a string; 5 by default. `1.0` makes 5, 10 or 15, `1.1` makes 3 to 15.
    #[words("3|4|5|6|7|8|9|10|11|12|13|14|15")]
    #[either]
    pub duration: Option<String>,
    /// `720P` by default; `480P` with `1.1` only.
    #[words("480P|720P|1080P")]
    pub resolution: Option<String>,
    /// Width to height; `16:9` by default.
    #[words("1:1|16:9|9:16|4:3|3:4|4:5|5:4|21:9|9:21")]
    pub ratio: Option<String>,
    /// New sound or that of the input, for `video-edit`; `auto` by default.
    #[words("auto|origin")]
    pub audio_setting: Option<String>,
    /// Random seed, 0 to 2147483647.
    #[range("0..2147483647")]
    #[either]
    pub seed: Option<i32>,
    /// Whether the video has a watermark; `true` by default.
    pub watermark: Option<bool>,
    /// `true` goes on in spite of a suspected minor, aged 10 to 14; `false` by default.
    pub minor_suspected_skip: Option<bool>,
}

/// The record of a HappyHorse video.
#[record(task)]
pub struct HappyHorseVideoTask {
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

//! Seedance 2.0 and 2.5 videos: from a text, from frames or from references. (Vendor's group: Seedance 2.x.)

use a2e_wasm_macros::{family, record};

use super::shared::Code;

/// Starts a Seedance 2.0 or 2.5 video. Charged at once.
///
/// Addresses of the form `asset://` are refused. A duration of 4 or less may be too (HTTP 400), although 4
/// is allowed; `1080p` and `4k` may be there for `standard` only. The service measures the videos that go in,
/// and charges for the longer of the measured and the given length. Code 1004 tells of a suspected minor, code 1003 of a minor, which is always refused.
#[family(
    "seedance2Videos",
    "/api/v1/seedance2Video",
    Seedance2VideoTask,
    sure = "documented/inferred",
    rename,
    webhook
)]
pub struct StartSeedance2Video {
    /// A name of your choice.
    pub name: Option<String>,
    /// What it is made from; `text-to-video` by default.
    #[words("text-to-video|image-to-video|first-last-frames|reference")]
    pub mode: Option<String>,
    /// `2.5`, or a tier of 2.0: `standard` (the default), `mini` or `fast`.
    #[words("standard|mini|fast|2.5")]
    pub model_version: Option<String>,
    /// What becomes of the references, with `2.5` and `reference`.
    #[words("reference|edit|extend")]
    pub omni_reference_task_type: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public address of the picture.
    pub image_url: Option<String>,
    /// Public address of the first frame.
    pub first_frame_url: Option<String>,
    /// Public address of the last frame.
    pub last_frame_url: Option<String>,
    /// Public addresses of reference pictures; 30 at most, 9 with 2.0.
    pub reference_urls: Option<Vec<String>>,
    /// Public addresses of reference videos; 10 at most with `2.5`, 3 with 2.0.
    pub video_urls: Option<Vec<String>>,
    /// Public addresses of reference sounds; 10 at most.
    pub audio_urls: Option<Vec<String>>,
    /// Length of the input videos in seconds, 2 to 45.5; the price does not rely on it.
    #[range("2..45.5")]
    pub input_video_duration: Option<f64>,
    /// Seconds: 4 to 15 with 2.0, 4 to 30 with `2.5`, -1 for an edit by `2.5`; 5 by default.
    #[either]
    pub duration: Option<i32>,
    /// Width to height; `16:9` by default.
    #[words("adaptive|1:1|16:9|9:16|4:3|3:4|21:9")]
    pub aspect_ratio: Option<String>,
    /// `720p` by default; `4k` with `standard` only.
    #[words("480p|720p|1080p|4k")]
    pub resolution: Option<String>,
    /// Whether the video has sound; `true` by default.
    pub generate_audio: Option<bool>,
    /// `true` goes on in spite of a suspected minor, aged 10 to 14; `false` by default.
    pub minor_suspected_skip: Option<bool>,
}

/// The record of a Seedance 2.0 or 2.5 video.
#[record(task)]
pub struct Seedance2VideoTask {
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

//! Veo videos: Veo 3.1, from a text or from pictures.

use a2e_wasm_macros::{family, operation, record};

use super::shared::Code;

/// Starts a video by Veo 3.1. Charged at once.
///
/// A clip is said to last 8 seconds always, at 1280 by 720, with sound.
#[family(
    "veoVideos",
    "/api/v1/veoVideo",
    VeoVideoTask,
    sure = "documented/inferred",
    status = "current_status state",
    results = "result_url video_output",
    failure_texts = "failed_message faild_message fail_reason",
    webhook
)]
pub struct StartVeoVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// What is to happen; must be sent, and may be empty.
    #[empty]
    pub prompt: String,
    /// From a text, from one or two frames, or from references; `TEXT_2_VIDEO` by default.
    #[words("TEXT_2_VIDEO|FIRST_AND_LAST_FRAMES_2_VIDEO|REFERENCE_2_VIDEO")]
    #[serde(rename = "generationType")]
    pub generation_type: Option<String>,
    /// Public addresses of 1 or 2 frames, or of 1 to 3 references.
    #[serde(rename = "imageUrls")]
    pub image_urls: Option<Vec<String>>,
    /// The model; `veo3_fast` by default.
    #[words("veo3|veo3_fast")]
    pub model: Option<String>,
    /// Width to height; `Auto` by default.
    #[words("Auto|16:9|9:16")]
    #[serde(rename = "aspectRatio")]
    pub aspect_ratio: Option<String>,
    /// Text of a watermark.
    pub watermark: Option<String>,
    /// Random seed, 10000 to 99999.
    #[range("10000..99999")]
    pub seeds: Option<f64>,
}

/// The record of a Veo video.
///
/// One client reads `state`, `video_output` and `fail_reason` in place of `current_status`, `result_url`
/// and `failed_message`; both forms are understood.
#[record(task)]
pub struct VeoVideoTask {
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
    /// Where it stands, in the other form.
    #[words("waiting|running|success|failed|fail")]
    pub state: Option<String>,
    /// The result, in the other form.
    pub video_output: Option<String>,
    /// Text of a failure, in the other form.
    pub fail_reason: Option<String>,
}

/// Gets the 1080p file of a finished video. For `16:9` only.
///
/// While the service makes the file (HTTP 202) the answer is `{ ready: false }`: ask again later. What a good
/// answer holds is not documented.
#[operation(
    GET "/api/v1/veoVideo/{_id}/1080p" -> VeoVideo1080p,
    js = "veoVideos.get1080p",
    sure = "documented/inferred"
)]
pub struct GetVeoVideo1080p {
    /// Id of the task.
    #[id]
    pub id: String,
}

/// The 1080p file of a video, as far as it is known.
#[record]
pub struct VeoVideo1080p {
    /// `false` while the file is being made; absent afterwards.
    pub ready: Option<bool>,
    /// Address of the file.
    pub url: Option<String>,
}

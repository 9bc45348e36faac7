//! Dubbing: a video or a recording in another language, same voice. (Vendor's group: AI Dubbing.)

use a2e_wasm_macros::{family, operation, record};

/// Starts a dubbing. Charged at once. The speaker's voice is cloned by itself.
///
/// Which fields are needed is inferred from what clients send.
#[family(
    "dubbing",
    "/api/v1/userDubbing",
    DubbingTask,
    sure = "observed/observed",
    start = "/startDubbing",
    batch = "",
    webhook
)]
pub struct StartDubbing {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of the video or of the recording.
    pub source_url: String,
    /// Language that is spoken, such as `zh` or `en`; clients also send `auto`.
    pub source_lang: Option<String>,
    /// Language of the result, such as `zh`, `en`, `ar`, `ja`, `es`, `de` or `fr`.
    pub target_lang: String,
    /// How many speak; 1 by default.
    pub num_speakers: Option<i32>,
    /// Whether background sounds are left out; `false` by default.
    pub drop_background_audio: Option<bool>,
}

/// The record of a dubbing.
#[record(task)]
pub struct DubbingTask {
    /// The file that went in.
    pub source_url: Option<String>,
    /// Language of the file that went in.
    pub source_lang: Option<String>,
    /// Language of the result.
    pub target_lang: Option<String>,
    /// How many speak.
    pub num_speakers: Option<i32>,
    /// Whether background sounds were left out.
    pub drop_background_audio: Option<bool>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
}

/// Lists the dubbings under way. There are no pages.
#[operation(
    GET "/api/v1/userDubbing/allProcessing" -> Vec<DubbingTask>,
    js = "dubbing.listProcessing",
    sure = "documented/inferred"
)]
pub struct ListProcessingDubbings {}

//! Caption removal: a video without its burnt-in captions.

use a2e_wasm_macros::{family, operation, record};

use super::value::Value;

/// Starts the removal of a video's captions. Charged at once.
#[family(
    "captionRemoval",
    "/api/v1/userCaptionRemoval",
    CaptionRemovalTask,
    sure = "documented/observed",
    webhook
)]
pub struct StartCaptionRemoval {
    /// A name of your choice.
    pub name: String,
    /// Public address of the video; its name is `source_url`, not `video_url`.
    pub source_url: String,
}

/// The record of a caption removal.
#[record(task)]
pub struct CaptionRemovalTask {
    /// The video that went in.
    pub source_url: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Address of a cover picture.
    pub cover_url: Option<String>,
}

/// Lists the caption removals under way. There are no pages.
#[operation(
    GET "/api/v1/userCaptionRemoval/allProcessing" -> Vec<CaptionRemovalTask>,
    js = "captionRemoval.listProcessing",
    sure = "documented/inferred"
)]
pub struct ListProcessingCaptionRemovals {}

/// Tries a failed caption removal again. What it takes is not documented; the id is inferred.
#[operation(
    POST "/api/v1/userCaptionRemoval/retry?_id" -> Value,
    js = "captionRemoval.retry",
    sure = "documented/inferred",
    effect = charge,
    free
)]
pub struct RetryCaptionRemoval {
    /// Id of the failed task.
    #[id]
    pub id: String,
}

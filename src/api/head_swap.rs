//! Head swap: the head of a picture on the body of another picture or of a video.

use a2e_wasm_macros::{family, record};

/// Starts putting the head of a picture on the body of another picture or of a video. Charged at once.
///
/// Too few coins are HTTP 400 here. Code 1003 refuses a minor; code 1004 tells of a suspected one. A task can
/// be deleted before it runs (refunded) and after (not refunded), but not while it runs (HTTP 400).
#[family("headSwap", "/api/v1/headSwap", HeadSwapTask, sure = "documented/inferred", webhook)]
pub struct StartHeadSwap {
    /// Public address of a picture of the head.
    pub image_url: String,
    /// Public address of a picture of the body, or of a video of 15 seconds at most.
    pub target_image_url: String,
    /// `true` goes on in spite of a suspected minor, aged 10 to 14; `false` by default.
    pub minor_suspected_skip: Option<bool>,
}

/// The record of a head swap. Expired ones are not in the list.
#[record(task)]
pub struct HeadSwapTask {
    /// The head that went in.
    pub image_url: Option<String>,
    /// The body that went in.
    pub target_image_url: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
}

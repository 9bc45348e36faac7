//! Face swap: the face of a picture onto the person of a video or of another picture.

use a2e_wasm_macros::{family, operation, record};

use super::shared::Whole;

/// Saves a face picture for later swaps. It answers the whole list, newest first, or the new picture alone.
#[operation(
    POST "/api/v1/userFaceSwapImage/add" -> AddedFaceSwapImages,
    js = "faceSwap.images.add",
    sure = "documented/documented"
)]
pub struct AddFaceSwapImage {
    /// Public address of the picture.
    pub face_url: String,
}

/// The answer to a saved picture: documented as one, shown in the published example as all.
#[record]
pub enum AddedFaceSwapImages {
    /// Every saved picture, newest first.
    All(Vec<FaceSwapImage>),
    /// The new one.
    One(FaceSwapImage),
}

/// Lists the saved face pictures. There are no pages.
#[operation(
    GET "/api/v1/userFaceSwapImage/records" -> Vec<FaceSwapImage>,
    js = "faceSwap.images.list",
    sure = "documented/observed"
)]
pub struct ListFaceSwapImages {}

/// A saved face picture.
#[record]
pub struct FaceSwapImage {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// Address of the picture.
    pub face_url: String,
    /// The account.
    pub user_id: Option<String>,
    /// When it was saved (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
    /// When it last changed (ISO 8601).
    #[serde(rename = "updatedAt")]
    pub updated_at: Option<String>,
}

/// Deletes a saved face picture.
#[operation(
    DELETE "/api/v1/userFaceSwapImage/{_id}" -> (),
    js = "faceSwap.images.delete",
    sure = "documented/observed"
)]
pub struct DeleteFaceSwapImage {
    /// Id of the picture.
    #[id]
    pub id: String,
}

/// Starts a quick preview of a face swap. Charged at once. It has no name, no list and no delete.
#[family(
    "faceSwap.previews",
    "/api/v1/userFaceSwapPreview",
    FaceSwapTask,
    sure = "documented/documented",
    start = "/add",
    get = "GET /status?_id",
    list = "",
    batch = "",
    delete = ""
)]
pub struct StartFaceSwapPreview {
    /// Public address of the video, or of a picture.
    pub video_url: String,
    /// Public address of a picture with one face.
    pub face_url: String,
}

/// The record of a face swap or of a preview; which fields are there depends on the route.
#[record]
pub struct FaceSwapTask {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// The name it was started with.
    pub name: Option<String>,
    /// The video or picture that went in.
    pub video_url: Option<String>,
    /// The face that went in.
    pub face_url: Option<String>,
    /// The cover picture.
    pub cover_url: Option<String>,
    /// Length of the video in seconds.
    pub duration: Option<f64>,
    /// Where it stands.
    #[words("initialized|sent|pending|processing|completed|failed")]
    pub current_status: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Code of a failure: null while running, and an empty string or `"0"` where there is none.
    #[nullable]
    pub error_code: Option<Whole>,
    /// Text of a failure; null while running. The spelling is the service's.
    #[nullable]
    pub faild_message: Option<String>,
    /// Text of a failure, in the spelling of the other families.
    #[nullable]
    pub failed_message: Option<String>,
    /// Coins it cost.
    pub coins: Option<f64>,
    /// Whether the coins were given back.
    #[serde(rename = "hasRefundCoin")]
    pub has_refund_coin: Option<bool>,
    /// Days until the result expires.
    #[serde(rename = "remainingDays")]
    pub remaining_days: Option<i32>,
    /// When the result expires (ISO 8601).
    #[serde(rename = "expirationDate")]
    pub expiration_date: Option<String>,
    /// Whether the result has expired.
    #[serde(rename = "isExpired")]
    pub is_expired: Option<bool>,
    /// When it was made (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
    /// When it last changed (ISO 8601).
    #[serde(rename = "updatedAt")]
    pub updated_at: Option<String>,
    /// The account.
    pub user_id: Option<String>,
    /// When it was queued (UTC).
    pub initialized_time: Option<String>,
    /// When work began (UTC).
    pub processing_time: Option<String>,
    /// When it ended (UTC).
    pub completed_time: Option<String>,
}

/// Starts a face swap. Charged at once, refunded if the task fails.
#[family(
    "faceSwap",
    "/api/v1/userFaceSwapTask",
    FaceSwapTask,
    sure = "documented/documented",
    start = "/add",
    list = "/records",
    webhook
)]
pub struct StartFaceSwap {
    /// A name of your choice.
    pub name: String,
    /// Public address of a picture with one face.
    pub face_url: String,
    /// Public address of the video, or of a picture.
    pub video_url: String,
    /// Public address of a cover picture.
    pub cover_url: Option<String>,
    /// `v1` by default; `v2` takes pictures only.
    #[words("v1|v2")]
    pub model_version: Option<String>,
}

/// Asks where the caller's face swaps stand.
///
/// It takes no id and answers an array, which looks like the unfinished ones only (not stated); to follow
/// one task, use `get` or `wait`.
#[operation(
    GET "/api/v1/userFaceSwapTask/status" -> Vec<FaceSwapTask>,
    js = "faceSwap.status",
    sure = "documented/documented"
)]
pub struct FaceSwapStatus {}

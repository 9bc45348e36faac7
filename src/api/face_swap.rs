//! Face swap: the face of a picture onto the person of a video or of another picture.

use serde::{Deserialize, Serialize};

use crate::family::{Family, TaskFamily};
use crate::operation::{Endpoint, Operation};

/// Starts a face swap. Charged at once, refunded if the task fails.
///
/// Documented.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct StartFaceSwap {
    /// A name of your choice.
    pub name: String,
    /// Public address of a picture with one face.
    pub face_url: String,
    /// Public address of the video, or of a picture.
    pub video_url: String,
    /// Public address of a cover picture.
    #[serde(default)]
    pub cover_url: Option<String>,
    /// `v1` by default; `v2` takes pictures only.
    #[serde(default)]
    #[cfg_attr(feature = "js", tsify(type = "\"v1\" | \"v2\" | (string & {}) | undefined"))]
    pub model_version: Option<String>,
    /// An https address of yours that is called once, without retries, when the task ends.
    #[serde(default)]
    pub webhook_url: Option<String>,
    /// Comes back in that call's header `X-A2e-Webhook-Token`; at most 256 characters.
    #[serde(default)]
    pub webhook_token: Option<String>,
}

pub(crate) static FACE_SWAP: Family = Family::new(
    "faceSwap",
    "/api/v1/userFaceSwapTask",
    "name! face_url! video_url! cover_url model_version=v1|v2 webhook_url webhook_token",
)
.started_at("/add")
.listed_at("/records");

impl Endpoint for StartFaceSwap {
    const OPERATION: Operation = FACE_SWAP.start();
    type Answer = FaceSwapTask;
}

impl TaskFamily for StartFaceSwap {
    const FAMILY: &'static Family = &FACE_SWAP;
    type Record = FaceSwapTask;
}

/// The record of a face swap or of a preview; which fields are there depends on the route.
///
/// Documented.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct FaceSwapTask {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// The name it was started with.
    #[serde(default)]
    pub name: Option<String>,
    /// The video or picture that went in.
    #[serde(default)]
    pub video_url: Option<String>,
    /// The face that went in.
    #[serde(default)]
    pub face_url: Option<String>,
    /// The cover picture.
    #[serde(default)]
    pub cover_url: Option<String>,
    /// Length of the video in seconds.
    #[serde(default)]
    pub duration: Option<f64>,
    /// Where it stands.
    #[serde(default)]
    #[cfg_attr(
        feature = "js",
        tsify(
            type = "\"initialized\" | \"processing\" | \"completed\" | \"failed\" | (string & {}) | undefined"
        )
    )]
    pub current_status: Option<String>,
    /// The result; empty before the end. The file expires.
    #[serde(default)]
    pub result_url: Option<String>,
    /// Code of a failure: null while running, and an empty string or `"0"` where there is none.
    #[serde(default)]
    #[cfg_attr(feature = "js", tsify(type = "string | number | null | undefined"))]
    pub error_code: Option<Code>,
    /// Text of a failure. The spelling is the service's.
    #[serde(default)]
    #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
    pub faild_message: Option<String>,
    /// Text of a failure, in the spelling of the other families.
    #[serde(default)]
    #[cfg_attr(feature = "js", tsify(type = "string | null | undefined"))]
    pub failed_message: Option<String>,
    /// Coins it cost.
    #[serde(default)]
    pub coins: Option<f64>,
    /// Whether the coins were given back.
    #[serde(default, rename = "hasRefundCoin")]
    pub has_refund_coin: Option<bool>,
    /// Days until the result expires.
    #[serde(default, rename = "remainingDays")]
    pub remaining_days: Option<i32>,
    /// When the result expires (ISO 8601).
    #[serde(default, rename = "expirationDate")]
    pub expiration_date: Option<String>,
    /// Whether the result has expired.
    #[serde(default, rename = "isExpired")]
    pub is_expired: Option<bool>,
    /// When it was started (ISO 8601).
    #[serde(default, rename = "createdAt")]
    pub created_at: Option<String>,
    /// When it last changed (ISO 8601).
    #[serde(default, rename = "updatedAt")]
    pub updated_at: Option<String>,
    /// The account.
    #[serde(default)]
    pub user_id: Option<String>,
    /// When it was queued (UTC).
    #[serde(default)]
    pub initialized_time: Option<String>,
    /// When work began (UTC).
    #[serde(default)]
    pub processing_time: Option<String>,
    /// When it ended (UTC).
    #[serde(default)]
    pub completed_time: Option<String>,
}

/// A code that the service sends as a number or as a string.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Code {
    /// As a number.
    Number(i32),
    /// As a string.
    Text(String),
}

/// Asks where the caller's face swaps stand. It takes no id and answers an array, which looks like
/// the unfinished ones only (not stated); to follow one task, use `get` or `wait`.
///
/// Documented.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FaceSwapStatus {}

pub(crate) const STATUS: Operation = Operation::get("/api/v1/userFaceSwapTask/status", "");

impl Endpoint for FaceSwapStatus {
    const OPERATION: Operation = STATUS;
    type Answer = Vec<FaceSwapTask>;
}

/// Starts a quick preview of a face swap. Charged at once. It has no name, no list and no delete.
///
/// Documented.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct StartFaceSwapPreview {
    /// Public address of the video, or of a picture.
    pub video_url: String,
    /// Public address of a picture with one face.
    pub face_url: String,
}

pub(crate) static PREVIEWS: Family =
    Family::new("faceSwap.previews", "/api/v1/userFaceSwapPreview", "video_url! face_url!")
        .started_at("/add")
        .detailed_at("/status?_id")
        .without_records();

impl Endpoint for StartFaceSwapPreview {
    const OPERATION: Operation = PREVIEWS.start();
    type Answer = FaceSwapTask;
}

impl TaskFamily for StartFaceSwapPreview {
    const FAMILY: &'static Family = &PREVIEWS;
    type Record = FaceSwapTask;
}

/// Saves a face picture for later swaps.
///
/// Documented; the published example answers the whole list, newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct AddFaceSwapImage {
    /// Public address of the picture.
    pub face_url: String,
}

pub(crate) const ADD_IMAGE: Operation = Operation::post("/api/v1/userFaceSwapImage/add", "face_url!");

impl Endpoint for AddFaceSwapImage {
    const OPERATION: Operation = ADD_IMAGE;
    type Answer = FaceSwapImages;
}

/// Lists the saved face pictures.
///
/// Documented; that the answer is an array is observed in clients.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListFaceSwapImages {}

pub(crate) const LIST_IMAGES: Operation = Operation::get("/api/v1/userFaceSwapImage/records", "");

impl Endpoint for ListFaceSwapImages {
    const OPERATION: Operation = LIST_IMAGES;
    type Answer = Vec<FaceSwapImage>;
}

/// Deletes a saved face picture.
///
/// Documented; what the answer holds is not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DeleteFaceSwapImage {
    /// Id of the picture.
    #[serde(skip)]
    pub id: String,
}

pub(crate) const DELETE_IMAGE: Operation = Operation::delete("/api/v1/userFaceSwapImage/{_id}");

impl Endpoint for DeleteFaceSwapImage {
    const OPERATION: Operation = DELETE_IMAGE;
    type Answer = serde::de::IgnoredAny;

    fn id(&self) -> &str {
        &self.id
    }
}

/// A saved face picture. Documented.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct FaceSwapImage {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// Address of the picture.
    pub face_url: String,
    /// The account.
    #[serde(default)]
    pub user_id: Option<String>,
    /// When it was saved (ISO 8601).
    #[serde(default, rename = "createdAt")]
    pub created_at: Option<String>,
    /// When it last changed (ISO 8601).
    #[serde(default, rename = "updatedAt")]
    pub updated_at: Option<String>,
}

/// The answer to a saved picture: documented as one, shown in the published example as all.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum FaceSwapImages {
    /// Every saved picture, newest first.
    All(Vec<FaceSwapImage>),
    /// The new one.
    One(FaceSwapImage),
}

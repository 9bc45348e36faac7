//! Custom avatars, and the avatar library. (Vendor's group: Create Avatars and Train Lip-sync Models.)

use a2e_wasm_macros::{family, operation, part, record};

use super::value::Value;

/// Makes an avatar from a video (free) or from a picture (charged): exactly one of them.
///
/// The file's address must be free of blanks and redirects, and its host must send the right media type.
/// The avatar is ready as soon as the record has an `anchor_id`, which `avatarVideos.start` takes. The
/// price of a picture was 1 diamond at first, and 30 coins later.
#[family(
    "avatars",
    "/api/v1/userVideoTwin",
    CustomAvatarTask,
    sure = "documented/observed",
    start = "/startTraining",
    list = "/records",
    delete = "POST /remove?_id",
    filter = ListCustomAvatars,
    answer = StartedCustomAvatar,
    results = "preview_result_url",
    result_id = "anchor_id",
    hours = 24,
    rules = "video_url/image_url"
)]
pub struct StartCustomAvatar {
    /// A name of your choice.
    pub name: Option<String>,
    /// Gender of the person.
    #[words("female|male")]
    pub gender: Option<String>,
    /// Public address of a video: mp4 or mov, one face, 10 seconds or more.
    pub video_url: Option<String>,
    /// Public address of a picture with one face.
    pub image_url: Option<String>,
    /// Background picture, in the spelling that clients send.
    pub video_backgroud_image: Option<String>,
    /// Background colour such as `rgb(255,255,255)`, in the spelling that clients send.
    pub video_backgroud_color: Option<String>,
    /// Background picture, in the newer spelling; send either.
    pub video_background_image: Option<String>,
    /// Background colour as `rgba()`, in the newer spelling; send either.
    pub video_background_color: Option<String>,
    /// The version of the model; `V2.1` and `4.5` were seen.
    pub model_version: Option<String>,
    /// What is to happen, in an avatar from a picture; inferred.
    pub prompt: Option<String>,
    /// What to avoid, in an avatar from a picture; inferred.
    pub negative_prompt: Option<String>,
}

/// What a start answers.
#[record]
#[expect(clippy::large_enum_variant, reason = "there is one of them for each start, and it is short-lived")]
pub enum StartedCustomAvatar {
    /// The task.
    One(CustomAvatarTask),
    /// The task in an array, as a client found it.
    Several(Vec<CustomAvatarTask>),
}

/// Narrows the list of custom avatars.
#[part]
pub struct ListCustomAvatars {
    /// Only the tasks in this state.
    #[words("pending|processing|completed|failed")]
    pub status: Option<String>,
}

/// The record of a custom avatar, also called a video twin; `training` and `generating` are states too.
#[record(task)]
pub struct CustomAvatarTask {
    /// Gender of the person.
    pub gender: Option<String>,
    /// The picture that went in.
    pub image_url: Option<String>,
    /// The video that went in.
    pub video_url: Option<String>,
    /// The avatar for `avatarVideos.start`; set when it can be used.
    #[nullable]
    pub anchor_id: Option<String>,
    /// Id of the training task.
    #[nullable]
    pub user_video_twin_id: Option<String>,
    /// Address of a preview.
    pub preview_result_url: Option<String>,
    /// The version of the model.
    pub model_version: Option<String>,
}

/// Trains a lip-sync model for an avatar that is there, which takes about 2 hours and costs 1 diamond.
///
/// It goes on with the same task. The shape of the answer is not documented. After HTTP 404, `legacy.continueAvatarTraining` has the older path.
#[operation(
    POST "/api/v1/userVideoTwin/continueTraining?_id" -> Value,
    js = "avatars.continueTraining",
    sure = "documented/inferred",
    effect = charge
)]
pub struct ContinueAvatarTraining {
    /// Id of the avatar's task.
    #[id]
    pub id: String,
}

/// Trains a lip-sync model by the route's older, misspelled path. Costs 1 diamond.
#[operation(
    POST "/api/v1/userVideoTwin/continueTranining?_id" -> Value,
    js = "legacy.continueAvatarTraining",
    sure = "observed/observed",
    effect = charge,
    deprecated = "use `avatars.continueTraining`"
)]
pub struct ContinueAvatarTrainingLegacy {
    /// Id of the avatar's task.
    #[id]
    pub id: String,
}

/// Lists the trainings under way, or all of them: texts disagree. There are no pages.
#[operation(
    GET "/api/v1/userVideoTwin/trainingRecords" -> Vec<CustomAvatarTask>,
    js = "avatars.listTrainings",
    sure = "documented/inferred"
)]
pub struct ListAvatarTrainings {}

/// Clones the voice of the video that an avatar was made from. The shape of the answer is not documented.
#[operation(
    POST "/api/v1/userVideoTwin/addVoiceClone?_id" -> Value,
    js = "avatars.cloneVoice",
    sure = "observed/inferred",
    effect = charge
)]
pub struct CloneAvatarVoice {
    /// Id of the avatar's task.
    #[id]
    pub id: String,
}

/// Uploads a training file; what it takes is not documented. Use `storage.upload` and `avatars.start`.
#[operation(
    POST "/api/v1/userVideoTwin/upload" -> Value,
    js = "avatars.upload",
    sure = "documented/inferred"
)]
pub struct UploadAvatarFile {}

/// Starts a training by the older route, whose fields are not documented: `avatars.start` takes its place.
#[operation(
    POST "/api/v1/userVideoTwin/training" -> Value,
    js = "legacy.trainAvatar",
    sure = "documented/inferred",
    effect = charge
)]
pub struct TrainAvatarLegacy {}

/// Asks where the uploads of training files stand. The shape of the answer is not documented.
#[operation(
    GET "/api/v1/userVideoTwin/uploadStatus" -> Value,
    js = "avatars.uploadStatus",
    sure = "documented/inferred"
)]
pub struct AvatarUploadStatus {}

/// Lists all custom avatars of the account. There are no pages.
#[operation(
    GET "/api/v1/userVideoTwin/userRecords" -> Vec<CustomAvatarTask>,
    js = "avatars.listTwins",
    sure = "documented/inferred"
)]
pub struct ListVideoTwins {}

/// Tries a failed training again. What it takes is not documented; the id is inferred.
#[operation(
    POST "/api/v1/userVideoTwin/retry?_id" -> Value,
    js = "avatars.retry",
    sure = "documented/inferred",
    effect = charge,
    free
)]
pub struct RetryCustomAvatar {
    /// Id of the failed task.
    #[id]
    pub id: String,
}

/// Corrects the eye contact of an avatar. Neither its answer nor a way to follow it is documented.
#[operation(
    POST "/api/v1/userVideoTwin/eyeContact" -> Value,
    js = "avatars.correctEyeContact",
    sure = "documented/inferred",
    effect = charge
)]
pub struct CorrectEyeContact {
    /// Id of the avatar's task, 24 hexadecimal digits.
    pub _id: Option<String>,
}

/// Adds a record to the avatar library. Its fields are not documented.
#[operation(
    POST "/api/v1/custom_avatar/add" -> Value,
    js = "avatars.library.add",
    sure = "documented/inferred",
    free
)]
pub struct AddLibraryAvatar {}

/// Lists the avatar library. Neither pages nor filters are documented.
#[operation(
    POST "/api/v1/custom_avatar/list" -> Value,
    js = "avatars.library.list",
    sure = "documented/inferred",
    effect = read,
    free
)]
pub struct ListLibraryAvatars {}

/// Deletes a record of the avatar library. What it takes is not documented; the id is inferred.
#[operation(
    POST "/api/v1/custom_avatar/del?_id" -> (),
    js = "avatars.library.delete",
    sure = "documented/inferred",
    effect = delete,
    free
)]
pub struct DeleteLibraryAvatar {
    /// Id of the record.
    #[id]
    pub id: String,
}

/// Lists the tags of the avatar library. The shape of the answer is not documented.
#[operation(
    GET "/api/v1/custom_avatar/all_tags" -> Value,
    js = "avatars.library.listTags",
    sure = "documented/inferred"
)]
pub struct ListLibraryTags {}

/// Changes a record of the avatar library. Its fields are not documented.
#[operation(
    PUT "/api/v1/custom_avatar/{_id}" -> Value,
    js = "avatars.library.update",
    sure = "documented/inferred",
    free
)]
pub struct UpdateLibraryAvatar {
    /// Id of the record.
    #[id]
    pub id: String,
}

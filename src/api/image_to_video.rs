//! Image to video: a picture begins to move.

use a2e_wasm_macros::{family, operation, record};

use super::value::Value;

/// Starts a video from a picture, or from a first and a last frame. Charged at once.
///
/// With `number_of_images` above 1 the start makes several tasks; whether it answers them all is not
/// documented. Code 1004 tells of a suspected minor, code 1003 of a minor, which is always refused. A task
/// can be deleted before it runs (refunded) and after, but not while it runs (HTTP 400).
#[family(
    "imageToVideo",
    "/api/v1/userImage2Video",
    ImageToVideoTask,
    sure = "documented/documented",
    average = "/avgProcessingTime",
    webhook
)]
pub struct StartImageToVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of the picture.
    pub image_url: String,
    /// What is to happen.
    pub prompt: Option<String>,
    /// What to avoid.
    pub negative_prompt: Option<String>,
    /// Id of a LoRA; with it the prompts may be left out, since its own ones take their place.
    pub lora: Option<String>,
    /// `GENERAL`, or `FLF2V` for a first and a last frame; `GENERAL` by default.
    #[words("GENERAL|FLF2V")]
    pub model_type: Option<String>,
    /// `a2e-v2` for Ultra accounts by default, else `a2e`. `a2e-v2` costs more; both v2 make sound.
    #[words("a2e|a2e-v2|a2e-v2-flash")]
    pub model_version: Option<String>,
    /// Public address of the last frame; needed for `FLF2V`.
    pub end_image_url: Option<String>,
    /// Whether an LLM extends the prompt; `true` by default.
    pub extend_prompt: Option<bool>,
    /// How many videos are made at once, 1 to 8; 1 by default.
    #[range("1..8")]
    pub number_of_images: Option<i32>,
    /// Seconds; 5 by default.
    #[words("5|10|15|20")]
    pub video_time: Option<i32>,
    /// Length in frames, 1 to 1000.
    #[range("1..1000")]
    #[superseded("use `video_time`, which wins")]
    pub video_length: Option<i32>,
    /// Whether the pass that keeps faces alike is left out; `false` by default.
    pub skip_face_enhance: Option<bool>,
    /// Whether a detected face is masked; only after the user agreed to it.
    pub mask_face: Option<bool>,
    /// `true` goes on in spite of a suspected minor, aged 10 to 14; `false` by default.
    pub minor_suspected_skip: Option<bool>,
    /// What to avoid, in the spelling of the first texts.
    #[superseded("use `negative_prompt`")]
    pub negative_prmpt: Option<String>,
}

/// The record of an image-to-video task. Expired ones are not in the list.
#[record(task)]
pub struct ImageToVideoTask {
    /// The picture that went in.
    pub image_url: Option<String>,
    /// The last frame that went in.
    pub end_image_url: Option<String>,
    /// The prompt.
    pub prompt: Option<String>,
    /// What was to be avoided.
    pub negative_prompt: Option<String>,
    /// `GENERAL` or `FLF2V`.
    pub model_type: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Address of a cover picture.
    pub cover_url: Option<String>,
}

/// Asks how long a video takes on average. The shape of the answer is not documented.
#[operation(
    GET "/api/v1/userImage2Video/avgProcessingTime" -> Value,
    js = "imageToVideo.averageProcessingTime",
    sure = "documented/inferred"
)]
pub struct ImageToVideoAverageProcessingTime {}

/// Asks for the queue level of the unlimited plan. The shape of the answer is not documented.
#[operation(
    GET "/api/v1/userImage2Video/unlimitedQueueLevel" -> Value,
    js = "imageToVideo.unlimitedQueueLevel",
    sure = "documented/inferred"
)]
pub struct ImageToVideoUnlimitedQueueLevel {}

/// Notes that a result was shared; nothing else changes.
#[operation(
    POST "/api/v1/userImage2Video/{_id}/markShared" -> (),
    js = "imageToVideo.markShared",
    sure = "documented/inferred"
)]
pub struct MarkImageToVideoShared {
    /// Id of the task.
    #[id]
    pub id: String,
}

/// Notes that a result was downloaded; nothing else changes.
#[operation(
    POST "/api/v1/userImage2Video/{_id}/markDownloaded" -> (),
    js = "imageToVideo.markDownloaded",
    sure = "documented/inferred"
)]
pub struct MarkImageToVideoDownloaded {
    /// Id of the task.
    #[id]
    pub id: String,
}

/// Notes that a result was copied; nothing else changes.
#[operation(
    POST "/api/v1/userImage2Video/{_id}/markCopied" -> (),
    js = "imageToVideo.markCopied",
    sure = "documented/inferred"
)]
pub struct MarkImageToVideoCopied {
    /// Id of the task.
    #[id]
    pub id: String,
}

/// Lets an LLM extend a prompt for a video. Neither answer nor price is documented.
///
/// Leave `stream` out: with it the service answers server-sent events, which this call cannot read.
#[operation(
    POST "/api/v1/userImage2Video/prompt_extension" -> Value,
    js = "imageToVideo.extendPrompt",
    sure = "documented/inferred"
)]
pub struct ExtendPrompt {
    /// An id of your choice, such as 24 hexadecimal digits.
    pub reference_id: String,
    /// Public address of the picture.
    pub image_url: String,
    /// The prompt to extend.
    pub prompt: String,
    /// What to avoid.
    #[empty]
    pub negative_prompt: String,
    /// Language of the answer; `en` by default.
    pub lang: Option<String>,
    /// Most characters of the answer.
    pub max_length: Option<i32>,
    /// Whether the answer comes as events (`delta`, `result`, `done`, `error`); `false` by default.
    pub stream: Option<bool>,
    /// Style of the prompt; `default` by default.
    #[words("default|cinematic")]
    pub template: Option<String>,
    /// How many shots the `cinematic` template has, 1 to 4; 2 by default.
    pub shot_count: Option<i32>,
    /// Whether the prompt tells of sound too; `true` by default.
    pub with_audio: Option<bool>,
}

/// Lets an LLM extend a prompt for a video between two frames. Neither answer nor price is documented.
///
/// Leave `stream` out: with it the service answers server-sent events, which this call cannot read.
#[operation(
    POST "/api/v1/userImage2Video/flf2v_prompt_extension" -> Value,
    js = "imageToVideo.extendFlf2vPrompt",
    sure = "documented/inferred"
)]
pub struct ExtendFlf2vPrompt {
    /// An id of your choice, such as 24 hexadecimal digits.
    pub reference_id: String,
    /// Public address of the first frame.
    pub image_url: String,
    /// The prompt to extend.
    pub prompt: String,
    /// What to avoid.
    #[empty]
    pub negative_prompt: String,
    /// Language of the answer; `en` by default.
    pub lang: Option<String>,
    /// Most characters of the answer.
    pub max_length: Option<i32>,
    /// Whether the answer comes as events (`delta`, `result`, `done`, `error`); `false` by default.
    pub stream: Option<bool>,
    /// Public address of the last frame.
    pub end_image_url: String,
}

//! Wan videos: Wan 2.5 to 2.7, Wan 3.0, reference to video, and Wan Spicy.

use a2e_wasm_macros::{family, part, record};

use super::shared::Code;

/// Starts a video by Wan 2.5, 2.6 or 2.7. Charged at once.
///
/// Wan 2.5 makes 5 or 10 seconds; 2.6 and most modes of 2.7 make 5, 10 or 15; `reference_image` makes 2 to
/// 15, and `video_edit` 5 to 10. `wan2.6-i2v` and `wan2.7-i2v` need a VIP or Max plan. A fresh task can be unknown to
/// `get` for a while: `data` is null.
#[family("wanVideos", "/api/v1/userWan25", WanVideoTask, sure = "documented/observed", webhook)]
pub struct StartWanVideo {
    /// A name of your choice.
    pub name: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// Public address of the first frame; needed for `first_frame` and `first_last_frame`.
    pub image_url: Option<String>,
    /// What to avoid.
    pub negative_prompt: Option<String>,
    /// Seconds, as a string; 5 by default.
    #[words("2|3|4|5|6|7|8|9|10|11|12|13|14|15")]
    #[either]
    pub duration: Option<String>,
    /// `720p` by default.
    #[words("480p|720p|1080p")]
    pub resolution: Option<String>,
    /// Width to height; `16:9` by default; for `text_to_video` and `reference_image` of Wan 2.7 only.
    #[words("1:1|16:9|9:16|4:3|3:4")]
    pub ratio: Option<String>,
    /// Whether the prompt is extended; `false` by default.
    pub enable_prompt_expansion: Option<bool>,
    /// Whether the video may have several shots; `false` by default.
    pub multi_shots: Option<bool>,
    /// The model; `wan2.5-i2v-preview` by default.
    #[words("wan2.5-i2v-preview|wan2.6-i2v|wan2.6-i2v-flash|wan2.7-i2v")]
    pub model: Option<String>,
    /// What it is made from; `first_frame` by default, all that models before `wan2.7-i2v` know.
    #[words("text_to_video|first_frame|first_last_frame|reference_image|video_extend|video_edit")]
    pub task_type: Option<String>,
    /// Public address of the last frame, for `first_last_frame`.
    pub last_frame_url: Option<String>,
    /// Public address of the video to go on with, for `video_extend`.
    pub first_clip_url: Option<String>,
    /// Public address of the video to change, for `video_edit`.
    pub edit_video_url: Option<String>,
    /// Public addresses of reference pictures.
    pub reference_image_urls: Option<Vec<String>>,
    /// Reference pictures and videos, 1 to 5.
    pub reference_media: Option<Vec<ReferenceMedia>>,
    /// Random seed, 0 to 2147483647.
    #[range("0..2147483647")]
    #[either]
    pub seed: Option<f64>,
    /// Whether the video has sound; `true` by default.
    pub audio: Option<bool>,
    /// Public address of a sound: WAV or MP3, 3 to 30 seconds, 15 MB at most.
    pub audio_url: Option<String>,
}

/// A reference picture or video.
#[part]
pub struct ReferenceMedia {
    /// What it is.
    #[words("reference_image|reference_video")]
    pub r#type: String,
    /// Its public address.
    pub url: String,
    /// Its length in seconds.
    #[either]
    pub duration: Option<f64>,
}

/// The record of a Wan video.
#[record(task)]
pub struct WanVideoTask {
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

/// Starts a video by Wan 3.0. Charged at once.
///
/// No route to follow the task is known, so there is no `get`, no `list` and no `wait`: give a
/// `webhook_url`. It takes about 14 minutes, with `wan3.0-video-prime` about 2. HTTP 503 means that its
/// provider or its price is not set up.
#[family(
    "wan30Videos",
    "/api/v1/userWan30",
    WanVideoTask,
    sure = "documented/inferred",
    get = "",
    list = "",
    batch = "",
    delete = "",
    webhook
)]
pub struct StartWan30Video {
    /// A name of your choice.
    pub name: Option<String>,
    /// The model; the service's own default is `wan3.0-video`.
    #[words("wan3.0-video|wan3.0-video-prime")]
    pub model: String,
    /// What it is made from; `text-to-video` by default.
    #[words("text-to-video|first-frame|first-last-frames|reference")]
    pub mode: Option<String>,
    /// Prompt and media.
    pub input: Wan30Input,
    /// Shape, length and sound.
    pub parameters: Wan30Parameters,
}

/// What a Wan 3.0 video is made from.
#[part]
pub struct Wan30Input {
    /// What is to happen; at most 5000 characters.
    pub prompt: Option<String>,
    /// Frames and references.
    pub media: Option<Vec<Wan30Media>>,
}

/// A frame or a reference of a Wan 3.0 video.
#[part]
pub struct Wan30Media {
    /// What it is.
    #[words("reference_image|reference_video|reference_audio|first_frame|last_frame|file|link")]
    pub r#type: String,
    /// Its public address.
    pub url: String,
    /// Its length in seconds.
    #[either]
    pub duration: Option<f64>,
}

/// How a Wan 3.0 video is to be.
#[part]
pub struct Wan30Parameters {
    /// `1080P` by default.
    #[words("480P|720P|1080P")]
    pub resolution: Option<String>,
    /// Width to height; `adaptive` by default.
    #[words("adaptive|1:1|16:9|9:16|4:3|3:4")]
    pub ratio: Option<String>,
    /// Seconds, 3 to 30, or -1 to leave it to the model; 5 by default.
    #[either]
    pub duration: Option<i32>,
    /// Whether it has sound; `true` by default.
    pub audio: Option<bool>,
    /// Whether the prompt is extended; `false` by default.
    pub prompt_extend: Option<bool>,
    /// Random seed, 0 to 2147483647.
    #[range("0..2147483647")]
    #[either]
    pub seed: Option<i32>,
    /// Whether it has a watermark; `false` by default.
    pub watermark: Option<bool>,
}

/// Starts a video by Wan 2.6 with the characters of references. Charged at once.
#[family(
    "wanReferenceVideos",
    "/api/v1/userWan26R2V",
    WanReferenceVideoTask,
    sure = "documented/inferred",
    webhook
)]
pub struct StartWanReferenceVideo {
    /// The model; `wan2.6-r2v-flash` by default.
    #[words("wan2.6-r2v-flash|wan2.6-r2v")]
    pub model: Option<String>,
    /// A name of your choice.
    pub name: Option<String>,
    /// Public addresses of the references; 5 at most.
    pub reference_urls: Vec<String>,
    /// What is to happen; it calls the references `character1`, `character2` and so on.
    pub prompt: String,
    /// Seconds, as a string; 5 by default.
    #[words("5|10")]
    #[either]
    pub duration: Option<String>,
    /// `720p` by default.
    #[words("720p|1080p")]
    pub resolution: Option<String>,
    /// Width to height; `16:9` by default.
    #[words("1:1|16:9|9:16|4:3|3:4")]
    pub aspect_ratio: Option<String>,
    /// One shot or several; `single` by default.
    #[words("single|multi")]
    pub shot_type: Option<String>,
    /// Whether the video has sound; `true` by default.
    pub audio: Option<bool>,
}

/// The record of a reference-to-video task.
#[record(task)]
pub struct WanReferenceVideoTask {
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

/// Starts a video from a picture by a Wan Spicy model. Charged at once.
///
/// Unlike in the other Wan families `duration` is a number. Code 1004 tells of a suspected minor, code 1003
/// of a minor, which is always refused.
#[family("wanSpicyVideos", "/api/v1/userWanSpicy", WanSpicyVideoTask, sure = "documented/inferred", webhook)]
pub struct StartWanSpicyVideo {
    /// The model; `wan2.7-i2v-spicy` by default.
    #[words("wan2.7-i2v-spicy|wan2.2-i2v-spicy")]
    pub model: Option<String>,
    /// A name of your choice.
    pub name: Option<String>,
    /// What is to happen.
    pub prompt: String,
    /// What to avoid; for Wan 2.7 only.
    pub negative_prompt: Option<String>,
    /// Public https address of the picture.
    pub image_url: String,
    /// Public address of a sound; for Wan 2.7 only.
    pub audio_url: Option<String>,
    /// Wan 2.7 knows `720p` and `1080p`, Wan 2.2 knows `480p` and `720p`.
    #[words("480p|720p|1080p")]
    pub resolution: String,
    /// Seconds: 2 to 15 with Wan 2.7, 5 or 8 with Wan 2.2.
    #[either]
    pub duration: f64,
    /// Whether the prompt is extended; `true` by default.
    pub prompt_extend: Option<bool>,
    /// Random seed.
    #[either]
    pub seed: Option<i32>,
    /// `true` goes on in spite of a suspected minor, aged 10 to 14; `false` by default.
    pub minor_suspected_skip: Option<bool>,
}

/// The record of a Wan Spicy video.
#[record(task)]
pub struct WanSpicyVideoTask {
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

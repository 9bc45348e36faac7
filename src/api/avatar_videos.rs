//! Avatar videos: an avatar speaks. (Vendor's group: Generate Avatar Videos.)

use a2e_wasm_macros::{family, operation, part, record};

use super::shared::{Code, Whole};

/// Starts a video in which an avatar speaks. Charged at once.
///
/// The speech is `audioSrc`, such as a file of `speech.generate`, or `custom_voice`; one of them must be
/// given. A background is `back_id`, `custom_back_id` or `color`, never both ids (code 30005), and each of
/// the three needs the sizes of background and avatar, the `web_…` fields. Where no background is replaced
/// they may be 0.
#[family(
    "avatarVideos",
    "/api/v1/video",
    AvatarVideoTask,
    sure = "documented/observed",
    start = "/generate",
    get = "POST /awsResult?_id",
    list = "/awsList",
    batch = "",
    paging = "current",
    status = "status",
    results = "result",
    failure_texts = "msg error fail_reason",
    rules = "back_id^custom_back_id audioSrc+custom_voice",
    unconfirmed = "delete",
    webhook
)]
pub struct StartAvatarVideo {
    /// A title of your choice; at most 40 characters.
    pub title: Option<String>,
    /// The avatar: an `_id` of `avatars.listAvailable`, 24 hexadecimal digits.
    pub anchor_id: String,
    /// 0 for a public avatar, 1 for a custom one.
    #[words("0|1")]
    pub anchor_type: f64,
    /// Public address of the speech.
    #[serde(rename = "audioSrc")]
    pub audio_src: Option<String>,
    /// The speech in place of `audioSrc`; its form is not documented.
    pub custom_voice: Option<String>,
    /// The avatar's own background, needed to replace it where the avatar's record has none.
    pub anchor_background_img: Option<String>,
    /// The avatar's own background colour, as `rgba()`.
    pub anchor_background_color: Option<String>,
    /// A system background: an `_id` of `backgrounds.list`.
    pub back_id: Option<String>,
    /// An own background: an `_id` of `backgrounds.add` or `backgrounds.listOwn`.
    pub custom_back_id: Option<String>,
    /// A background of one colour, as `rgba()`.
    pub color: Option<String>,
    /// A face swap, 24 hexadecimal digits; not documented further.
    pub face_swap_id: Option<String>,
    /// Height of the video in pixels; 1080 by default.
    #[either]
    pub resolution: Option<f64>,
    /// Width of the background; 0 by default.
    pub web_bg_width: Option<f64>,
    /// Height of the background; 0 by default.
    pub web_bg_height: Option<f64>,
    /// Width of the avatar; 0 by default.
    pub web_people_width: Option<f64>,
    /// Height of the avatar; 0 by default.
    pub web_people_height: Option<f64>,
    /// Horizontal place of the avatar; 0 by default.
    pub web_people_x: Option<f64>,
    /// Vertical place of the avatar; 0 by default.
    pub web_people_y: Option<f64>,
    /// Another width of the background, not documented further; -1 by default.
    pub web_dist_bg_width: Option<f64>,
    /// Another height of the background, not documented further; -1 by default.
    pub web_dist_bg_height: Option<f64>,
    /// Horizontal place that goes with them; 0 by default.
    pub web_dist_bg_x: Option<f64>,
    /// Vertical place that goes with them; 0 by default.
    pub web_dist_bg_y: Option<f64>,
    /// Part of Smart Motion Adjustment (slower, more natural), or no scaling: texts disagree.
    #[serde(rename = "isSkipRs")]
    pub is_skip_rs: Option<bool>,
    /// Not documented.
    #[serde(rename = "isSkipGp")]
    pub is_skip_gp: Option<bool>,
    /// How avatar and background are put together; not documented further.
    pub gp_model: Option<ComposeModel>,
    /// Not documented.
    pub erode_factor: Option<f64>,
    /// Not documented.
    pub wl_model: Option<String>,
    /// Name of a lip-sync model; the names are not documented.
    pub lip_model: Option<String>,
    /// A note of your choice.
    pub msg: Option<String>,
    /// Whether the public computing pool is used; a newer text speaks of sharing.
    #[serde(rename = "isToPublicPool")]
    pub is_to_public_pool: Option<bool>,
    /// Whether captions are written into the video.
    #[serde(rename = "isCaptionEnabled")]
    pub is_caption_enabled: Option<bool>,
    /// How the captions look.
    #[serde(rename = "captionAlign")]
    pub caption_align: Option<CaptionAlign>,
    /// Only in older texts, as a string; its meaning is not documented.
    #[serde(rename = "isAllowReverse")]
    pub is_allow_reverse: Option<String>,
}

/// How avatar and background are put together; the values are not documented.
#[part]
pub struct ComposeModel {
    /// The mode.
    pub compose_mode: Option<String>,
    /// The ratio.
    pub compose_ratio: Option<f64>,
}

/// How captions look.
#[part]
pub struct CaptionAlign {
    /// Locale of the speech, such as `en-US`.
    pub language: Option<String>,
    /// Colour of the text, as `rgba()`.
    #[serde(rename = "PrimaryColour")]
    pub primary_colour: Option<String>,
    /// Colour of the outline.
    #[serde(rename = "OutlineColour")]
    pub outline_colour: Option<String>,
    /// Style of the border; the numbers are not documented.
    #[serde(rename = "BorderStyle")]
    pub border_style: Option<i32>,
    /// Colour behind the text.
    #[serde(rename = "BackColour")]
    pub back_colour: Option<String>,
    /// Name of the font.
    #[serde(rename = "FontName")]
    pub font_name: Option<String>,
    /// Size of the font.
    #[serde(rename = "Fontsize")]
    pub fontsize: Option<i32>,
    /// Where the captions are, from 0 to 1.
    pub subtitle_position: Option<Code>,
    /// A title.
    pub title: Option<String>,
    /// Colour behind the title.
    #[serde(rename = "TitleBoxColour")]
    pub title_box_colour: Option<String>,
}

/// The record of an avatar video. The answer of a start is sure to hold `_id`, no more.
#[record]
pub struct AvatarVideoTask {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// The title it was started with.
    pub title: Option<String>,
    /// Text of a failure; empty where there is none.
    pub msg: Option<String>,
    /// Address of the video (mp4); empty before the end.
    pub result: Option<String>,
    /// Percent done.
    pub process: Option<i32>,
    /// Where it stands.
    #[words("init|start|pending|process|copy|success|fail")]
    pub status: Option<String>,
    /// 0 for a public avatar, 1 for a custom one; sent as a number or as a string.
    pub anchor_type: Option<Whole>,
    /// Width of the background.
    pub web_bg_width: Option<f64>,
    /// Height of the background.
    pub web_bg_height: Option<f64>,
    /// The background colour.
    pub color: Option<String>,
    /// Address of the avatar's part of the result.
    pub result_people_url: Option<String>,
    /// Address of the background's part of the result.
    pub result_bg_url: Option<String>,
    /// The avatar.
    pub anchor_id: Option<String>,
    /// The system background.
    #[nullable]
    pub replace_bg_id: Option<String>,
    /// The own background.
    #[nullable]
    pub custom_backs_id: Option<String>,
    /// When it was made (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
    /// Seconds since the start.
    pub diff_s: Option<i32>,
    /// The service's time of the answer.
    pub current_date: Option<String>,
    /// Text of a failure, beside `msg`.
    pub error: Option<String>,
    /// Text of a failure, beside `msg`.
    pub fail_reason: Option<String>,
    /// When it was done.
    pub end_success_date: Option<String>,
    /// Coins it cost. Not documented for avatar videos.
    pub coins: Option<f64>,
    /// When it last changed (ISO 8601). Not documented for avatar videos.
    #[serde(rename = "updatedAt")]
    pub updated_at: Option<String>,
    /// The account. Not documented for avatar videos.
    pub user_id: Option<String>,
}

/// Gets one avatar video by the newer route. Its answer is not documented, that of `get` is.
#[operation(
    GET "/api/v1/video/detail?video_id" -> AvatarVideoTask,
    js = "avatarVideos.detail",
    sure = "documented/inferred"
)]
pub struct GetAvatarVideoDetail {
    /// Id of the avatar video.
    #[id]
    pub id: String,
}

/// Lists the avatars that can speak, or the one of a training. Its `_id` is the `anchor_id` of a start.
///
/// There are no pages. `avatars.listAnchors` is the newer route; its records are not documented.
#[operation(
    GET "/api/v1/anchor/character_list" -> Vec<Avatar>,
    js = "avatars.listAvailable",
    sure = "observed/observed"
)]
pub struct ListAvailableAvatars {
    /// Only the avatar of this training task.
    pub user_video_twin_id: Option<String>,
    /// `default` for public avatars, `custom` for own ones; clients also send `public` and `0`.
    pub r#type: Option<String>,
}

/// An avatar that can speak. Which fields are there is not documented.
#[record]
pub struct Avatar {
    /// Its id: the `anchor_id` of `avatarVideos.start`.
    pub _id: String,
    /// Its name.
    pub name: Option<String>,
    /// Public or custom.
    pub r#type: Option<String>,
    /// The training task it came from.
    pub user_video_twin_id: Option<String>,
    /// Address of a picture of the person.
    pub people_img: Option<String>,
    /// Address of its background picture.
    pub background_img: Option<String>,
    /// Its background colour.
    pub background_color: Option<String>,
    /// Address of a cover picture.
    pub video_cover: Option<String>,
    /// Address of the video it was made from.
    pub base_video: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// When it was made (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
}

/// Lists the avatars that can speak by the newer route. The fields of its records are not documented.
#[operation(
    POST "/api/v1/anchor/list" -> Vec<Avatar>,
    js = "avatars.listAnchors",
    sure = "documented/inferred",
    effect = read
)]
pub struct ListAnchors {
    /// Adds the system avatars.
    #[words("a2e|tyzn")]
    pub web_type: Option<String>,
}

/// Answers the code of the language that a text is written in, as a bare string.
#[operation(
    POST "/api/v1/video/lang_classify" -> String,
    js = "languages.detect",
    sure = "observed/observed",
    effect = read
)]
pub struct DetectLanguage {
    /// The text.
    pub msg: String,
}

/// Lets videos fall back to the public computing pool: a setting for accounts with a line of their own.
#[operation(
    POST "/api/v1/video/auto-public-pool" -> PublicPoolSetting,
    js = "account.setAutoPublicPool",
    sure = "observed/observed"
)]
pub struct SetAutoPublicPool {
    /// Whether they fall back.
    #[serde(rename = "isAutoToPublicPool")]
    pub is_auto_to_public_pool: bool,
}

/// The setting as it stands.
#[record]
pub struct PublicPoolSetting {
    /// Whether videos fall back to the public computing pool.
    #[serde(rename = "isAutoToPublicPool")]
    pub is_auto_to_public_pool: Option<bool>,
}

//! Voices and speech: public voices, voice clones, text to speech. (Vendor's group: TTS and Voice Clone.)

use a2e_wasm_macros::{family, operation, record};

use super::shared::Code;
use super::value::Value;

/// Lists the public voices in groups. The `value` of a voice is the `tts_id` that `speech.generate` takes.
#[operation(
    GET "/api/v1/anchor/voice_list" -> Vec<VoiceGroup>,
    js = "voices.listPublic",
    sure = "documented/observed"
)]
pub struct ListPublicVoices {
    /// Language part of the locale; `en` by default.
    pub country: Option<String>,
    /// Region part of the locale; `US` by default.
    pub region: Option<String>,
    /// The locale; `en-US` by default.
    pub voice_map_type: Option<String>,
}

/// Public voices that belong together.
#[record]
pub struct VoiceGroup {
    /// What they have in common, such as a gender or a provider.
    pub label: Option<String>,
    /// The group's key.
    pub value: Option<String>,
    /// The voices.
    pub children: Option<Vec<PublicVoice>>,
}

/// A public voice.
#[record]
pub struct PublicVoice {
    /// Its name.
    pub label: String,
    /// Its id: the `tts_id` of `speech.generate`, 24 hexadecimal digits.
    pub value: String,
    /// Factor on the price.
    #[serde(rename = "ttsRate")]
    pub tts_rate: Option<f64>,
    /// Its language.
    pub language: Option<String>,
}

/// Lists the public voices by POST: the older form of `voices.listPublic`, with the same answer.
#[operation(
    POST "/api/v1/anchor/voice_list" -> Vec<VoiceGroup>,
    js = "legacy.listPublicVoices",
    sure = "documented/inferred",
    effect = read
)]
pub struct ListPublicVoicesLegacy {
    /// Language part of the locale; `en` by default.
    pub country: Option<String>,
    /// Region part of the locale; `US` by default.
    pub region: Option<String>,
    /// The locale; `en-US` by default.
    pub voice_map_type: Option<String>,
}

/// Lists the presets of system voices. The shape of the answer is not documented.
#[operation(
    POST "/api/v1/anchor/tts_list" -> Value,
    js = "voices.listPresets",
    sure = "documented/inferred",
    effect = read
)]
pub struct ListVoicePresets {}

/// Lists the voice clones whose training has ended well. There are no pages.
#[operation(
    GET "/api/v1/userVoice/completedRecord" -> Vec<VoiceCloneTask>,
    js = "voices.listCompleted",
    sure = "documented/documented"
)]
pub struct ListCompletedVoices {}

/// The record of a voice clone; its `_id` is the `user_voice_id` of `speech.generate`.
#[record]
pub struct VoiceCloneTask {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// The name it was started with, or given later.
    pub name: Option<String>,
    /// The recordings that went in.
    pub voice_urls: Option<Vec<String>>,
    /// Gender of the voice.
    #[words("female|male")]
    pub gender: Option<String>,
    /// The model it was trained by.
    #[words("a2e|cartesia|minimax|elevenlabs")]
    pub model: Option<String>,
    /// Language, such as `en`.
    pub lang: Option<String>,
    /// Locale, such as `en-US`.
    pub language: Option<String>,
    /// Where it stands; `pendding` is how the service spells pending.
    #[words("sent|pendding|processing|completed|failed")]
    pub current_status: Option<String>,
    /// Id of the voice at its maker; older texts want it as `user_voice_id`.
    pub speaker_id: Option<String>,
    /// Coins it cost.
    pub coins: Option<f64>,
    /// Text of a failure; empty or null where there is none. Not documented for voices.
    #[nullable]
    pub failed_message: Option<String>,
    /// Code of a failure; empty or null where there is none. Not documented for voices.
    #[nullable]
    pub failed_code: Option<Code>,
    /// Whether noise was taken out of the recordings.
    pub denoise: Option<bool>,
    /// Whether the voice was made more like the recordings.
    pub enhance_voice_similarity: Option<bool>,
    /// Coins for 10 seconds of speech.
    #[serde(rename = "ttsRate")]
    pub tts_rate: Option<f64>,
    /// Whether the coins were given back.
    #[serde(rename = "hasRefundCoin")]
    pub has_refund_coin: Option<bool>,
    /// The account.
    pub user_id: Option<String>,
    /// When it was made (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
    /// When it last changed (ISO 8601).
    #[serde(rename = "updatedAt")]
    pub updated_at: Option<String>,
    /// How it was trained; only in older answers.
    pub train_mode: Option<String>,
}

/// Trains a voice from recordings. Charged at once; a start that fails is refunded.
///
/// The recordings should hold 10 to 60 seconds of clean speech of one speaker. An account has one training
/// at a time, which usually ends within a minute. HTTP 403 means that the account may not have more clones.
#[family(
    "voices",
    "/api/v1/userVoice",
    VoiceCloneTask,
    sure = "documented/documented",
    start = "/training",
    list = "/trainingRecord",
    batch = "",
    paging = "none",
    rename,
    results = "",
    result_id = "_id",
    hours = 24,
    webhook
)]
pub struct StartVoiceClone {
    /// A name of your choice.
    pub name: String,
    /// Public addresses of the recordings, one or more.
    pub voice_urls: Vec<String>,
    /// Gender of the voice; `female` by default.
    #[words("female|male")]
    pub gender: Option<String>,
    /// Whether noise is taken out of the recordings.
    pub denoise: Option<bool>,
    /// Whether the voice is made more like the recordings.
    pub enhance_voice_similarity: Option<bool>,
    /// The model; `a2e` by default.
    #[words("a2e|cartesia|minimax|elevenlabs")]
    pub model: Option<String>,
    /// Locale, such as `en-US`; guessed from the headers of the request by default.
    pub language: Option<String>,
}

/// Speaks a text, and answers the address of the audio file (mp3 or wav). Charged at once.
///
/// There is no task: the answer is the finished file, which is kept for some days only. Exactly one of
/// `tts_id` and `user_voice_id` must be given.
#[operation(
    POST "/api/v1/video/send_tts" -> String,
    js = "speech.generate",
    sure = "documented/observed",
    effect = charge,
    rules = "tts_id/user_voice_id"
)]
pub struct GenerateSpeech {
    /// The text; 1000 characters at most for API callers, 3000 in the web app.
    pub msg: String,
    /// A public voice: a `value` of `voices.listPublic`, 24 hexadecimal digits.
    pub tts_id: Option<String>,
    /// A cloned voice: its `_id` or, by older texts, its `speaker_id`; `country` and `region` count then.
    pub user_voice_id: Option<String>,
    /// Language part of the locale; `en` by default.
    pub country: Option<String>,
    /// Region part of the locale; `US` by default.
    pub region: Option<String>,
    /// Speed, 0.5 to 2; 1 by default.
    #[serde(rename = "speechRate")]
    #[range("0.5..2")]
    pub speech_rate: Option<f64>,
    /// Kind of captcha; only for the web app.
    #[words("turnstile|aliyun_captcha")]
    pub r#type: Option<String>,
    /// Answer to a Turnstile captcha; only for the web app.
    pub turnstile_token: Option<String>,
    /// Answer to an Aliyun captcha; only for the web app.
    #[serde(rename = "captchaVerifyParam")]
    pub captcha_verify_param: Option<String>,
}

/// Lists the speech of the last 24 hours. The shape of the answer is not documented.
#[operation(
    GET "/api/v1/tts/preview/list" -> Value,
    js = "speech.previews.list",
    sure = "documented/inferred"
)]
pub struct ListSpeechPreviews {
    /// How many on a page, 1 to 100; 20 by default.
    #[serde(rename = "pageSize")]
    #[range("1..100")]
    pub page_size: Option<i32>,
    /// The page, from 1; 1 by default.
    #[range("1..")]
    pub current: Option<i32>,
}

/// Takes one piece of speech off the list of previews. Its audio file stays.
#[operation(
    DELETE "/api/v1/tts/preview/{id}" -> (),
    js = "speech.previews.delete",
    sure = "documented/inferred"
)]
pub struct DeleteSpeechPreview {
    /// Id of the preview.
    #[id]
    pub id: String,
}

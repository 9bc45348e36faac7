//! Text to image: pictures from a text.

use a2e_wasm_macros::{family, operation, record};

/// Starts making a picture from a text. Charged at once.
///
/// `max_images` makes that many tasks. A fresh task can be unknown to `get` for a while: HTTP 404, or `data` is
/// null. Older services answer one object that is already finished.
#[family(
    "textToImage",
    "/api/v1/userText2Image",
    TextToImageTask,
    sure = "documented/documented",
    results = "image_urls",
    answer = StartedTextToImage,
    webhook
)]
pub struct StartTextToImage {
    /// A name of your choice.
    pub name: Option<String>,
    /// What the picture shows.
    pub prompt: String,
    /// Width in pixels; 1024 by default.
    pub width: Option<f64>,
    /// Height in pixels; 1024 by default.
    pub height: Option<f64>,
    /// The model; `a2e` by default.
    #[words("a2e|seedream")]
    pub model_type: Option<String>,
    /// Public addresses of reference pictures: 2 at most for `a2e`, 10 for Seedream.
    pub input_images: Option<Vec<String>>,
    /// Whether the pass that keeps faces alike is left out; `false` by default.
    pub skip_face_enhance: Option<bool>,
    /// Width to height; for `seedream` only.
    #[words("1:1|16:9|9:16|4:3|3:4|3:2|2:3|21:9")]
    pub aspect_ratio: Option<String>,
    /// How many pictures, 1 to 8, each a task of its own.
    #[range("1..8")]
    pub max_images: Option<i32>,
    /// Style: `high_aes_general_v21_L` for a general one, `high_aes` for manga.
    #[words("high_aes_general_v21_L|high_aes")]
    #[superseded("a style key of older clients")]
    pub req_key: Option<String>,
}

/// The record of a text-to-image task.
#[record(task)]
pub struct TextToImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// Width in pixels.
    pub width: Option<f64>,
    /// Height in pixels.
    pub height: Option<f64>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
    /// The style.
    pub req_key: Option<String>,
    /// The model.
    pub model_type: Option<String>,
}

/// What a start answers.
#[record]
pub enum StartedTextToImage {
    /// A task for each picture.
    Tasks(Vec<TextToImageTask>),
    /// The older form: the pictures themselves.
    Pictures(TextToImagePictures),
}

/// The pictures of an older service, which makes them while the caller waits for the answer.
#[record]
pub struct TextToImagePictures {
    /// Id of the task.
    pub _id: Option<String>,
    /// The name it was started with.
    pub name: Option<String>,
    /// Where it stands.
    pub current_status: Option<String>,
    /// The pictures.
    pub image_urls: Option<Vec<String>>,
}

/// Makes a custom avatar of a generated picture.
///
/// The answer can be empty; then the avatar is found in `avatars.listAvailable`.
#[operation(
    POST "/api/v1/userText2Image/quickAddAvatar" -> Option<QuicklyAddedAvatar>,
    js = "textToImage.quickAddAvatar",
    sure = "documented/observed",
    effect = charge
)]
pub struct QuickAddAvatar {
    /// Id of the text-to-image task, 24 hexadecimal digits.
    pub _id: String,
    /// Gender of the person.
    #[words("female|male")]
    pub gender: Option<String>,
}

/// An avatar that was made of a generated picture.
#[record]
pub struct QuicklyAddedAvatar {
    /// Its id, which not every answer has.
    pub _id: Option<String>,
}

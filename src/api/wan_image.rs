//! Wan Image: pictures by Wan 2.6 and 2.7.

use a2e_wasm_macros::{family, record};

use super::value::Value;

/// Starts making a picture by Wan 2.6. Charged at once.
///
/// The service may refuse what it takes for NSFW, and answer without a task.
#[family(
    "wan26Images",
    "/api/v1/userWan26Image",
    Wan26ImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "page",
    results = "image_urls",
    webhook
)]
pub struct StartWan26Image {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows; at most 2000 characters.
    pub prompt: String,
    /// Public addresses of input pictures; 4 at most.
    pub input_images: Option<Vec<String>>,
    /// Width to height; `1:1` by default.
    #[words("1:1|16:9|9:16|4:3|3:4|3:2|2:3|21:9")]
    pub aspect_ratio: Option<String>,
    /// What to avoid; at most 500 characters.
    pub negative_prompt: Option<String>,
    /// Whether the prompt is extended; `true` by default.
    pub prompt_extend: Option<bool>,
    /// Whether it goes on where the check for NSFW fires.
    pub force_generate: Option<bool>,
}

/// The record of a picture by Wan 2.6.
#[record(task)]
pub struct Wan26ImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

/// Starts making a picture by Wan 2.7. Charged at once.
///
/// The service may refuse what it takes for NSFW, and answer without a task.
#[family(
    "wan27Images",
    "/api/v1/userWan27Image",
    Wan27ImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "page",
    results = "image_urls",
    webhook
)]
pub struct StartWan27Image {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows; at most 5000 characters.
    pub prompt: String,
    /// The model; `wan2.7-image` by default.
    #[words("wan2.7-image|wan2.7-image-pro")]
    pub model: Option<String>,
    /// Public addresses of input pictures; 9 at most, of 20 MB each.
    pub input_images: Option<Vec<String>>,
    /// Width to height; `1:1` by default.
    #[words("1:1|16:9|9:16|4:3|3:4|3:2|2:3|21:9")]
    pub aspect_ratio: Option<String>,
    /// Boxes in the input pictures, for interactive editing; their shape is not documented.
    pub bbox_list: Option<Vec<Value>>,
    /// Whether it goes on where the check for NSFW fires.
    pub force_generate: Option<bool>,
}

/// The record of a picture by Wan 2.7.
#[record(task)]
pub struct Wan27ImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

//! Qwen Image: pictures from a text, and edited pictures.

use a2e_wasm_macros::{family, record};

/// Starts making or editing a picture. Charged at once.
///
/// The list of these tasks is said to have pages, but how to ask for them is not documented.
#[family(
    "qwenImages",
    "/api/v1/userQwen2Image",
    QwenImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "none",
    results = "image_urls",
    webhook
)]
pub struct StartQwenImage {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows.
    pub prompt: String,
    /// The model; `qwen-image-2.0` by default.
    #[words("qwen-image-2.0|qwen-image-2.0-pro|qwen-image-3.0|qwen-image-3.0-pro")]
    pub model: Option<String>,
    /// Public addresses of pictures to edit.
    pub input_images: Option<Vec<String>>,
    /// Width and height in pixels; `1024*1024` by default. Those with 2048 for `qwen-image-3.0-pro` only.
    #[words(
        "1024*1024|1328*880|880*1328|1152*864|864*1152|1280*720|720*1280|1512*648|2048*2048|2048*1365|\
        1365*2048|2048*1536|1536*2048|2048*1152|1152*2048"
    )]
    pub size: Option<String>,
}

/// The record of a Qwen picture.
#[record(task)]
pub struct QwenImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

//! Kling Image: pictures from a text and from pictures.

use a2e_wasm_macros::{family, record};

/// Starts making one or several pictures. Charged at once.
///
/// An `n` above 1 makes several tasks; whether they are all answered is not documented, nor is how to ask for
/// a page of the list.
#[family(
    "klingImages",
    "/api/v1/userKlingImage",
    KlingImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "none",
    results = "image_urls",
    webhook
)]
pub struct StartKlingImage {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows.
    pub prompt: String,
    /// Public addresses of input pictures.
    pub input_images: Option<Vec<String>>,
    /// Width to height; `9:16` by default.
    #[words("1:1|16:9|9:16|4:3|3:4|3:2|2:3|21:9")]
    pub aspect_ratio: Option<String>,
    /// `1k` by default.
    #[words("1k|2k")]
    pub resolution: Option<String>,
    /// How many pictures, 1 to 9, each a task of its own.
    #[range("1..9")]
    pub n: Option<i32>,
}

/// The record of a Kling picture.
#[record(task)]
pub struct KlingImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

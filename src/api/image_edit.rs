//! Image edit: other clothing, or a product, in a picture.

use a2e_wasm_macros::{family, record};

/// Starts the edit of a picture by another one. Charged at once.
#[family(
    "imageEdit",
    "/api/v1/userImageEdit",
    ImageEditTask,
    sure = "documented/inferred",
    results = "result_url result_image_url",
    webhook
)]
pub struct StartImageEdit {
    /// A name of your choice.
    pub name: Option<String>,
    /// What is put in.
    #[words("clothing|product")]
    pub edit_type: String,
    /// Public addresses of the pictures, 2 or more; their order is not documented.
    pub image_urls: Vec<String>,
    /// Time limit in seconds; 120 by default.
    #[either]
    pub timeout: Option<f64>,
}

/// The record of an image edit. Which of the two fields has the result is not documented.
#[record(task)]
pub struct ImageEditTask {
    /// What was put in.
    pub edit_type: Option<String>,
    /// The pictures that went in.
    pub image_urls: Option<Vec<String>>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// The result, by another name.
    pub result_image_url: Option<String>,
}

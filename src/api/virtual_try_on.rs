//! Virtual try-on: the clothing of one picture on the person of another.

use a2e_wasm_macros::{family, record};

/// Starts making a picture of a person in other clothing. Charged at once.
#[family(
    "virtualTryOn",
    "/api/v1/virtualTryOn",
    VirtualTryOnTask,
    sure = "documented/observed",
    results = "result_url result_image_url",
    webhook
)]
pub struct StartVirtualTryOn {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public addresses of person and clothing; formerly of person, its mask, clothing, its mask.
    pub image_urls: Vec<String>,
    /// Time limit in seconds; 120 by default.
    #[either]
    pub timeout: Option<f64>,
}

/// The record of a virtual try-on. Which of the two fields has the result is not documented.
#[record(task)]
pub struct VirtualTryOnTask {
    /// The pictures that went in.
    pub image_urls: Option<Vec<String>>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// The result, by another name.
    pub result_image_url: Option<String>,
}

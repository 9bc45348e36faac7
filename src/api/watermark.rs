//! Watermarks: a text or a picture onto a file.

use a2e_wasm_macros::{operation, record};

/// Puts a text or a picture onto a file. Charged at once.
///
/// There is no task: the answer is the new file.
#[operation(
    POST "/api/v1/watermark/start" -> WatermarkedFile,
    js = "watermarks.add",
    sure = "observed/observed",
    effect = charge,
    holds = "result_url"
)]
pub struct AddWatermark {
    /// Public address of the file.
    pub media_url: String,
    /// What is put onto it.
    #[words("text|image")]
    pub watermark_type: String,
    /// The text, for `text`.
    pub text: Option<String>,
    /// Public address of the picture, for `image`.
    pub watermark_image_url: Option<String>,
    /// Size of the text.
    pub fontsize: Option<f64>,
    /// Colour of the text, as a list of numbers.
    pub fontcolor: Option<Vec<f64>>,
    /// Place of the watermark; the words are not documented.
    pub position: Option<String>,
    /// Size of the picture, as a ratio.
    pub scale_ratio: Option<f64>,
    /// Whether the result is scaled to 720p.
    pub to_720p: Option<bool>,
}

/// A file with a watermark.
#[record]
pub struct WatermarkedFile {
    /// Its address.
    pub result_url: String,
}

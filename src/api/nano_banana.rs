//! Nano Banana: pictures from a text, and edited pictures.

use a2e_wasm_macros::{family, part, record};

/// Starts making or editing a picture. Charged at once.
///
/// With `force_generate: false` the service may refuse what it takes for NSFW, and answer without a task.
#[family(
    "nanoBananas",
    "/api/v1/userNanoBanana",
    NanoBananaTask,
    sure = "documented/observed",
    get = "/detail/{id}",
    delete = "/delete/{id}",
    filter = ListNanoBananas,
    results = "image_urls",
    webhook
)]
pub struct StartNanoBanana {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows.
    pub prompt: String,
    /// The model; `nano-banana-pro` by default.
    #[words("nano-banana|nano-banana-pro|nano-banana-2|nano-banana-2-lite")]
    pub model: Option<String>,
    /// Public addresses of pictures to edit.
    pub input_images: Option<Vec<String>>,
    /// Width to height; `auto` by default.
    #[words("auto|1:1|16:9|9:16|4:3|3:4|3:2|2:3|4:5|5:4|21:9")]
    pub aspect_ratio: Option<String>,
    /// `1K` by default; `nano-banana` ignores it, `nano-banana-2-lite` makes 1K only.
    #[words("1K|2K|4K")]
    pub image_size: Option<String>,
    /// Whether the model may search the web; `false` by default; for `nano-banana-2` only.
    pub google_search: Option<bool>,
    /// Whether it goes on where the check for NSFW fires; `true` by default for API tokens.
    pub force_generate: Option<bool>,
}

/// Narrows the list of Nano Banana pictures.
#[part]
pub struct ListNanoBananas {
    /// Only the tasks in this state.
    #[words("initialized|processing|completed|failed")]
    pub status: Option<String>,
}

/// The record of a Nano Banana picture.
#[record(task)]
pub struct NanoBananaTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

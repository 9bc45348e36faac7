//! GPT Image: pictures from a text, and edited pictures.

use a2e_wasm_macros::{family, record};

/// Starts making or editing a picture. Charged at once; the results live 3 days.
///
/// `gpt-image-1.5` costs 20 coins (`medium`) or 35 (`high`), `gpt-image-2` costs 25, 35 or 45 for 1K, 2K or
/// 4K. The service may refuse what it takes for NSFW, and answer without a task.
#[family(
    "gptImages",
    "/api/v1/userGptImage",
    GptImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "page",
    results = "image_urls",
    webhook
)]
pub struct StartGptImage {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows; at most 3000 characters.
    pub prompt: String,
    /// Public addresses of pictures to edit; 16 at most.
    pub input_images: Option<Vec<String>>,
    /// The model; `gpt-image-1.5` by default.
    #[words("gpt-image-1.5|gpt-image-2")]
    pub model: Option<String>,
    /// Width to height; `1:1` by default. `gpt-image-1.5` knows `1:1`, `3:2` and `2:3` only.
    #[words("auto|1:1|16:9|9:16|4:3|3:4|3:2|2:3|21:9")]
    pub aspect_ratio: Option<String>,
    /// `medium` by default; for `gpt-image-1.5` only.
    #[words("medium|high")]
    pub quality: Option<String>,
    /// `1K` by default; for `gpt-image-2` only. No `4K` with `1:1`, and only `1K` with `auto`.
    #[words("1K|2K|4K")]
    pub resolution: Option<String>,
    /// Whether it goes on where the check for NSFW fires.
    pub force_generate: Option<bool>,
}

/// The record of a GPT Image picture.
#[record(task)]
pub struct GptImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

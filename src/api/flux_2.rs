//! Flux 2 Pro: pictures from a text, and edited pictures.

use a2e_wasm_macros::{family, part, record};

/// Starts making or editing a picture. Charged at once; the results live 7 days.
///
/// Expired tasks leave the list. Too few coins are HTTP 402 here. With `force_generate: false` the service
/// may refuse what it takes for NSFW, and answer without a task.
#[family(
    "flux2Images",
    "/api/v1/userFlux2",
    Flux2ImageTask,
    sure = "documented/inferred",
    get = "/detail/{id}",
    list = "/list",
    delete = "/{id}",
    paging = "page",
    filter = ListFlux2Images,
    results = "image_urls",
    webhook
)]
pub struct StartFlux2Image {
    /// A name of your choice.
    pub name: String,
    /// What the picture shows.
    pub prompt: String,
    /// Public addresses of pictures to edit; 8 at most.
    pub input_images: Option<Vec<String>>,
    /// Width to height; `9:16` by default. `match_input_image` takes that of the input.
    #[words("custom|match_input_image|1:1|16:9|9:16|4:3|3:4|3:2|2:3")]
    pub aspect_ratio: Option<String>,
    /// About 1 or 2 megapixels; `1K` by default.
    #[words("1K|2K")]
    pub resolution: Option<String>,
    /// Whether it goes on where the check for NSFW fires; `true` by default for API tokens.
    pub force_generate: Option<bool>,
}

/// Narrows the list of Flux 2 pictures.
#[part]
pub struct ListFlux2Images {
    /// Only the tasks in this state.
    #[words("initialized|processing|completed|failed")]
    pub status: Option<String>,
}

/// The record of a Flux 2 picture.
#[record(task)]
pub struct Flux2ImageTask {
    /// The prompt.
    pub prompt: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The pictures that went in.
    pub input_images: Option<Vec<String>>,
    /// The results; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

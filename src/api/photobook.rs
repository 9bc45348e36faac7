//! Photobook: several photos of one face, in one task.

use a2e_wasm_macros::{family, record};

/// Starts making a set of photos of one face. Charged at once.
///
/// One task makes all of them. It cannot be deleted while it runs (HTTP 400), and takes no webhook.
#[family(
    "photobooks",
    "/api/v1/userPhotobook",
    PhotobookTask,
    sure = "documented/inferred",
    get = "/{id}",
    delete = "/{id}",
    results = "image_urls"
)]
pub struct StartPhotobook {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of a picture of the face.
    pub face_image_url: String,
    /// The scene.
    pub location: Option<String>,
    /// What the person wears.
    pub clothing: Option<String>,
    /// How many photos; 4 by default.
    #[words("4|8|12|16")]
    pub total_count: Option<i32>,
}

/// The record of a photobook.
#[record(task)]
pub struct PhotobookTask {
    /// The face that went in.
    pub face_image_url: Option<String>,
    /// The scene.
    pub location: Option<String>,
    /// What the person wears.
    pub clothing: Option<String>,
    /// How many photos it makes.
    pub total_count: Option<i32>,
    /// The results, under a name that is inferred; empty before the end. The files expire.
    pub image_urls: Option<Vec<String>>,
}

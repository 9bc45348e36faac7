//! Backgrounds of avatar videos. (Vendor's group: Background Matting and Replacement.)

use a2e_wasm_macros::{operation, record};

/// Lists the background pictures, own and system ones. There are no pages.
#[operation(
    POST "/api/v1/custom_back/allBackground" -> Vec<Background>,
    js = "backgrounds.list",
    sure = "documented/observed",
    effect = read,
    free
)]
pub struct ListBackgrounds {}

/// A background picture.
#[record]
pub struct Background {
    /// Its id: the `back_id` (system) or `custom_back_id` (own) of `avatarVideos.start`.
    pub _id: String,
    /// Address of the picture.
    pub img_url: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// When it was added (ISO 8601).
    #[serde(rename = "createdAt")]
    pub created_at: Option<String>,
    /// Whose it is: `custom` for an own one, `default` for the service's.
    pub r#type: Option<String>,
}

/// Adds a background picture; its `_id` is a `custom_back_id` of `avatarVideos.start`.
#[operation(
    POST "/api/v1/custom_back/add" -> Background,
    js = "backgrounds.add",
    sure = "documented/observed"
)]
pub struct AddBackground {
    /// Public address of the picture.
    pub img_url: String,
    /// A name of your choice; clients send it, texts do not tell of it.
    pub name: Option<String>,
}

/// Deletes an own background picture.
#[operation(
    POST "/api/v1/custom_back/del?_id" -> (),
    js = "backgrounds.delete",
    sure = "documented/inferred",
    effect = delete
)]
pub struct DeleteBackground {
    /// Id of the background.
    #[id]
    pub id: String,
}

/// Lists the account's own background pictures. Pages are not documented.
#[operation(
    POST "/api/v1/custom_back/list" -> Vec<Background>,
    js = "backgrounds.listOwn",
    sure = "documented/inferred",
    effect = read,
    free
)]
pub struct ListOwnBackgrounds {}

/// Gets any one background picture. The service asks for no token here.
#[operation(
    POST "/api/v1/custom_back/randomBackground" -> Background,
    js = "backgrounds.random",
    sure = "documented/inferred",
    effect = read
)]
pub struct RandomBackground {}

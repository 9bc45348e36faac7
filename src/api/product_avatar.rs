//! Product avatar: a picture of a person with a product.

use a2e_wasm_macros::{family, part, record};

use super::value::Object;

/// Starts making a picture of a person with a product. Charged at once.
///
/// A task that is not done after 2 hours fails and is refunded.
#[family(
    "productAvatars",
    "/api/v1/productAvatar",
    ProductAvatarTask,
    sure = "documented/inferred",
    results = "result_image_url",
    webhook
)]
pub struct StartProductAvatar {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public addresses of the product and of the person, in this order.
    pub image_urls: Vec<String>,
    /// Where the product is placed.
    pub product_rect: ProductRect,
    /// What the picture shows.
    pub prompt: Option<String>,
    /// Time limit in seconds; 120 by default.
    #[either]
    pub timeout: Option<f64>,
}

/// Where a product is placed in a picture.
#[part]
pub struct ProductRect {
    /// Horizontal place.
    pub x: f64,
    /// Vertical place.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Rotation in degrees.
    pub rotation: f64,
    /// Factor on the size.
    pub scale: f64,
}

/// The record of a product avatar.
#[record(task)]
pub struct ProductAvatarTask {
    /// The pictures that went in.
    pub image_urls: Option<Vec<String>>,
    /// Where the product was placed.
    pub product_rect: Option<Object>,
    /// The prompt.
    pub prompt: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_image_url: Option<String>,
}

//! Credits: prices before a start, and what coins were spent on.

use a2e_wasm_macros::{operation, record};

use super::value::{Object, Value};

/// Asks for the price of a start without starting anything. Free.
#[operation(
    POST "/api/v1/generation/quote" -> Quote,
    js = "credits.quote",
    sure = "documented/inferred",
    effect = read
)]
pub struct QuoteGeneration {
    /// Path of the start; a `POST` before it is allowed.
    pub endpoint: String,
    /// The body that would be sent there.
    #[serde(rename = "requestBody")]
    pub request_body: Object,
}

/// A price. Its fields are not documented.
#[record]
pub struct Quote {
    /// The price in coins.
    pub credits: Option<f64>,
    /// Whether the whole body was checked; `false` if only what decides the price was.
    #[serde(rename = "generationRequestValidated")]
    pub generation_request_validated: Option<bool>,
}

/// Lists the movements of coins; what was spent is negative. The rows are not documented.
#[operation(
    GET "/api/v1/transactionRecord/creditsHistory" -> Value,
    js = "credits.history",
    sure = "documented/inferred"
)]
pub struct GetCreditsHistory {
    /// The page, from 1; 1 by default.
    #[serde(rename = "pageNum")]
    #[range("1..")]
    pub page_num: Option<i32>,
    /// How many on a page; 10 by default.
    #[serde(rename = "pageSize")]
    #[range("1..")]
    pub page_size: Option<i32>,
    /// `true` for what was spent only, `false` for what came in only.
    pub is_consumption: Option<bool>,
    /// First moment (ISO 8601), included.
    #[serde(rename = "startDate")]
    pub start_date: Option<String>,
    /// Last moment (ISO 8601), included.
    #[serde(rename = "endDate")]
    pub end_date: Option<String>,
}

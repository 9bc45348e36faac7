//! Tokens: made in the web UI now, by these calls in the past. (Vendor's group: Get Tokens.)

use a2e_wasm_macros::{operation, record};

/// Logs in by name and password, and gets a login token (JWT). It sends no API token.
///
/// Only the path is known; what goes in and what comes back are guesses.
#[operation(
    POST "/api/login/account" -> LoginToken,
    js = "tokens.login",
    sure = "inferred/inferred",
    effect = anonymous,
    free,
    deprecated = "tokens are made in the web UI (Account, API Token)"
)]
pub struct GetLoginToken {
    /// The account's e-mail address or phone number.
    pub username: Option<String>,
    /// Its password.
    pub password: Option<String>,
    /// The kind of login.
    pub r#type: Option<String>,
}

/// What a login answers.
#[record]
pub struct LoginToken {
    /// The login token (JWT), which `tokens.generate` needs.
    pub token: Option<String>,
}

/// Makes an API token. The client's token must be a login token here, not an API token.
#[operation(
    POST "/api/v1/token/generate" -> ApiToken,
    js = "tokens.generate",
    sure = "documented/documented",
    deprecated = "tokens are made in the web UI (Account, API Token)"
)]
pub struct GenerateApiToken {
    /// A note on what the token is for.
    pub alias: String,
}

/// An API token.
#[record]
pub struct ApiToken {
    /// Its id, 24 hexadecimal digits.
    pub _id: String,
    /// The token itself, which is shown only here.
    pub token: String,
}

/// Deletes an API token. The path is a guess, made after that of `tokens.generate`.
#[operation(
    POST "/api/v1/token/delete?_id" -> (),
    js = "tokens.delete",
    sure = "inferred/inferred",
    effect = delete,
    deprecated = "tokens are made in the web UI (Account, API Token)"
)]
pub struct DeleteApiToken {
    /// Id of the token.
    #[id]
    pub id: String,
}

/// Lists the API tokens; there are no pages. The path is a guess, made after that of `tokens.generate`.
#[operation(
    GET "/api/v1/token/list" -> Vec<ListedApiToken>,
    js = "tokens.list",
    sure = "inferred/inferred",
    deprecated = "tokens are made in the web UI (Account, API Token)"
)]
pub struct ListApiTokens {}

/// An API token in a list, without the token itself.
#[record]
pub struct ListedApiToken {
    /// Its id, 24 hexadecimal digits.
    pub _id: Option<String>,
    /// The note it was made with.
    pub alias: Option<String>,
}

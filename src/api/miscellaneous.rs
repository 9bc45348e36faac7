//! Miscellaneous: the account, languages and storage.

use a2e_wasm_macros::{operation, record};

use super::value::Value;

/// Adds a user to the account. Only one field is known, and the shape of the answer is not documented.
#[operation(POST "/api/v1/user/add" -> Value, js = "account.addUser", sure = "documented/inferred", free)]
pub struct AddUser {
    /// Name of the user.
    pub username: String,
}

/// Asks for the coins that are left; the cheapest way to try a token.
///
/// A bad token may be answered by HTTP 200 with the code 401 or 403.
#[operation(GET "/api/v1/user/remainingCoins" -> Coins, js = "account.coins", sure = "observed/observed")]
pub struct RemainingCoins {}

/// What an account can spend.
#[record]
pub struct Coins {
    /// Coins, the unit in which every start is charged.
    pub coins: f64,
    /// Diamonds, for lip-sync trainings (100 coins each).
    pub diamonds: Option<f64>,
}

/// Buys diamonds, for 100 coins each. There is no way back.
#[operation(
    POST "/api/v1/user/exchangeDiamonds" -> Coins,
    js = "account.exchangeDiamonds",
    sure = "documented/inferred",
    effect = charge,
    holds = "coins,diamonds"
)]
pub struct ExchangeDiamonds {
    /// How many, 1 or more.
    #[range("1..")]
    pub diamonds: i32,
}

/// Lists the languages and regions of voices. There are no pages.
#[operation(
    POST "/api/v1/anchor/language_list" -> Vec<Language>,
    js = "languages.list",
    sure = "documented/inferred",
    effect = read
)]
pub struct ListLanguages {
    /// A locale, such as `en-US`.
    pub voice_map_type: Option<String>,
}

/// A language of voices.
#[record]
pub struct Language {
    /// Its name.
    pub label: Option<String>,
    /// Its code, such as `en`.
    pub value: String,
    /// Its regions.
    pub children: Option<Vec<Region>>,
}

/// A region of a language.
#[record]
pub struct Region {
    /// Its name.
    pub label: Option<String>,
    /// Its code, such as `US`.
    pub value: Option<String>,
}

/// Lists the languages by GET: the older form of `languages.list`.
#[operation(
    GET "/api/v1/anchor/language_list" -> Vec<Language>,
    js = "legacy.listLanguages",
    sure = "observed/inferred"
)]
pub struct ListLanguagesLegacy {
    /// Language of the labels; `en` by default.
    pub lang: Option<String>,
}

/// Copies a file of another host to A2E's storage, for hosts that are slow or block the service.
#[operation(
    POST "/api/v1/tos/transferToStorage" -> StoredFile,
    js = "storage.transfer",
    sure = "observed/observed"
)]
pub struct TransferToStorage {
    /// Public address of the file.
    pub url: String,
}

/// A file on A2E's storage.
#[record]
pub struct StoredFile {
    /// Its public address.
    pub url: String,
}

/// Asks for an address to which one file can be uploaded. Callers with an API token are charged for it.
///
/// The file then goes there by PUT, with the same content type and no token; `storage.upload` does both.
#[operation(
    POST "/api/v1/r2/upload-presigned-url" -> PresignedUpload,
    js = "storage.presign",
    sure = "documented/documented",
    effect = charge,
    holds = "uploadUrl"
)]
#[serde(rename_all = "camelCase")]
pub struct PresignUpload {
    /// Name of the object; the service puts a prefix of the account before it.
    pub key: String,
    /// Storage bucket; `3days-apac` by default, whose files live 3 days.
    pub bucket: Option<String>,
    /// First part of the prefix; `adam2eve` by default.
    pub url_prefix: Option<String>,
    /// Host suffix of the public address.
    pub cdn_domain: Option<String>,
    /// Life of the address in seconds, at least 60.
    #[range("60..")]
    pub expires_in: Option<i32>,
    /// Media type of the file; part of the signature when given.
    pub content_type: Option<String>,
    /// Size of the file in bytes; part of the signature when given.
    pub file_size: Option<f64>,
    /// Size in bytes; wins over `fileSize`.
    pub content_length: Option<f64>,
}

/// An address for one upload.
#[record]
#[serde(rename_all = "camelCase")]
pub struct PresignedUpload {
    /// Where the bytes go by PUT.
    pub upload_url: String,
    /// Where the file can be read afterwards; this is what starts take. Documented as always there, and missing for some
    /// clients.
    pub cdn_url: Option<String>,
    /// Full name of the object.
    pub key: String,
    /// Its bucket.
    pub bucket: String,
    /// Life of `uploadUrl` in seconds.
    pub expires_in: f64,
}

/// A file that was uploaded.
#[record]
#[serde(rename_all = "camelCase")]
pub struct UploadedFile {
    /// Its public address, for the `…_url` fields of starts.
    pub url: String,
    /// Its full name in the bucket.
    pub key: String,
    /// Life of the upload address in seconds (not of the file: 3 days in the default bucket).
    pub expires_in_s: f64,
}

/// Asks for an upload address by the older path. Callers with an API token are charged for it.
///
/// Older answers had no `cdnUrl`: clients made it as `https://{bucket}.ai2everyone.com/{key}`, because starts
/// refuse the storage's own address.
#[operation(
    POST "/api/v1/r2/get_upload_presigned_url" -> LegacyPresignedUpload,
    js = "legacy.presignUpload",
    sure = "documented/documented",
    effect = charge,
    holds = "uploadUrl",
    deprecated = "use `storage.presign`"
)]
#[serde(rename_all = "camelCase")]
pub struct PresignUploadLegacy {
    /// Name of the object; the service puts a prefix of the account before it.
    pub key: String,
    /// Storage bucket; `3days-apac` by default, whose files live 3 days.
    pub bucket: Option<String>,
    /// First part of the prefix; `adam2eve` by default.
    pub url_prefix: Option<String>,
    /// Host suffix of the public address.
    pub cdn_domain: Option<String>,
    /// Life of the address in seconds, at least 60.
    #[range("60..")]
    pub expires_in: Option<i32>,
    /// Media type of the file; part of the signature when given.
    pub content_type: Option<String>,
    /// Size of the file in bytes; part of the signature when given.
    pub file_size: Option<f64>,
    /// Size in bytes; wins over `fileSize`.
    pub content_length: Option<f64>,
}

/// An address for one upload, as older answers had it.
#[record]
#[serde(rename_all = "camelCase")]
pub struct LegacyPresignedUpload {
    /// Where the bytes go by PUT.
    pub upload_url: String,
    /// Where the file can be read afterwards; not in older answers.
    pub cdn_url: Option<String>,
    /// Full name of the object.
    pub key: String,
    /// Its bucket.
    pub bucket: Option<String>,
    /// Life of `uploadUrl` in seconds.
    pub expires_in: Option<f64>,
}

/// Gets the account. A route of the web app: whether API tokens may use it is not known.
#[operation(
    POST "/api/v1/currentUser" -> User,
    js = "account.user",
    sure = "observed/observed",
    effect = read
)]
pub struct CurrentUser {}

/// An account.
#[record]
pub struct User {
    /// Its id, 24 hexadecimal digits.
    pub _id: Option<String>,
    /// Its e-mail address.
    pub name: Option<String>,
    /// Its nickname.
    pub nick_name: Option<String>,
    /// When it last checked in (UTC).
    #[serde(rename = "checkInTime")]
    #[nullable]
    pub check_in_time: Option<String>,
    /// When it can check in next (UTC).
    #[serde(rename = "nextCheckInTime")]
    #[nullable]
    pub next_check_in_time: Option<String>,
    /// Coins for checking in.
    #[serde(rename = "checkInCoins")]
    #[nullable]
    pub check_in_coins: Option<f64>,
}

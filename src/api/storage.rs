//! A2E's storage, where the inputs of tasks live. (Vendor's group: Miscellaneous.)

use serde::{Deserialize, Serialize};

use crate::operation::{Endpoint, Operation};

/// Asks for an address to which one file can be uploaded.
///
/// Documented; callers with an API token are charged for it. The file is then sent by PUT with the
/// same content type and without the token; `storage.upload` does both.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PresignUpload {
    /// Name of the object; the service puts a prefix of the account before it.
    pub key: String,
    /// Storage bucket; `3days-apac` by default, whose files live 3 days.
    #[serde(default)]
    pub bucket: Option<String>,
    /// First part of the prefix; `adam2eve` by default.
    #[serde(default)]
    pub url_prefix: Option<String>,
    /// Host suffix of the public address.
    #[serde(default)]
    pub cdn_domain: Option<String>,
    /// Life of the address in seconds, at least 60.
    #[serde(default)]
    pub expires_in: Option<u32>,
    /// Media type of the file; part of the signature when given.
    #[serde(default)]
    pub content_type: Option<String>,
    /// Size of the file in bytes; part of the signature when given.
    #[serde(default)]
    pub file_size: Option<f64>,
    /// Size in bytes; wins over `fileSize`.
    #[serde(default)]
    pub content_length: Option<f64>,
}

pub(crate) const PRESIGN: Operation = Operation::charge(
    "/api/v1/r2/upload-presigned-url",
    "key! bucket urlPrefix cdnDomain expiresIn:i[60..] contentType fileSize:n contentLength:n",
);

impl Endpoint for PresignUpload {
    const OPERATION: Operation = PRESIGN;
    type Answer = PresignedUpload;
}

/// An address for one upload. Documented.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PresignedUpload {
    /// Where the bytes go by PUT.
    pub upload_url: String,
    /// Where the file can be read afterwards; this is what starts take.
    pub cdn_url: String,
    /// Full name of the object.
    pub key: String,
    /// Its bucket.
    pub bucket: String,
    /// Life of `uploadUrl` in seconds.
    pub expires_in: f64,
}

/// A file that was uploaded.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UploadedFile {
    /// Its public address, for the `…_url` fields of starts.
    pub url: String,
    /// Its full name in the bucket.
    pub key: String,
    /// Life of the upload address in seconds (not of the file: 3 days in the default bucket).
    pub expires_in_s: f64,
}

/// Copies a file of another host to A2E's storage, for hosts that are slow or block the service.
///
/// Observed in clients; not in the vendor's newest description.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct TransferToStorage {
    /// The public address of the file.
    pub url: String,
}

pub(crate) const TRANSFER: Operation = Operation::post("/api/v1/tos/transferToStorage", "url!");

impl Endpoint for TransferToStorage {
    const OPERATION: Operation = TRANSFER;
    type Answer = StoredFile;
}

/// A file on A2E's storage.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct StoredFile {
    /// Its public address.
    pub url: String,
}

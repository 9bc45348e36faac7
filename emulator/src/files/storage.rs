//! The object storage: the presigned URLs and the stored files.

use std::collections::HashMap;

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderValue};

use crate::clock::Millis;
use crate::files::built_in::{self, File};
use crate::http::reply::{self, Reply};
use crate::http::request::{Request, decoded};

pub const ROOT: &str = "/__storage/";

#[derive(Default)]
pub struct Storage {
    objects: HashMap<String, Object>,
    /// By signature.
    presigned: HashMap<String, PresignedUpload>,
}

struct Object {
    owner: String,
    file: File,
}

/// What a presigned URL allows, and for whom.
pub struct PresignedUpload {
    pub owner: String,
    pub bucket: String,
    pub key: String,
    pub content_type: Option<String>,
    pub size: Option<u64>,
    pub expires_at: Millis,
}

impl Storage {
    pub fn presign(&mut self, signature: String, upload: PresignedUpload) {
        self.presigned.insert(signature, upload);
    }

    pub fn insert(&mut self, owner: &str, key: String, file: File) {
        self.objects.insert(key, Object { owner: owner.into(), file });
    }

    /// Returns the file with this key.
    pub fn get(&self, key: &str) -> Option<File> {
        self.objects.get(key).map(|object| object.file.clone()).or_else(|| built_in::built_in(key))
    }

    /// Returns the account for which the URL of this request was signed.
    pub fn uploader(&self, request: &Request) -> Option<&str> {
        self.find_presigned(request).map(|upload| upload.owner.as_str())
    }

    pub fn remove_account(&mut self, owner: &str) {
        self.objects.retain(|_, object| object.owner != owner);
        self.presigned.retain(|_, upload| upload.owner != owner);
    }

    fn find_presigned(&self, request: &Request) -> Option<&PresignedUpload> {
        self.presigned.get(&request.query_value("X-Amz-Signature")?)
    }

    /// Stores an upload. The same URL works again until it expires, as with the real storage.
    pub fn put(&mut self, request: &Request, now: Millis) -> Reply {
        match self.check(request, now) {
            Err((code, message)) => reply::storage_error(StatusCode::FORBIDDEN, code, message),
            Ok((owner, key)) => {
                let content_type = request.header(CONTENT_TYPE).unwrap_or("application/octet-stream").into();
                self.insert(&owner, key, File { bytes: request.body.clone(), content_type });
                stored_reply(&request.body)
            }
        }
    }

    /// Returns the owner and the key of a valid upload, or the code and the message of an error.
    fn check(
        &self,
        request: &Request,
        now: Millis,
    ) -> Result<(String, String), (&'static str, &'static str)> {
        let upload = self.find_presigned(request).ok_or((
            "SignatureDoesNotMatch",
            "The request signature does not match the signature you provided.",
        ))?;
        let path = decoded(request.path());
        if path.strip_prefix(ROOT) != Some(&format!("{}/{}", upload.bucket, upload.key)) {
            return Err(("SignatureDoesNotMatch", "The signature was made for another key."));
        }
        if request.headers.contains_key(AUTHORIZATION) {
            return Err((
                "InvalidArgument",
                "Only one auth mechanism allowed: send no Authorization header.",
            ));
        }
        if now > upload.expires_at {
            return Err(("ExpiredRequest", "Request has expired."));
        }
        if upload.content_type.is_some() && request.header(CONTENT_TYPE) != upload.content_type.as_deref() {
            return Err(("SignatureDoesNotMatch", "The signature was made for another Content-Type."));
        }
        if upload.size.is_some_and(|size| size != request.body.len() as u64) {
            return Err(("SignatureDoesNotMatch", "The signature was made for another Content-Length."));
        }
        Ok((upload.owner.clone(), upload.key.clone()))
    }
}

fn stored_reply(bytes: &Bytes) -> Reply {
    let mut reply = reply::empty(StatusCode::OK);
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{:x}\"", bytes.len())) {
        reply.headers_mut().insert(ETAG, etag);
    }
    reply
}

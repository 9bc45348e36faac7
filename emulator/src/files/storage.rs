//! The object storage: what has been promised a place, and what has been stored.

use std::collections::HashMap;

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderValue};

use crate::clock::Millis;
use crate::files::media::{self, Media};
use crate::http::reply::{self, Reply};
use crate::http::request::{Request, decoded};

pub const ROOT: &str = "/__storage/";

#[derive(Default)]
pub struct Storage {
    objects: HashMap<String, Object>,
    /// By signature.
    promises: HashMap<String, Promise>,
}

struct Object {
    owner: String,
    media: Media,
}

/// What a presigned URL allows.
pub struct Promise {
    pub owner: String,
    pub bucket: String,
    pub key: String,
    pub content_type: Option<String>,
    pub size: Option<u64>,
    pub expires_at: Millis,
}

impl Storage {
    pub fn promise(&mut self, signature: String, promise: Promise) {
        self.promises.insert(signature, promise);
    }

    pub fn store(&mut self, owner: &str, key: String, media: Media) {
        self.objects.insert(key, Object { owner: owner.into(), media });
    }

    /// What lies under a key.
    pub fn get(&self, key: &str) -> Option<Media> {
        self.objects.get(key).map(|object| object.media.clone()).or_else(|| media::built_in(key))
    }

    /// Whose presigned URL this is.
    pub fn owner(&self, request: &Request) -> Option<&str> {
        self.promised(request).map(|promise| promise.owner.as_str())
    }

    pub fn forget(&mut self, owner: &str) {
        self.objects.retain(|_, object| object.owner != owner);
        self.promises.retain(|_, promise| promise.owner != owner);
    }

    fn promised(&self, request: &Request) -> Option<&Promise> {
        self.promises.get(&request.query_value("X-Amz-Signature")?)
    }

    /// Takes an upload. The same URL may be used again while it is valid, as with the real storage.
    pub fn put(&mut self, request: &Request, now: Millis) -> Reply {
        match self.refusal(request, now) {
            Err((code, message)) => reply::storage_error(StatusCode::FORBIDDEN, code, message),
            Ok((owner, key)) => {
                let content_type = request.header(CONTENT_TYPE).unwrap_or("application/octet-stream").into();
                self.store(&owner, key, Media { bytes: request.body.clone(), content_type });
                stored(&request.body)
            }
        }
    }

    /// The owner and the key of a good upload.
    fn refusal(
        &self,
        request: &Request,
        now: Millis,
    ) -> Result<(String, String), (&'static str, &'static str)> {
        let promise = self.promised(request).ok_or((
            "SignatureDoesNotMatch",
            "The request signature does not match the signature you provided.",
        ))?;
        let path = decoded(request.path());
        if path.strip_prefix(ROOT) != Some(&format!("{}/{}", promise.bucket, promise.key)) {
            return Err(("SignatureDoesNotMatch", "The signature was made for another key."));
        }
        if request.headers.contains_key(AUTHORIZATION) {
            return Err((
                "InvalidArgument",
                "Only one auth mechanism allowed: send no Authorization header.",
            ));
        }
        if now > promise.expires_at {
            return Err(("ExpiredRequest", "Request has expired."));
        }
        if promise.content_type.is_some() && request.header(CONTENT_TYPE) != promise.content_type.as_deref() {
            return Err(("SignatureDoesNotMatch", "The signature was made for another Content-Type."));
        }
        if promise.size.is_some_and(|size| size != request.body.len() as u64) {
            return Err(("SignatureDoesNotMatch", "The signature was made for another Content-Length."));
        }
        Ok((promise.owner.clone(), promise.key.clone()))
    }
}

fn stored(bytes: &Bytes) -> Reply {
    let mut reply = reply::empty(StatusCode::OK);
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{:x}\"", bytes.len())) {
        reply.headers_mut().insert(ETAG, etag);
    }
    reply
}

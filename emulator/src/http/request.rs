//! A request with its complete body.

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap};
use hyper::{Method, Uri};
use percent_encoding::percent_decode_str;

#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Request {
    /// The path, still percent-encoded.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The decoded query parameters, in order.
    pub fn query(&self) -> impl Iterator<Item = (String, String)> {
        form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes()).into_owned()
    }

    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The host and port that the client used, so that links in answers lead back the same way.
    pub fn host(&self) -> &str {
        self.header(header::HOST).unwrap_or_default()
    }

    pub fn bearer(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION)?.strip_prefix("Bearer ").map(str::trim)
    }
}

/// Undoes percent-encoding. Bytes that are not UTF-8 become replacement characters.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

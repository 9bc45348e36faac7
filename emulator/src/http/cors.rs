//! The headers with which a browser allows pages of other origins to call.

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};

use crate::http::reply::{self, Reply};
use crate::http::request::Request;

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE, OPTIONS");
const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");
const TEN_MINUTES: HeaderValue = HeaderValue::from_static("600");

/// The headers of a response that a page may read besides the ones that it always may.
const EXPOSED: HeaderValue =
    HeaderValue::from_static("Retry-After, ETag, Content-Length, Content-Range, Accept-Ranges");

pub fn is_preflight(request: &Request) -> bool {
    request.method == Method::OPTIONS
}

pub fn preflight() -> Reply {
    reply::empty(StatusCode::NO_CONTENT)
}

/// Adds the headers that allow every request of every origin.
pub fn allow(headers: &mut HeaderMap, request: &Request) {
    let mut set = |name: HeaderName, value: HeaderValue| drop(headers.insert(name, value));
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    if is_preflight(request) {
        set(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        set(header::ACCESS_CONTROL_MAX_AGE, TEN_MINUTES);
        // `*` does not include `Authorization`.
        if let Some(wanted) = request.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
            set(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
        }
    }
}

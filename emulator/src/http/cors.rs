//! What a browser needs to see before it lets a page of another origin call.

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};

use crate::http::reply::{self, Reply};
use crate::http::request::Request;

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE, OPTIONS");
const ANYBODY: HeaderValue = HeaderValue::from_static("*");
const TEN_MINUTES: HeaderValue = HeaderValue::from_static("600");

/// What a page may read of an answer, beyond what it always may.
const EXPOSED: HeaderValue =
    HeaderValue::from_static("Retry-After, ETag, Content-Length, Content-Range, Accept-Ranges");

pub fn is_preflight(request: &Request) -> bool {
    request.method == Method::OPTIONS
}

pub fn preflight() -> Reply {
    reply::empty(StatusCode::NO_CONTENT)
}

/// Adds the headers that allow everything to everybody.
pub fn allow(headers: &mut HeaderMap, request: &Request) {
    let mut set = |name: HeaderName, value: HeaderValue| drop(headers.insert(name, value));
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    if is_preflight(request) {
        set(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        set(header::ACCESS_CONTROL_MAX_AGE, TEN_MINUTES);
        // A star would not cover Authorization.
        if let Some(wanted) = request.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
            set(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
        }
    }
}

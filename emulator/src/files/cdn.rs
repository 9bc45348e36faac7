//! The public links: files by their key, complete or in part.

use hyper::header::{ACCEPT_RANGES, CONTENT_RANGE, HeaderValue, RANGE};
use hyper::{Method, StatusCode};

use crate::files::built_in::PUBLIC_ROOT;
use crate::files::storage::Storage;
use crate::http::range::{RequestedRange, parse_range};
use crate::http::reply::{self, Reply};
use crate::http::request::{Request, decoded};

pub fn answer(storage: &Storage, request: &Request) -> Reply {
    let key = decoded(request.path().strip_prefix(PUBLIC_ROOT).unwrap_or_default());
    let is_read = request.method == Method::GET || request.method == Method::HEAD;
    let Some(file) = storage.get(&key).filter(|_| is_read) else {
        return reply::no_such_route(request.method.as_str(), request.path());
    };
    let length = file.bytes.len();
    let (mut reply, range) = match parse_range(request.header(RANGE), length) {
        RequestedRange::Whole => (reply::raw(StatusCode::OK, &file.content_type, file.bytes), None),
        RequestedRange::Bytes(first, last) => {
            let piece = file.bytes.slice(first..=last);
            let range = format!("bytes {first}-{last}/{length}");
            (reply::raw(StatusCode::PARTIAL_CONTENT, &file.content_type, piece), Some(range))
        }
        RequestedRange::Unsatisfiable => {
            (reply::empty(StatusCode::RANGE_NOT_SATISFIABLE), Some(format!("bytes */{length}")))
        }
    };
    let headers = reply.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        headers.insert(CONTENT_RANGE, range);
    }
    reply
}

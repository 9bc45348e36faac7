//! The receiver of a webhook.

use std::net::IpAddr;

use hyper::Uri;
use hyper::header::HeaderValue;
use hyper::http::uri::Scheme;

use crate::http::answer::ApiError;

/// The URL to call when a task ends.
#[derive(Clone)]
pub struct WebhookTarget {
    pub url: Uri,
    /// Sent in a header, by which the receiver can check the sender.
    pub token: Option<HeaderValue>,
}

impl WebhookTarget {
    pub fn new(url: &str, token: Option<&str>) -> Result<Self, ApiError> {
        let url = url.parse().ok().filter(is_allowed).ok_or_else(|| {
            ApiError::bad_request("webhook_url: must begin with https://, or lead to this machine")
        })?;
        let token = token.map(|token| HeaderValue::from_bytes(token.as_bytes()));
        let token = token.transpose().map_err(|_| ApiError::bad_request("webhook_token: fits no header"))?;
        Ok(Self { url, token })
    }
}

/// The service wants HTTPS. A local receiver rarely has a certificate, so it may use HTTP.
fn is_allowed(url: &Uri) -> bool {
    let host = url.host().unwrap_or_default();
    match url.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => !host.is_empty(),
        Some(scheme) if *scheme == Scheme::HTTP => is_loopback(without_brackets(host)),
        _ => false,
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// An IPv6 address without the brackets that it has in a URL; any other host as it is.
pub fn without_brackets(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

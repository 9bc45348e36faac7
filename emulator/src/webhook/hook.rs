//! Who is called when a task ends.

use std::net::IpAddr;

use hyper::Uri;
use hyper::header::HeaderValue;
use hyper::http::uri::Scheme;

use crate::http::answer::Refusal;

/// Whom a task tells of its end.
#[derive(Clone)]
pub struct Hook {
    pub url: Uri,
    /// Comes back in a header, by which the receiver knows who calls.
    pub token: Option<HeaderValue>,
}

impl Hook {
    pub fn new(url: &str, token: Option<&str>) -> Result<Self, Refusal> {
        let url = url.parse().ok().filter(is_allowed).ok_or_else(|| {
            Refusal::bad_request("webhook_url: must begin with https://, or lead to this machine")
        })?;
        let token = token.map(|token| HeaderValue::from_bytes(token.as_bytes()));
        let token = token.transpose().map_err(|_| Refusal::bad_request("webhook_token: fits no header"))?;
        Ok(Self { url, token })
    }
}

/// The service wants HTTPS. A receiver beside the emulator rarely has a certificate.
fn is_allowed(url: &Uri) -> bool {
    let host = url.host().unwrap_or_default();
    match url.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => !host.is_empty(),
        Some(scheme) if *scheme == Scheme::HTTP => is_loopback(bare(host)),
        _ => false,
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// The host without the brackets that an IPv6 address has in a URL.
pub fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

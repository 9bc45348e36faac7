//! Addresses of the storage, to which the proxy sends files with `proxyUploads`.

use wasm_bindgen::prelude::*;

use crate::server::settings::Settings;
use crate::{host, media, path, text};

/// Endings of hosts that only a network of the server's own knows.
const INNER: [&str; 4] = [".internal", ".local", ".localhost", ".lan"];

/// What is wrong with an address that files are to be sent to, if anything.
pub(super) fn problem(url: &str, settings: &Settings) -> Option<&'static str> {
    let part = |url: &str, name: &str| {
        host::text(&host::address(url, &JsValue::UNDEFINED), name).unwrap_or_default()
    };
    let (protocol, hostname) = (part(url, "protocol"), part(url, "hostname"));
    if !part(url, "secret").is_empty() {
        return Some("holds credentials");
    }
    let is_named = settings.storage_hosts.iter().any(|parent| media::is_below(&hostname, parent));
    if !is_named && !settings.storage_hosts.is_empty() {
        return Some("is of a host that is not among `storageHosts`");
    }
    // A service on this machine, as in a test, has its storage here as well.
    if path::is_loopback(&hostname) && path::is_loopback(&part(&settings.base, "hostname")) {
        return (!path::is_private(&protocol, &hostname)).then_some("is not of http or https");
    }
    if protocol != "https:" {
        return Some("is not https");
    }
    // Names with a dot that do not end in a number are names of the public DNS, and addresses of IP are none.
    let last = hostname.rsplit('.').next().unwrap_or_default();
    let is_public = text::holds(&hostname, ".")
        && last.bytes().any(|byte| !byte.is_ascii_digit())
        && !INNER.iter().any(|end| hostname.ends_with(end));
    (!is_public && !is_named)
        .then_some("is of a host within a network; name it in `storageHosts` if it is the storage's")
}

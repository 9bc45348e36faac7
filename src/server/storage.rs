//! Addresses of the storage, to which the proxy sends files with `proxyUploads`.

use crate::host;
use crate::server::origins::is_public_name;
use crate::server::settings::Settings;
use crate::transport::transfer;
use crate::url;

/// What is wrong with an address that files are to be sent to, if anything.
pub(super) fn problem(url: &str, settings: &Settings) -> Option<&'static str> {
    let part = |url: &str, name: &str| host::text(&host::address(url), name).unwrap_or_default();
    let (protocol, hostname) = (part(url, "protocol"), part(url, "hostname"));
    // With a dot at its end a name means the same, and would look like another one.
    let hostname = String::from(hostname.strip_suffix('.').unwrap_or(&hostname));
    if !part(url, "secret").is_empty() {
        return Some("holds credentials");
    }
    let is_named = settings.storage_hosts.iter().any(|parent| transfer::is_below(&hostname, parent));
    if !is_named && !settings.storage_hosts.is_empty() {
        return Some("is of a host that is not among `storageHosts`");
    }
    // A service on this machine, as in a test, has its storage here as well.
    if url::is_loopback(&hostname) && url::is_loopback(&part(&settings.base, "hostname")) {
        return (!matches!(&*protocol, "https:" | "http:")).then_some("is not of http or https");
    }
    if protocol != "https:" {
        return Some("is not https");
    }
    (!is_public_name(&hostname) && !is_named)
        .then_some("is of a host within a network; name it in `storageHosts` if it is the storage's")
}

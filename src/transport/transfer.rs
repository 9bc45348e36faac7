//! Files on their way: the bytes of an upload or of a result, which go without the token.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::{self, Error, ErrorKind, Result};
use crate::host;
use crate::machine::command::{Command, Move, Way};
use crate::machine::outcome::Outcome;
use crate::transport::envelope::{self, Reply};
use crate::url;

/// The bytes of a file, and where they go or come from.
pub(crate) struct Media {
    pub url: String,
    /// How many bytes there are, or may be.
    pub total: f64,
    /// Told `{ loaded, total }`.
    pub on_progress: Option<Function>,
    pub transfer: Transfer,
}

/// Which way the bytes go.
pub(crate) enum Transfer {
    Upload {
        /// The media type.
        content_type: String,
    },
    Download {
        /// Where the bytes may come from: these hosts and those below them. With none, anywhere.
        hosts: Vec<String>,
    },
}

/// Ten minutes: the `timeoutMs` of a client is meant for answers, not for files.
pub(crate) const TIMEOUT_MS: f64 = 600_000.0;

impl Media {
    pub(crate) fn is_upload(&self) -> bool {
        matches!(self.transfer, Transfer::Upload { .. })
    }

    /// The command that moves the bytes once.
    pub(crate) fn command(&self, body: &JsValue, ms: f64, fetch: Option<&Function>) -> Command {
        let way = match &self.transfer {
            Transfer::Upload { content_type } => Way::Upload { content_type, body },
            // No redirect is requested: a host that is not allowed may be one within a network.
            Transfer::Download { hosts } => Way::Download { follows: hosts.is_empty() },
        };
        let (url, total, on_progress) = (&*self.url, self.total, self.on_progress.as_ref());
        Command::transfer(&Move { way, url, total, on_progress, ms, fetch })
    }

    /// What a good answer of the host brings.
    pub(crate) fn take(&self, outcome: &Outcome) -> Result<Box<Reply>> {
        let Transfer::Download { hosts } = &self.transfer else { return Ok(Box::default()) };
        if outcome.has_excess() {
            return Err(Error::input("maxBytes", "is less than the file has"));
        }
        // Redirects were followed to the end.
        check(&outcome.url().unwrap_or_default(), hosts)?;
        Ok(Reply::new(outcome.value(), 0))
    }

    /// The error of a host that did not take, or give, the bytes.
    pub(crate) fn refusal(&self, status: u16) -> Error {
        let (kind, transient) = envelope::classify(status, None, "");
        let (kind, words) = match status {
            _ if error::is_redirect(status) => {
                (kind, "the host answered with a redirect, which is not followed")
            }
            _ if self.is_upload() => (kind, "the storage refused the file"),
            401 | 403 | 404 | 410 => {
                let words =
                    "the file is not there, or no more: results expire, most after 3 days; copy them in time";
                (ErrorKind::NotFound, words)
            }
            _ => (kind, "the host did not give the file"),
        };
        envelope::error(status, (kind, transient), words)
    }
}

/// The parts of an address, if nobody on the way can read what is sent there and it holds no credentials.
pub(crate) fn safe(url: &str) -> Option<JsValue> {
    let address = host::address(url);
    let part = |name: &str| host::text(&address, name).unwrap_or_default();
    let safe = url::is_private(&part("href")) && part("secret").is_empty();
    safe.then_some(address)
}

/// Whether a host is another one or below it.
pub(crate) fn is_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Refuses an address that is not safe, or is of another host; gives it without its query, where a secret
/// may be.
pub(crate) fn check(url: &str, hosts: &[String]) -> Result<String> {
    let wrong = |problem: &str| Err(Error::input("url", problem));
    let Some(address) = safe(url) else {
        return wrong("must be https, or of this machine, and hold no credentials");
    };
    let host = host::text(&address, "hostname").unwrap_or_default();
    if !hosts.is_empty() && !hosts.iter().any(|parent| is_below(&host, parent)) {
        return wrong("is of a host that is not among `allowHosts`");
    }
    let href = host::text(&address, "href").unwrap_or_default();
    Ok(String::from(crate::text::words(&href, "?").next().unwrap_or_default()))
}

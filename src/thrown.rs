//! What `fetch` throws, and what that means: an `Error` in good hosts, anything in others.

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::{host, text};

/// Whether the request provably never left: Node says so in the cause of its error. In a page
/// nobody can tell a refused connection from a lost answer.
pub(crate) fn never_sent(thrown: &JsValue) -> bool {
    let code = host::text(&host::get(thrown, "cause"), "code").unwrap_or_default();
    text::among(&code, "ECONNREFUSED ENOTFOUND EAI_AGAIN")
}

/// The error for what `fetch` threw.
pub(crate) fn error(cause: JsValue, in_page: bool) -> Error {
    let reason = host::text(&cause, "message").or_else(|| cause.as_string()).unwrap_or_default();
    let mut message = text::join(&["no answer arrived: ", &reason]);
    if in_page {
        // The service is believed to send no CORS headers, and pages are told nothing more.
        message.push_str(
            ". In a page this is most often CORS: the service does not answer pages of other origins. \
             Send the calls through a proxy on your own server and set `baseUrl` to it.",
        );
    }
    Error::new(ErrorKind::Network, &[&message]).with(|facts| {
        facts.cause = cause;
        facts.retryable = true;
    })
}

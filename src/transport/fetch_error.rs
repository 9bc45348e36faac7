//! What `fetch` throws, and what that means: an `Error` in good hosts, anything in others.
//!
//! Some errors prove that the request never left, so a start that failed with one was not charged. All that counts as
//! proof is in the two lists below. `tests/runtimes/unsent.mjs` meets most of it in the real hosts.
//!
//! | proof | where it was seen |
//! | --- | --- |
//! | `ECONNREFUSED`, `ENOTFOUND`, `EAI_…`, `EHOSTUNREACH`, `ENETUNREACH`, `EADDRNOTAVAIL` | Node 20 to 26 and undici 6 and 7 (in `cause`, or in `cause.errors` where a host has several addresses), Bun 1.4, node-fetch 2 and 3, cross-fetch 4, axios 1, got 14 (in `code`) |
//! | `connect E…` in the message: `ETIMEDOUT`, `EACCES`, `EINVAL` | Node, and what is made of its `net` |
//! | `…CERT…`, `UNABLE_TO_…`: certificates that nobody trusts, of another name, or out of date | the same, and Bun 1.4 |
//! | `wrong version number`, `alert protocol version`, `alert handshake failure`, `before secure TLS connection` | OpenSSL in Node 20 to 26 |
//! | `UND_ERR_CONNECT_TIMEOUT`, `UND_ERR_INVALID_ARG`, `UND_ERR_PRX_…`, `when HTTP Tunneling` (a proxy refuses CONNECT) | undici 6 and 7, Node 22 and 26 |
//! | `before receiving CONNECT response` | https-proxy-agent 7 |
//! | `ERR_INVALID_ARG_…`, `ERR_INVALID_URL`, `Failed to parse URL`, `Invalid URL`, `bad port` | Node, Bun, Deno |
//! | `client error (Connect)`; `Requires net access` | Deno 2.9, which gives no codes |
//! | `ERR_PROXY_TUNNEL`; `Is the computer able to …`, `Was there a typo in …`, `The TLS handshake failed` | Bun 1.4; its older codes differ, its words do not |
//!
//! Everything else proves nothing: a connection that was reset or closed, a time limit, `Failed to fetch` in a page, and
//! `Network connection lost` in workerd can all come after the service has charged.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::text;

/// What proves it, in a code or in words.
const PROOFS: &str = " connect E|ECONNREFUSED|ENOTFOUND|EAI_|CONNECT_TIMEOUT|CERT_|SIGNED_CERT|UNABLE_TO_|INVALID_ARG|\
    INVALID_URL|ERR_PRX|ERR_PROXY_TUNNEL|error (Connect)|Requires net access|\
    Is the computer able to|Was there a typo in|TLS handshake failed|when HTTP Tunneling|receiving CONNECT|\
    before secure TLS|wrong version number|alert protocol version|alert handshake failure|Failed to parse URL|\
    Invalid URL|bad port";
/// The same, unless it was a read or a write that failed: a network can go away under a connection.
const AWAY: &str = "EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL";

#[wasm_bindgen(module = "/src/host/host.js")]
extern "C" {
    /// What an error and its causes say, with their codes: one text, or one for each of several causes.
    fn sayings(thrown: &JsValue) -> Array;
}

/// The error for what `fetch` threw, and whether the request is known to have never left the host: it is `unsent`
/// already, or what was thrown proves it. Once an answer has begun nothing does. The message ends with the advice, unless
/// it was not sent.
pub(crate) fn error(thrown: JsValue, unsent: bool, answered: bool, advice: &str) -> (Error, bool) {
    let (mut message, mut proved) = (String::new(), !answered);
    for saying in sayings(&thrown).iter() {
        let saying = saying.as_string().unwrap_or_default();
        // One for each address that was tried: one of them may have got further than the others.
        proved = proved && proves(&saying);
        if message.is_empty() {
            message = saying;
        }
    }
    let unsent = unsent || proved;
    let begin = if unsent { "the request could not be sent:" } else { "no answer arrived:" };
    let advice = if unsent { "" } else { advice };
    let error = Error::new(ErrorKind::Network, &[begin, &message, advice]).with(|facts| {
        facts.cause = thrown;
        facts.retryable = true;
    });
    (error, unsent)
}

/// Whether what an error and its causes say proves that nothing was sent.
fn proves(words: &str) -> bool {
    text::holds_any(words, PROOFS)
        || text::holds_any(words, AWAY) && !text::holds_any(words, "read E|write E")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_was_never_made_is_proof() {
        for (code, words) in [
            ("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:9"),
            ("ENOTFOUND", "getaddrinfo ENOTFOUND a.invalid"),
            ("EAI_AGAIN", "getaddrinfo EAI_AGAIN a.invalid"),
            ("EHOSTUNREACH", ""),
            ("ETIMEDOUT", "request to https://a.example/ failed, reason: connect ETIMEDOUT 1.2.3.4:443"),
            ("EACCES", "connect EACCES"),
            ("UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"),
            ("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"),
            ("CERT_HAS_EXPIRED", "certificate has expired"),
            ("ERR_TLS_CERT_ALTNAME_INVALID", ""),
            ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", ""),
            (
                "EPROTO",
                "write EPROTO 80:error:0A:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c",
            ),
            ("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
            ("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
            ("", "error sending request for url (http://a/): client error (Connect): dns error"),
            ("ConnectionRefused", "Unable to connect. Is the computer able to access the url?"),
            ("EINVAL", "EINVAL: Was there a typo in the url or port?"),
        ] {
            assert!(proves(&text::join(&[" ", code, " ", words])), "{code}: {words}");
        }
    }

    #[test]
    fn what_can_come_after_the_request_is_no_proof() {
        for (code, words) in [
            ("", ""),
            ("", "Failed to fetch"),
            ("", "Network connection lost."),
            (
                "",
                "error sending request: client error (SendRequest): connection closed before message completed",
            ),
            ("UND_ERR_SOCKET", "other side closed"),
            ("ECONNRESET", "read ECONNRESET"),
            ("ECONNRESET", "socket hang up"),
            ("EPIPE", "write EPIPE"),
            // axios says so of an answer that is late.
            ("ETIMEDOUT", "timeout of 1000ms exceeded"),
            ("ETIMEDOUT", "read ETIMEDOUT"),
            ("EHOSTUNREACH", "read EHOSTUNREACH"),
            ("ENETUNREACH", "request to http://a/ failed, reason: write ENETUNREACH"),
            ("UND_ERR_HEADERS_TIMEOUT", "Headers Timeout Error"),
            ("UND_ERR_ABORTED", "Request aborted"),
            ("EPROTO", "write EPROTO"),
            ("ERR_NETWORK", "Network Error"),
            ("", "the pool could not reconnect EARLY"),
        ] {
            assert!(!proves(&text::join(&[" ", code, " ", words])), "{code}: {words}");
        }
    }
}

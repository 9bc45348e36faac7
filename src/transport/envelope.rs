//! The service's envelope: `{ code, data, msg, trace_id }` in all the forms it is known to take.
//!
//! Documented: `code` 0 is success, whatever the HTTP status. The newer description draws
//! `{ success, data }` and `{ success: false, error }` for some routes. Observed in clients: the
//! text in `msg`, `message`, `error`, `error.message` or `errors`; codes 401 and 403 inside
//! HTTP 200; HTML from routes that do not exist; `{ data }` without `code`; a list in `data.data`.

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Facts, NOT_MODIFIED, Result};
use crate::id::id_of;
use crate::record::page;
use crate::{host, text};

/// The members of an envelope.
const MEMBERS: &str = "code success data msg message error errors trace_id";

/// A good answer: `data` as the service gave it, and the id it gave the request.
#[derive(Default)]
pub(crate) struct Reply {
    pub data: JsValue,
    pub trace_id: JsValue,
    /// The HTTP status.
    pub status: u16,
    /// Whether it was in an envelope.
    pub envelope: bool,
}

impl Reply {
    /// An answer without an envelope.
    pub(crate) fn new(data: JsValue, status: u16) -> Box<Self> {
        Box::new(Self { data, trace_id: JsValue::UNDEFINED, status, envelope: false })
    }
}

/// Opens an answer's text. Errors carry kind, code, status, trace id and whether to try again.
pub(crate) fn open(status: u16, text: &JsValue) -> Result<Box<Reply>> {
    let Some(body) = host::parse(text).filter(JsValue::is_object) else {
        if status == 202 {
            return Ok(Reply::new(JsValue::UNDEFINED, status));
        }
        return Err(unreadable(status, text));
    };
    let trace_id = host::get(&body, "trace_id");
    let code = host::get(&body, "code");
    let success = host::get(&body, "success");
    let is_good = match number(&body) {
        // Other services give the HTTP status of a success as its code. To refuse it would lose the id of a paid task.
        Some(code) => matches!(code, 0 | 200..300),
        None if !code.is_undefined() && !code.is_null() => false,
        None if success.is_undefined() => {
            let silent = host::told(&body).is_undefined();
            let wrapped = is_envelope(&body);
            // No envelope at all. Observed in one client (Veo): the record itself is the answer.
            if status < 400 && !wrapped && (silent || host::elements(&body).is_some()) {
                return Ok(Box::new(Reply { data: body, trace_id, status, envelope: false }));
            }
            // With words beside the data they may be a refusal, unless there is something in the data.
            status < 400 && wrapped && (silent || !fails(&body) && host::is_filled(&host::get(&body, "data")))
        }
        None => success.is_truthy(),
    };
    if !is_good {
        return Err(refusal(status, &body, code, trace_id.as_string().unwrap_or_default()));
    }
    Ok(Box::new(Reply { data: content(&body), trace_id, status, envelope: true }))
}

/// What an envelope holds: its `data`, or that of an envelope within it, if it is a list or a record with an id. `data` that
/// is an array is the list itself.
fn content(body: &JsValue) -> JsValue {
    let data = host::get(body, "data");
    let inner = host::get(&data, "data");
    let is_list = || host::elements(&inner).is_none() && page::records(&inner).is_some();
    if is_envelope(&data) && (id_of(&inner).is_some() || is_list()) { inner } else { data }
}

/// Whether a value is an envelope around `data`. A record may have a field of that name: it has others beside it, that
/// no envelope has.
fn is_envelope(value: &JsValue) -> bool {
    host::holds_data(value, MEMBERS)
}

/// Whether an answer without a code tells of an error.
fn fails(body: &JsValue) -> bool {
    host::get(body, "error").is_truthy() || host::get(body, "errors").is_truthy()
}

fn refusal(status: u16, body: &JsValue, code: JsValue, trace_id: String) -> Error {
    let text = host::reason(body);
    let words = if text.is_empty() { "the service refused without a reason" } else { &text };
    // `success: false` stands in the place of a code.
    let failed = (host::get(body, "success").as_bool() == Some(false)).then_some(-1);
    let mut class = classify(status, number(body).or(failed), &text);
    // Neither a number nor an error says that it is a refusal, so a start may have been accepted.
    let is_vague = status < 300 && number(body).or(failed).is_none() && !fails(body);
    if is_vague && class.0 == ErrorKind::Server {
        class.0 = ErrorKind::Decode;
    }
    error(status, class, words).with(|facts| {
        facts.code = code;
        facts.unsent = host::get(body, "sent").as_bool() == Some(false);
        facts.envelope = true;
        facts.record = content(body);
        facts.trace_id = trace_id;
    })
}

fn unreadable(status: u16, text: &JsValue) -> Error {
    let start = host::beginning(text);
    let what = if status == NOT_MODIFIED {
        String::from("a cache on the way answered 304 (not modified), which has no content")
    } else if start.is_empty() {
        String::from("the answer is empty")
    } else {
        text::join(&["the answer is no JSON envelope; it begins `", &start, "`"])
    };
    let class = match status {
        400.. => classify(status, None, ""),
        _ => (ErrorKind::Decode, false),
    };
    error(status, class, &what)
}

/// The error of an answer, of its kind, and whether the same request may succeed later.
pub(crate) fn error(status: u16, (kind, transient): (ErrorKind, bool), words: &str) -> Error {
    Error::new(kind, &[words]).with(|facts| {
        facts.status = status;
        facts.retryable = transient;
    })
}

/// The code of an answer: a number, or digits in a string.
fn number(body: &JsValue) -> Option<i32> {
    let code = page::number(body, "code").as_f64().filter(|code| code.fract() == 0.0)?;
    Some(code as i32)
}

/// Words of a refusal that tell of the service's own trouble, or of work that had begun.
const TROUBLE: &str = "internal|upstream|time|unexpected|unavailable|busy|exception|database|server|again|panic|null|\
    undefined|pointer|unknown|connect|response|result|model|generat|process|task";
/// What a caller gives to a start.
const INPUTS: &str = "image|picture|photo|video|audio|face|url|link|prompt|param|field|file";
/// What can be wrong with it.
const FAULTS: &str = "valid|required|must |support|public|accessible|fetch|download|too |no face|no clear";

/// Kind of a refusal, and whether the same request may succeed later.
///
/// Codes 1001 (a refusal of any reason), 1003 and 1004 (a minor seen or suspected) and 30005 (two
/// backgrounds at once) are documented; what the words say is observed in clients.
///
/// With a status or code of 500 and above the words count only where they are a clean refusal: one in an envelope (`code`
/// is there), of moderation, of too few coins, or of a fault in what the caller gave (one of `INPUTS` with one of
/// `FAULTS`), and without any of the words of `TROUBLE`. Such a request was not charged. Everything else is `Server`,
/// of which nobody knows what was done.
pub fn classify(status: u16, code: Option<i32>, told: &str) -> (ErrorKind, bool) {
    let words = text::lower(told);
    let says = |parts| text::holds_any(&words, parts);
    let http = match code {
        Some(code @ 400..=599) => code,
        _ => i32::from(status),
    };
    let muddled = http >= 500 && (code.is_none() || says(TROUBLE));
    let kind = match (code, http) {
        (Some(1003 | 1004), _) => ErrorKind::Moderation,
        (Some(30005), _) => ErrorKind::Validation,
        (_, 401) => ErrorKind::Auth,
        (_, 402) => ErrorKind::Credits,
        (_, 404) => ErrorKind::NotFound,
        // Of a proxy on the way, which sends on nothing.
        (_, 407) => ErrorKind::Network,
        (_, 408) => ErrorKind::Timeout,
        (_, 429) => ErrorKind::RateLimit,
        _ if muddled => ErrorKind::Server,
        _ if says("nsfw|moderation|sensitive content|inappropriate") => ErrorKind::Moderation,
        _ if says("coin|credit|balance") && says("sufficient|enough|too few|too low|no c|out of c") => {
            ErrorKind::Credits
        }
        (_, 403) => ErrorKind::Permission,
        (_, 500..) if !(says(INPUTS) && says(FAULTS)) => ErrorKind::Server,
        (_, 400..) => ErrorKind::Validation,
        _ => ErrorKind::Server,
    };
    (kind, matches!(http, 408 | 429) || http >= 500 && kind == ErrorKind::Server)
}

/// What a person can do about an error, where that is always the same. A client without a token speaks to a proxy: its
/// reader has no token and no coins of their own.
pub(crate) fn advice(facts: &Facts, proxied: bool) -> &'static str {
    match facts.kind {
        // The proxy of `a2e-wasm/server` has said it all.
        _ if facts.unsent => "",
        ErrorKind::Auth if proxied => "Sign in, or check the token of the proxy at `baseUrl`.",
        ErrorKind::Auth => "Check the token: it is made in the web app under Account > API Token.",
        ErrorKind::Network => "A proxy on the way refused it, so the service did not get it.",
        ErrorKind::RateLimit => "Wait `retryAfterMs` if given, and send fewer requests at once.",
        _ if proxied && !facts.envelope && !facts.retryable => "Check that a proxy is at `baseUrl`.",
        ErrorKind::Permission if text::holds(&facts.message, "free users") => "The API needs a paid plan.",
        ErrorKind::Credits if !proxied => "Buy coins in the web app, or ask for less.",
        ErrorKind::Config
        | ErrorKind::Permission
        | ErrorKind::Credits
        | ErrorKind::Validation
        | ErrorKind::Moderation
        | ErrorKind::NotFound
        | ErrorKind::Server
        | ErrorKind::Timeout
        | ErrorKind::Aborted
        | ErrorKind::Decode
        | ErrorKind::TaskFailed
        | ErrorKind::TaskTimeout
        | ErrorKind::UnknownOutcome
        | ErrorKind::Unsupported
        | ErrorKind::Internal => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_decides_where_there_is_no_code() {
        let kind = |status| classify(status, None, "").0;
        assert_eq!(kind(400), ErrorKind::Validation);
        assert_eq!(kind(401), ErrorKind::Auth);
        assert_eq!(kind(402), ErrorKind::Credits);
        assert_eq!(kind(403), ErrorKind::Permission);
        assert_eq!(kind(404), ErrorKind::NotFound);
        assert_eq!(kind(409), ErrorKind::Validation);
        assert_eq!(kind(429), ErrorKind::RateLimit);
        assert_eq!(kind(503), ErrorKind::Server);
    }

    #[test]
    fn a_code_inside_http_200_decides() {
        let kind = |code| classify(200, Some(code), "").0;
        assert_eq!(kind(401), ErrorKind::Auth);
        assert_eq!(kind(403), ErrorKind::Permission);
        assert_eq!(kind(1001), ErrorKind::Server);
        assert_eq!(kind(1003), ErrorKind::Moderation);
        assert_eq!(kind(1004), ErrorKind::Moderation);
        assert_eq!(kind(30005), ErrorKind::Validation);
    }

    #[test]
    fn the_service_s_words_tell_coins_and_moderation() {
        assert_eq!(classify(400, Some(400), "Insufficient coins").0, ErrorKind::Credits);
        assert_eq!(classify(400, Some(400), "NSFW content found").0, ErrorKind::Moderation);
        assert_eq!(classify(400, Some(400), "coins must be a number").0, ErrorKind::Validation);
    }

    #[test]
    fn a_clean_refusal_wins_over_a_status_of_500() {
        for (told, kind) in [
            ("Insufficient credits", ErrorKind::Credits),
            ("NSFW content detected", ErrorKind::Moderation),
            ("Failed to fetch image", ErrorKind::Validation),
            ("The image URL is not publicly accessible", ErrorKind::Validation),
            ("Invalid image url", ErrorKind::Validation),
            ("image_url is required", ErrorKind::Validation),
            ("No face found in the picture", ErrorKind::Validation),
        ] {
            assert_eq!(classify(500, Some(500), told), (kind, false), "{told}");
            assert_eq!(classify(200, Some(500), told), (kind, false), "{told}");
            assert_eq!(classify(500, Some(1001), told), (kind, false), "{told}");
            // Without an envelope anybody on the way may have said it.
            assert_eq!(classify(500, None, told), (ErrorKind::Server, true), "{told}");
        }
    }

    #[test]
    fn a_muddled_refusal_of_500_stays_the_service_s_trouble() {
        for told in [
            "",
            "EXAMPLE",
            "internal error",
            "Internal error: invalid image",
            "runtime error: invalid memory address or nil pointer dereference",
            "invalid response of the video model",
            "video generation failed: invalid image",
            "moderation service unavailable",
            "Failed to fetch image: timed out",
            "insufficient credits? please try again",
            "invalid state",
            "fetch failed",
            "an image",
        ] {
            assert_eq!(classify(500, Some(500), told), (ErrorKind::Server, true), "{told}");
        }
    }

    #[test]
    fn a_proxy_that_wants_credentials_sent_nothing() {
        assert_eq!(classify(407, None, ""), (ErrorKind::Network, false));
    }

    #[test]
    fn only_overload_and_server_trouble_pass_by_themselves() {
        let transient = |status, code| classify(status, code, "").1;
        assert!(
            transient(429, None) && transient(500, None) && transient(200, Some(429)) && transient(408, None)
        );
        assert!(
            !transient(400, None)
                && !transient(401, None)
                && !transient(200, Some(1001))
                && !transient(302, None)
        );
    }
}

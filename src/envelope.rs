//! The service's envelope: `{ code, data, msg, trace_id }` in all the forms it is known to take.
//!
//! Documented: `code` 0 is success, whatever the HTTP status. The newer description draws
//! `{ success, data }` and `{ success: false, error }` for some routes. Observed in clients: the
//! text in `msg`, `message`, `error`, `error.message` or `errors`; codes 401 and 403 inside
//! HTTP 200; HTML from routes that do not exist.

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::{host, text};

/// A good answer: `data` as the service gave it, and the id it gave the request.
#[derive(Default)]
pub(crate) struct Reply {
    pub data: JsValue,
    pub trace_id: JsValue,
    /// The HTTP status.
    pub status: u16,
    /// The token it was asked with: whoever quotes `data` in an error must take it out.
    pub token: String,
}

impl Reply {
    /// An answer without an envelope.
    pub(crate) fn new(data: JsValue, status: u16) -> Box<Self> {
        Box::new(Self { data, status, ..Self::default() })
    }
}

/// Opens an answer's text. Errors carry kind, code, status, trace id and whether to try again.
pub(crate) fn open(status: u16, text: &JsValue, token: &str) -> Result<Box<Reply>> {
    let Some(body) = host::parse(text).filter(JsValue::is_object) else {
        if status == 202 {
            return Ok(Reply::new(JsValue::UNDEFINED, status));
        }
        return Err(unreadable(status, &text.as_string().unwrap_or_default(), token));
    };
    let trace_id = host::get(&body, "trace_id");
    let code = host::get(&body, "code");
    let success = host::get(&body, "success");
    let is_good = match number(&code) {
        Some(code) => code == 0,
        None if !code.is_undefined() && !code.is_null() => false,
        None if success.is_undefined() => {
            // No envelope at all. Observed in one client (Veo): the record itself is the answer.
            if status < 400 && (told(&body).is_none() || host::elements(&body).is_some()) {
                return Ok(Box::new(Reply { data: body, trace_id, status, ..Reply::default() }));
            }
            false
        }
        None => success.is_truthy(),
    };
    if !is_good {
        return Err(refusal(status, &body, code, trace_id.as_string().unwrap_or_default()));
    }
    Ok(Box::new(Reply { data: host::get(&body, "data"), trace_id, status, ..Reply::default() }))
}

fn refusal(status: u16, body: &JsValue, code: JsValue, trace_id: String) -> Error {
    let text = told(body).unwrap_or_default();
    let words = if text.is_empty() { "the service refused without a reason" } else { &text };
    error(status, classify(status, number(&code), &text), words).with(|facts| {
        facts.code = code;
        facts.envelope = true;
        facts.trace_id = trace_id;
    })
}

fn unreadable(status: u16, text: &str, token: &str) -> Error {
    let start = text::quote(text.trim_ascii(), token, 120);
    let what = if start.is_empty() {
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

/// The service's own words, wherever it put them.
fn told(body: &JsValue) -> Option<String> {
    ["msg", "message", "error", "errors"].iter().find_map(|key| {
        let value = host::get(body, key);
        if let Some(text) = value.as_string() {
            return (!text.is_empty()).then_some(text);
        }
        if !value.is_object() {
            return None;
        }
        let inner = host::text(&value, "message");
        inner.or_else(|| host::stringify(&value).ok().and_then(|text| text.as_string()))
    })
}

/// A code is a number, or digits in a string.
fn number(code: &JsValue) -> Option<i32> {
    let code = code.as_f64().or_else(|| text::whole(&code.as_string()?))?;
    (code.fract() == 0.0).then_some(code as i32)
}

/// Kind of a refusal, and whether the same request may succeed later.
///
/// Codes 1001 (a refusal of any reason), 1003 and 1004 (a minor seen or suspected) and 30005 (two
/// backgrounds at once) are documented; what the words say is observed in clients.
pub fn classify(status: u16, code: Option<i32>, told: &str) -> (ErrorKind, bool) {
    let words = told.to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| text::holds(&words, part));
    let http = match code {
        Some(code @ 400..=599) => code,
        _ => i32::from(status),
    };
    let kind = match (code, http) {
        (Some(1003 | 1004), _) => ErrorKind::Moderation,
        (Some(30005), _) => ErrorKind::Validation,
        (_, 401) => ErrorKind::Auth,
        (_, 402) => ErrorKind::Credits,
        (_, 404) => ErrorKind::NotFound,
        (_, 408) => ErrorKind::Timeout,
        (_, 429) => ErrorKind::RateLimit,
        (_, 500..) => ErrorKind::Server,
        _ if says(&["nsfw", "moderation", "sensitive content"]) => ErrorKind::Moderation,
        _ if says(&["coin", "credit"]) && says(&["insufficient", "not enough", "too few"]) => {
            ErrorKind::Credits
        }
        (_, 403) => ErrorKind::Permission,
        (_, 400..) => ErrorKind::Validation,
        _ => ErrorKind::Server,
    };
    (kind, matches!(http, 408 | 429 | 500..))
}

/// What a person can do about it, for the kinds where that is always the same.
pub(crate) fn advice(kind: ErrorKind, told: &str) -> &'static str {
    match kind {
        ErrorKind::Auth => "Check the token: it is made in the web app under Account > API Token.",
        ErrorKind::Permission if text::holds(told, "free users") => {
            "The API needs a paid plan; the token itself is good."
        }
        ErrorKind::Credits => "Buy coins in the web app, or ask for less.",
        ErrorKind::RateLimit => "Wait `retryAfterMs` if given, and send fewer requests at once.",
        _ => "",
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

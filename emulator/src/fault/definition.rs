//! A fault, and whether it can be played at all.

use std::collections::BTreeMap;

use hyper::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::form::Form;

/// The header in which a request brings its own fault, as JSON.
pub const HEADER: &str = "x-emulator-fault";

/// What goes wrong. Those that do the work do it as usual first: token, validation, record, coins.
#[derive(Deserialize, Clone)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Fault {
    /// Answers this, without doing anything unless told otherwise.
    Status {
        status: u16,
        body: Option<Value>,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        work: bool,
    },
    /// Answers HTTP 200 with an error code in the body, without doing anything.
    Code { code: Value, msg: String },
    /// Answers a redirect, without doing anything.
    Redirect { status: u16, location: String },
    /// Answers this text, without doing anything.
    Body { status: Option<u16>, content_type: Option<String>, body: String },
    /// Does the work, and puts something else in the place of `data`.
    Data { data: Value },
    /// Does the work, and merges members into every record of the answer.
    Record { merge: Map<String, Value> },
    /// Does the work, and gives the answer another form.
    Form { form: Form },
    /// Does the work, and sends the beginning of the answer as if it were all.
    Truncate { bytes: Option<usize> },
    /// Does the work, announces all of the answer and hangs up half-way.
    Cut {},
    /// Hangs up without doing anything.
    Drop {},
    /// Does the work, and hangs up without an answer.
    Lost {
        #[serde(default = "yes")]
        work: bool,
    },
    /// Hangs up at once, and does the work so many milliseconds of the account's clock later.
    Late { ms: u32 },
    /// Waits so many real milliseconds, and goes on as usual.
    Delay { ms: u32 },
    /// Never answers and does nothing.
    Hang {},
}

fn yes() -> bool {
    true
}

impl Fault {
    /// Reads what a request brings; a wrong one is answered 400, as by the control plane.
    pub fn brought(text: &str) -> Self {
        let fault = serde_json::from_str::<Fault>(text).map_err(|error| error.to_string());
        fault.and_then(|fault| fault.check().map(|()| fault)).unwrap_or_else(|error| Fault::Status {
            status: 400,
            body: Some(error.into()),
            headers: BTreeMap::new(),
            work: false,
        })
    }

    /// Whether this can be put on the wire at all.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Fault::Status { status, headers, .. } => {
                check_status(*status)?;
                headers.iter().try_for_each(|(name, value)| header(name, value).map(drop))
            }
            Fault::Redirect { status, location } => {
                check_status(*status)?;
                header("location", location).map(drop)
            }
            Fault::Body { status, content_type, .. } => {
                check_status(status.unwrap_or(200))?;
                header("content-type", content_type.as_deref().unwrap_or_default()).map(drop)
            }
            _ => Ok(()),
        }
    }
}

/// 1xx are not final answers, so a client would go on waiting.
fn check_status(status: u16) -> Result<(), String> {
    if (200..=599).contains(&status) { Ok(()) } else { Err(format!("status cannot be {status}")) }
}

pub fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let error = || format!("{name}: {value:?} is no header");
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| error())?;
    Ok((name, HeaderValue::from_str(value).map_err(|_| error())?))
}

//! The faults, and the check of their members.

use std::collections::BTreeMap;

use hyper::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::form::Form;

/// The header with a fault for its own request, as JSON.
pub const HEADER: &str = "x-emulator-fault";

/// What goes wrong. A fault that does the work first handles the request as usual: token,
/// validation, record, coins.
#[derive(Deserialize, Clone)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Fault {
    /// Responds with this. Does the work only if `work` is set.
    Status {
        status: u16,
        body: Option<Value>,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        work: bool,
    },
    /// Responds with HTTP 200 and an error code in the body, without the work.
    Code { code: Value, msg: String },
    /// Responds with a redirect, without the work.
    Redirect { status: u16, location: String },
    /// Responds with this text, without the work.
    Body { status: Option<u16>, content_type: Option<String>, body: String },
    /// Does the work, and replaces `data`.
    Data { data: Value },
    /// Does the work, and merges members into every record of the answer.
    Record { merge: Map<String, Value> },
    /// Does the work, and changes the form of the answer.
    Form { form: Form },
    /// Does the work, and sends the beginning of the body as if it were complete.
    Truncate { bytes: Option<usize> },
    /// Does the work, announces the whole body, sends half of it and closes the connection.
    Cut {},
    /// Closes the connection without the work.
    Drop {},
    /// Does the work, and closes the connection without a response.
    Lost {
        #[serde(default = "default_work")]
        work: bool,
    },
    /// Closes the connection at once, and does the work after `ms` milliseconds of the account's
    /// clock.
    Late { ms: u32 },
    /// Waits for `ms` real milliseconds, and handles the request as usual.
    Delay { ms: u32 },
    /// Never responds, and does not do the work.
    Hang {},
}

fn default_work() -> bool {
    true
}

impl Fault {
    /// Reads the fault in the header of a request. An invalid one becomes a response 400, as from
    /// the control plane.
    pub fn from_header(text: &str) -> Self {
        let fault = serde_json::from_str::<Fault>(text).map_err(|error| error.to_string());
        fault.and_then(|fault| fault.check().map(|()| fault)).unwrap_or_else(|error| Fault::Status {
            status: 400,
            body: Some(error.into()),
            headers: BTreeMap::new(),
            work: false,
        })
    }

    /// Whether this can be sent as HTTP.
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

/// A status 1xx is not final, so a client would continue to wait.
fn check_status(status: u16) -> Result<(), String> {
    if (200..=599).contains(&status) { Ok(()) } else { Err(format!("status cannot be {status}")) }
}

pub fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let error = || format!("{name}: {value:?} is no header");
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| error())?;
    Ok((name, HeaderValue::from_str(value).map_err(|_| error())?))
}

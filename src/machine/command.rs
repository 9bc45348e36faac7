//! Machines and their commands: what this library decides, without waiting for anything itself.
//!
//! A machine is asked for its next step with what the last one came to. It answers with a command for
//! the driver in `driver.js`, or with what it has come to. So every decision is plain code without a
//! clock, and one driver serves all.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::host;

/// What comes next in a machine.
pub(crate) enum Next<T> {
    /// The driver is to do this, and come back with the outcome.
    Do(Object),
    /// The machine is done.
    Done(T),
}

#[cfg(feature = "js")]
impl<T> Next<T> {
    /// The same with another form of what the machine has come to.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Next<U> {
        match self {
            Self::Do(command) => Next::Do(command),
            Self::Done(value) => Next::Done(change(value)),
        }
    }
}

/// A step of a machine.
pub(crate) type Step<T> = Result<Next<T>>;

/// Why a command came to no answer, by the numbers of `driver.js`.
pub(crate) const ABORTED: u32 = 1;
const TIMED_OUT: u32 = 2;
pub(crate) const CLOSED: u32 = 3;
/// Something threw, `fetch` most often.
pub(crate) const THREW: u32 = 5;

/// The error of a command that ended before its answer; nothing where it did not, and where something threw.
pub(crate) fn stopped(outcome: &JsValue) -> Option<Error> {
    match host::stopped_by(outcome) {
        0 | THREW => None,
        why => Some(stop(why, host::get(outcome, "reason"))),
    }
}

/// Fails at the end of the whole scope: a time limit is that of one command.
pub(crate) fn go_on(outcome: &JsValue) -> Result<()> {
    stopped(outcome).filter(|error| error.kind() != ErrorKind::Timeout).map_or(Ok(()), Err)
}

/// The error of an end, with its reason.
pub(crate) fn stop(why: u32, reason: JsValue) -> Error {
    let (kind, words) = match why {
        ABORTED => (ErrorKind::Aborted, "the call was aborted by its signal"),
        TIMED_OUT => (ErrorKind::Timeout, "no answer within `timeoutMs`"),
        CLOSED => (ErrorKind::Aborted, "the client was closed"),
        _ => (ErrorKind::Internal, "a bug in a2e-wasm stopped all waits; please report it"),
    };
    Error::new(kind, &[words]).with(|facts| facts.cause = reason)
}

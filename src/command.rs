//! Machines and their commands: what this library decides, without waiting for anything itself.
//!
//! A machine is asked for its next step with what the last one came to. It answers with a command for
//! the driver in `drive.js`, or with what it has come to. So every decision is plain code without a
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

/// Why a command ended before its answer.
pub(crate) enum Stop {
    /// The caller's signal, with its reason.
    Aborted(JsValue),
    /// The time limit of the attempt.
    TimedOut,
    /// The client was closed.
    Closed,
    /// The poller stopped in the middle of a step, by a bug.
    Crashed(JsValue),
}

/// What `host::stopped_by` says where something threw, `fetch` most often.
pub(crate) const THREW: u32 = 5;

impl Stop {
    /// Whether an outcome is none.
    pub(crate) fn of(outcome: &JsValue) -> Option<Self> {
        // The numbers are those of `drive.js`.
        Some(match host::stopped_by(outcome) {
            0 | THREW => return None,
            1 => Self::Aborted(host::get(outcome, "reason")),
            2 => Self::TimedOut,
            3 => Self::Closed,
            _ => Self::Crashed(host::get(outcome, "reason")),
        })
    }

    /// The same, if it is the end of the whole scope.
    pub(crate) fn of_all(outcome: &JsValue) -> Option<Self> {
        Self::of(outcome).filter(|stop| !matches!(stop, Self::TimedOut))
    }
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Aborted(reason) => Error::new(ErrorKind::Aborted, &["the call was aborted by its signal"])
                .with(|facts| facts.cause = reason),
            Stop::TimedOut => Error::new(ErrorKind::Timeout, &["no answer within `timeoutMs`"]),
            Stop::Closed => Error::new(ErrorKind::Aborted, &["the client was closed"]),
            Stop::Crashed(cause) => {
                let words = &["a bug in a2e-wasm stopped all waits; please report it"];
                Error::new(ErrorKind::Internal, words).with(|facts| facts.cause = cause)
            }
        }
    }
}

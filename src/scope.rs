//! What can end a call before its answer: the caller's signal, a time limit, `close()`.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::host;

/// Why a call ended before its answer.
#[derive(Clone)]
pub(crate) enum Stop {
    /// The caller's signal, with its reason.
    Aborted(JsValue),
    /// The time limit of the attempt.
    TimedOut,
    /// The client was closed.
    Closed,
}

/// The part of a scope that its timer, its listener and `close()` reach.
#[derive(Default)]
pub(crate) struct Switch {
    stop: RefCell<Option<Stop>>,
    waker: RefCell<Option<Waker>>,
    controller: RefCell<JsValue>,
}

impl Switch {
    /// Ends whatever runs in the scope now; the first reason stands.
    pub(crate) fn stop(&self, reason: Stop) {
        let controller = self.controller.take();
        let why = match &reason {
            Stop::Aborted(why) => why.clone(),
            _ => JsValue::UNDEFINED,
        };
        self.stop.borrow_mut().get_or_insert(reason);
        if !controller.is_undefined() {
            // It stops the fetch; the answer of `abort` says nothing.
            let _ = host::call(&controller, "abort", &why);
        }
        let waker = self.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The time in which one call runs: at most one listener on the caller's signal and one timer,
/// both gone when the scope is.
pub(crate) struct Scope {
    pub(crate) switch: Rc<Switch>,
    signal: JsValue,
    listener: Closure<dyn FnMut(JsValue)>,
    timer: RefCell<JsValue>,
}

impl Scope {
    /// Opens a scope; a signal that is already aborted is refused here, before anything is sent.
    pub(crate) fn open(signal: &JsValue) -> Result<Self> {
        let switch = Rc::new(Switch::default());
        if host::get(signal, "aborted").is_truthy() {
            return Err(aborted(host::get(signal, "reason")));
        }
        let heard = switch.clone();
        let source = signal.clone();
        // One closure serves both: a timer calls with nothing, an event target with an event.
        let listener = Closure::new(move |event: JsValue| {
            heard.stop(match event.is_undefined() {
                true => Stop::TimedOut,
                false => Stop::Aborted(host::get(&source, "reason")),
            });
        });
        let scope = Self { switch, signal: signal.clone(), listener, timer: RefCell::default() };
        scope.listen("addEventListener");
        Ok(scope)
    }

    fn listen(&self, method: &str) {
        if let Ok(method) = host::get(&self.signal, method).dyn_into::<js_sys::Function>() {
            let _ = method.call2(&self.signal, &"abort".into(), self.listener.as_ref());
        }
    }

    /// Starts the time limit of one attempt; the guard ends it.
    pub(crate) fn limit(&self, ms: f64) -> Limit<'_> {
        if ms < MAX_TIMER_MS {
            self.timer.replace(host::set_timeout(self.listener.as_ref(), ms));
        }
        Limit(self)
    }

    /// Hands over the `AbortController` of the running fetch.
    pub(crate) fn control(&self, controller: &JsValue) {
        self.switch.controller.replace(controller.clone());
    }

    /// Runs a future until it ends or the scope does. A time limit that ended one attempt does not
    /// end the next.
    pub(crate) async fn race<T>(&self, future: impl Future<Output = T>) -> Result<T, Stop> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Some(stop) = self.stopped() {
                return Poll::Ready(Err(stop));
            }
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            self.switch.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }

    fn stopped(&self) -> Option<Stop> {
        let mut stop = self.switch.stop.borrow_mut();
        match &*stop {
            Some(Stop::TimedOut) => stop.take(),
            other => other.clone(),
        }
    }

    /// Sleeps, however long, unless the scope ends.
    pub(crate) async fn sleep(&self, ms: f64) -> Result<(), Stop> {
        let until = host::now() + ms;
        let mut left = ms;
        // A timer of more than 2^31-1 ms would fire at once.
        while left >= 0.0 {
            let _timer = self.limit(left.min(MAX_TIMER_MS - 1.0));
            let woken = self.race(std::future::pending::<()>()).await;
            if let Err(stop @ (Stop::Aborted(_) | Stop::Closed)) = woken {
                return Err(stop);
            }
            if left < MAX_TIMER_MS {
                break;
            }
            left = until - host::now();
        }
        Ok(())
    }
}

const MAX_TIMER_MS: f64 = 2_147_483_648.0;

impl Drop for Scope {
    fn drop(&mut self) {
        self.listen("removeEventListener");
        // A future that was dropped half-way leaves a fetch behind; a finished one does not mind.
        let controller = self.switch.controller.take();
        if !controller.is_undefined() {
            let _ = host::call(&controller, "abort", &JsValue::UNDEFINED);
        }
    }
}

/// A running time limit.
pub(crate) struct Limit<'a>(&'a Scope);

impl Drop for Limit<'_> {
    fn drop(&mut self) {
        // A timer that fired just after the answer must not end the next attempt.
        let _ = self.0.stopped();
        let timer = self.0.timer.take();
        if !timer.is_undefined() {
            host::clear_timeout(&timer);
        }
    }
}

/// The error of an ended scope; its `name` in JavaScript is `AbortError`.
pub(crate) fn aborted(reason: JsValue) -> Error {
    Error::new(ErrorKind::Aborted, &["the call was aborted by its signal"]).with(|facts| facts.cause = reason)
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Aborted(reason) => aborted(reason),
            Stop::TimedOut => Error::new(ErrorKind::Timeout, &["no answer within `timeoutMs`"]),
            Stop::Closed => Error::new(ErrorKind::Aborted, &["the client was closed"]),
        }
    }
}

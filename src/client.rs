//! The client, and the loop of attempts that every call goes through.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use crate::attempt::Attempt;
use crate::config::{CallOptions, ClientOptions};
use crate::envelope::Reply;
use crate::error::{ErrorKind, Result};
use crate::host;
use crate::operation::Effect;
use crate::put::Put;
use crate::retry::{self, Failed};
use crate::scope::{Scope, Stop, Switch};

/// A client of the A2E API. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

struct Shared {
    base: String,
    options: ClientOptions,
    in_page: bool,
    calls: Cell<u32>,
    closed: Cell<bool>,
    waits: RefCell<Vec<Weak<Switch>>>,
}

/// One call on its way: everything but the token.
pub(crate) struct Call<'a> {
    pub method: &'static str,
    pub path: String,
    pub effect: Effect,
    pub query: String,
    pub body: JsValue,
    pub options: &'a CallOptions,
    /// Whether the caller gets the `Response` itself.
    pub raw: bool,
    /// Where the body goes instead of to the service, for an upload.
    pub put: Option<&'a Put>,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

impl Client {
    /// Makes a client; wrong options are refused here, wrong tokens at the first call.
    pub fn new(options: ClientOptions) -> Result<Self> {
        let base = options.check()?;
        Ok(Self(Rc::new(Shared {
            base,
            options,
            in_page: crate::runtime::in_page(),
            calls: Cell::new(0),
            closed: Cell::new(false),
            waits: RefCell::default(),
        })))
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.0.options
    }

    pub(crate) fn base(&self) -> &str {
        &self.0.base
    }

    pub(crate) fn in_page(&self) -> bool {
        self.0.in_page
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.closed.get()
    }

    pub(crate) fn warn(&self, message: &str) {
        self.0.options.hooks.warn(message);
    }

    /// Ends every wait with kind `aborted`; later calls are refused. Tasks go on at the service.
    pub fn close(&self) {
        self.0.closed.set(true);
        for wait in self.0.waits.take() {
            if let Some(switch) = wait.upgrade() {
                switch.stop(Stop::Closed);
            }
        }
    }

    /// Makes a wait end with the client, at once if that has ended already.
    pub(crate) fn adopt(&self, scope: &Scope) {
        if self.is_closed() {
            scope.switch.stop(Stop::Closed);
        }
        let mut waits = self.0.waits.borrow_mut();
        waits.retain(|wait| wait.strong_count() > 0);
        waits.push(Rc::downgrade(&scope.switch));
    }

    fn next_id(&self) -> u32 {
        let id = self.0.calls.get().wrapping_add(1);
        self.0.calls.set(id);
        id
    }

    /// The hallway: token, attempts, envelope. Its future is boxed once here, so that no caller
    /// carries a copy of it.
    pub(crate) fn execute<'a>(&'a self, call: Call<'a>, scope: &'a Scope) -> Boxed<'a, Reply> {
        Box::pin(async move {
            let id = self.next_id();
            let mut number = 0_u32;
            loop {
                number = number.saturating_add(1);
                let attempt = Attempt::begin(self, &call, id, number, scope).await?;
                let error = match attempt.run().await {
                    Ok(reply) => return Ok(reply),
                    Err(error) => error,
                };
                let facts = error.facts();
                let deleting = call.effect == Effect::Delete && call.put.is_none();
                if deleting && facts.kind == ErrorKind::NotFound && number > 1 {
                    // The attempt before this one did it; only its answer was lost.
                    return Ok(Reply { trace_id: facts.trace_id.clone(), ..Reply::default() });
                }
                let failed = Failed {
                    effect: call.effect,
                    kind: facts.kind,
                    transient: facts.retryable,
                    retry_after_ms: facts.retry_after_ms,
                    attempt: number,
                };
                let retries = call.options.max_retries.unwrap_or(self.0.options.max_retries);
                let Some(pause) = retry::delay(failed, retries, host::random()) else {
                    return Err(error);
                };
                self.0.options.hooks.retry(&attempt.event(), pause, facts.kind.as_str());
                scope.sleep(pause).await.map_err(|stop| attempt.place(stop.into()))?;
            }
        })
    }

    /// Gives the `Response` of one attempt, whatever its status, for bodies that are no JSON.
    pub(crate) async fn raw(&self, call: Call<'_>, scope: &Scope) -> Result<JsValue> {
        Attempt::begin(self, &call, self.next_id(), 1, scope).await?.raw().await
    }
}

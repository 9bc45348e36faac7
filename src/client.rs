//! The client: its options and what its calls share.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Set;
use wasm_bindgen::prelude::*;

use crate::config::{ClientOptions, Token};
use crate::error::Result;
#[cfg(feature = "js")]
use crate::family::Family;
use crate::host;
use crate::poller::Poller;
use crate::starts::Starts;

/// A client of the A2E API. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

struct Shared {
    base: String,
    options: ClientOptions,
    in_page: bool,
    calls: Cell<u32>,
    closed: Cell<bool>,
    /// The scopes of the waits under way.
    waits: Set,
    /// The poller of all waits, where they may share one.
    poller: Option<Poller>,
    starts: Starts,
}

impl Client {
    /// Makes a client; wrong options are refused here, wrong tokens at the first call.
    pub fn new(options: ClientOptions) -> Result<Self> {
        let base = options.check()?;
        let shared = options.poll.shared.unwrap_or_else(|| !crate::runtime::is_isolate());
        let in_page = crate::runtime::in_page();
        Ok(Self(Rc::new(Shared {
            base,
            options,
            in_page,
            calls: Cell::new(0),
            closed: Cell::new(false),
            waits: Set::new(&JsValue::UNDEFINED),
            poller: shared.then(Poller::new),
            starts: Starts::new(shared),
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

    /// Whether a proxy adds the token.
    pub(crate) fn is_proxied(&self) -> bool {
        matches!(self.0.options.token, Token::None)
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
        self.0.starts.clear();
        host::close_all(&self.0.waits);
    }

    /// The scopes that end with the client.
    pub(crate) fn waits(&self) -> &Set {
        &self.0.waits
    }

    /// The poller for a wait: that of all, or one of its own.
    pub(crate) fn poller(&self) -> Poller {
        self.0.poller.clone().unwrap_or_else(Poller::new)
    }

    /// The starts with a key that are under way.
    pub(crate) fn starts(&self) -> &Starts {
        &self.0.starts
    }

    /// Polls a task at once, if it is waited for; says whether it is. The waits of a host that shares nothing cannot hear
    /// it: it comes in another request.
    #[cfg(feature = "js")]
    pub(crate) fn notify(&self, family: Family, id: &str) -> bool {
        self.0.poller.as_ref().is_some_and(|poller| poller.notify(family, id))
    }

    /// A number for the next call.
    pub(crate) fn next_id(&self) -> u32 {
        let id = self.0.calls.get().wrapping_add(1);
        self.0.calls.set(id);
        id
    }
}

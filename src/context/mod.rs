//! What all calls of a client share: its options, where requests go, and whether it was closed.

pub(crate) mod headers;
pub(crate) mod hooks;
pub(crate) mod options;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Set;
use wasm_bindgen::prelude::*;

use crate::context::options::{ClientOptions, Token};
use crate::error::Result;
use crate::host;
use crate::host::environment;

/// Clones share everything.
#[derive(Clone)]
pub(crate) struct Context(Rc<Shared>);

struct Shared {
    base: String,
    options: ClientOptions,
    in_page: bool,
    calls: Cell<u32>,
    closed: Cell<bool>,
    /// The scopes that end with the client.
    scopes: Set,
}

impl Context {
    /// Checks the options of a client.
    pub(crate) fn new(options: ClientOptions) -> Result<Self> {
        Ok(Self(Rc::new(Shared {
            base: options.check()?,
            options,
            in_page: environment::in_page(),
            calls: Cell::new(0),
            closed: Cell::new(false),
            scopes: Set::new(&JsValue::UNDEFINED),
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

    /// Ends all scopes. Later calls are refused.
    pub(crate) fn close(&self) {
        self.0.closed.set(true);
        host::close_all(&self.0.scopes);
    }

    /// The scopes that end with the client.
    pub(crate) fn scopes(&self) -> &Set {
        &self.0.scopes
    }

    /// A number for the next call.
    pub(crate) fn next_id(&self) -> u32 {
        let id = self.0.calls.get().wrapping_add(1);
        self.0.calls.set(id);
        id
    }
}

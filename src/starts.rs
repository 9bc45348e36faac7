//! The starts with a key that are under way in a client, so that one key is one start.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Set;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::family::Family;
use crate::host;
use crate::task::Task;

/// How long a start is remembered after its task has come, or after it was aborted on its way: a list may be
/// behind.
const KEPT_MS: f64 = 60_000.0;

/// A start, shared by all with its key.
pub(crate) type Entry = Rc<RefCell<Start>>;

/// What the starts of one key share.
pub(crate) struct Start {
    family: Family,
    key: String,
    params: JsValue,
    /// Whether somebody is at it.
    pub led: bool,
    /// When it was first sent.
    pub sent_at: Option<f64>,
    /// What it came to.
    pub outcome: Option<Result<Task>>,
    ended_at: f64,
    /// Those who wait for the one that leads, for the driver to wake.
    pub waiters: JsValue,
}

impl Start {
    pub(crate) fn new(family: Family, key: String, params: JsValue) -> Self {
        let waiters = Set::new(&JsValue::UNDEFINED).into();
        Self { family, key, params, led: false, sent_at: None, outcome: None, ended_at: 0.0, waiters }
    }

    /// All who wait have the same outcome.
    pub(crate) fn end(&mut self, outcome: Result<Task>) {
        self.outcome = Some(outcome);
    }

    /// Whoever led is gone: those who wait read the outcome, or the first of them takes the lead.
    pub(crate) fn leave(&mut self) {
        self.led = false;
        self.ended_at = host::now();
        host::wake(&self.waiters);
    }
}

/// The starts of a client.
pub(crate) struct Starts {
    entries: RefCell<Vec<Entry>>,
    /// Whether one call may wait for another.
    shared: bool,
}

impl Starts {
    pub(crate) fn new(shared: bool) -> Self {
        Self { entries: RefCell::default(), shared }
    }

    /// The entry of a start, which may be that of another with the same key; `None` if that one has other
    /// parameters.
    pub(crate) fn enter(&self, start: Start) -> Option<Entry> {
        let mut entries = self.entries.borrow_mut();
        let now = host::now();
        entries.retain(|entry| {
            let kept = || {
                let entry = entry.borrow();
                let matters = entry.outcome.as_ref().map_or(entry.sent_at.is_some(), Result::is_ok);
                matters && now - entry.ended_at < KEPT_MS
            };
            Rc::strong_count(entry) > 1 || kept()
        });
        let same = |entry: &&Entry| {
            let entry = entry.borrow();
            entry.family == start.family && entry.key == start.key
        };
        if let Some(entry) = entries.iter().find(same) {
            return (entry.borrow().params == start.params).then(|| Rc::clone(entry));
        }
        let entry = Rc::new(RefCell::new(start));
        if self.shared {
            entries.push(Rc::clone(&entry));
        }
        Some(entry)
    }
}

//! The starts with a key that are under way in a client, so that one key is one start.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use js_sys::Set;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::host;
use crate::record::view::Task;
use crate::schema::family::Family;

/// How long a start is remembered after its task has come, or after it was aborted on its way: a list may be
/// behind.
const KEPT_MS: f64 = 60_000.0;

/// What the starts of one key share.
pub(crate) struct StartEntry {
    pub family: Family,
    /// The tag that tells the key alone, in the older form, and the one that tells the parameters as well.
    pub key: String,
    pub tag: String,
    /// Whether somebody is at it.
    pub has_leader: Cell<bool>,
    /// When it was last sent, or 0.
    pub sent_at: Cell<f64>,
    /// What it came to, for all who wait.
    pub outcome: OnceCell<Result<Rc<Task>>>,
    ended_at: Cell<f64>,
    /// Those who wait for the one that leads, for the driver to wake.
    pub waiters: JsValue,
}

impl StartEntry {
    pub(crate) fn new(family: Family, key: String, tag: String) -> Self {
        let waiters = Set::new(&JsValue::UNDEFINED).into();
        let (has_leader, sent_at, ended_at) = (Cell::new(false), Cell::new(0.0), Cell::new(0.0));
        Self { family, key, tag, has_leader, sent_at, outcome: OnceCell::new(), ended_at, waiters }
    }

    /// The call that led has ended: those that wait read the outcome, or the first of them takes the lead.
    pub(crate) fn leave(&self) {
        self.has_leader.set(false);
        self.ended_at.set(host::now());
        host::wake(&self.waiters);
    }
}

/// The starts of a client.
pub(crate) struct StartRegistry {
    entries: RefCell<Vec<Rc<StartEntry>>>,
    /// Whether one call may wait for another.
    pub shared: bool,
}

impl StartRegistry {
    pub(crate) fn new(shared: bool) -> Self {
        Self { entries: RefCell::default(), shared }
    }

    /// Lets go of them all. The error of one may hold, by the stack of its cause, the client itself.
    pub(crate) fn clear(&self) {
        self.entries.take();
    }

    /// The entry of a start, which may be that of another with the same key. If that one has other parameters, it is an error:
    /// the id of its task, as far as it is known.
    pub(crate) fn enter(&self, start: StartEntry) -> std::result::Result<Rc<StartEntry>, String> {
        let mut entries = self.entries.borrow_mut();
        let (now, mut place) = (host::now(), 0);
        while let Some(entry) = entries.get(place) {
            let matters = entry.outcome.get().map_or(entry.sent_at.get() > 0.0, Result::is_ok);
            if Rc::strong_count(entry) == 1 && !(matters && now - entry.ended_at.get() < KEPT_MS) {
                entries.swap_remove(place);
                continue;
            }
            if entry.family == start.family && entry.key == start.key {
                if entry.tag == start.tag {
                    return Ok(Rc::clone(entry));
                }
                let task = entry.outcome.get().and_then(|outcome| outcome.as_ref().ok());
                return Err(task.map(|task| task.id.clone()).unwrap_or_default());
            }
            place = place.saturating_add(1);
        }
        let entry = Rc::new(start);
        entries.push(Rc::clone(&entry));
        Ok(entry)
    }
}

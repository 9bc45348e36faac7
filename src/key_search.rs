//! Reading a family's list back for the task of a start with an idempotency key.
//!
//! The newest rows come first. The search ends at the task, at the end of the list, or at the first row that is older than
//! the window. All times are the service's own: our clock may differ from its clock by any amount.

use js_sys::{Array, Set};
use wasm_bindgen::prelude::*;

use crate::command::{Next, Step};
use crate::error::Result;
use crate::exchange::Exchange;
use crate::host;
use crate::key::Wanted;
use crate::page::{Paging, Rows};
use crate::task::{Task, id_of};
use crate::verbs::{Asked, Verb};

/// Pages that one search reads at most: a list without an end must not be read without an end.
const PAGES: u32 = 50;
/// Rows of a page.
const SIZE: u32 = 100;

/// The end of a search.
pub(crate) enum Found {
    /// The task, with those that the same start made.
    Task(Task),
    Nothing {
        /// Whether the list was read to the end of the window. If not, there may be a task further back.
        is_whole: bool,
        /// Whether the rows have names as well. If not, a task with the key would not have been seen.
        is_clear: bool,
    },
}

/// A search under way.
pub(crate) struct Search {
    page: u32,
    asked: (Box<Exchange>, Box<Asked>),
    /// The ids of all rows so far, in a set of the host, which costs no hasher here.
    seen: Set,
    /// When the newest row so far was made.
    pub newest: f64,
    /// Rows that were made before this need not be read.
    since: f64,
    named: bool,
}

impl Search {
    /// Begins with the newest rows. What was made before `since` is not the task.
    pub(crate) fn new(wanted: &Wanted, since: f64) -> Result<Self> {
        let (asked, seen) = (list(wanted, 1)?, Set::new(&JsValue::UNDEFINED));
        Ok(Self { page: 1, asked, seen, newest: f64::NEG_INFINITY, since, named: false })
    }

    pub(crate) fn step(&mut self, wanted: &Wanted, outcome: &JsValue) -> Step<Found> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            let reply = match self.asked.0.step(outcome)? {
                Next::Do(command) => return Ok(Next::Do(command)),
                Next::Done(reply) => reply,
            };
            let rows = self.asked.1.page(&reply)?;
            if let Some(found) = self.read(wanted, &rows)? {
                return Ok(Next::Done(found));
            }
            self.page = self.page.saturating_add(1);
            self.asked = list(wanted, self.page)?;
            outcome = &nothing;
        }
    }

    /// Reads a page; nothing if the next one is to be read.
    fn read(&mut self, wanted: &Wanted, rows: &Rows) -> Result<Option<Found>> {
        let (before, ours) = (self.seen.size(), Array::new());
        let (mut last, mut is_ordered) = (f64::INFINITY, true);
        for row in rows.items.iter() {
            let name = host::text(&row, wanted.field).unwrap_or_default();
            self.named |= !name.is_empty();
            let id = id_of(&row).unwrap_or_default();
            match wanted.is_it(&name) {
                Ok(true) => _ = ours.push(&row),
                Ok(false) => {}
                Err(error) => return Err(error.with(|facts| facts.task_id = id)),
            }
            self.seen.add(&id.into());
            let made = host::text(&row, "createdAt").map_or(f64::NAN, |date| host::parse_date(&date));
            // False as well of a row without a date.
            is_ordered &= made <= last;
            last = made;
            self.newest = self.newest.max(made);
        }
        if let Some(task) = Task::started(wanted.family, &ours, host::now()) {
            return Ok(Some(Found::Task(task)));
        }
        let is_past = is_ordered && last < self.since.max(self.newest - wanted.window_ms);
        let (read, seen) = (f64::from(self.page.saturating_mul(SIZE)), f64::from(self.seen.size()));
        // A service may give fewer rows at once than were asked for, and may count some that it does not show.
        let (is_last, promises) = match rows.total {
            Some(total) => (seen >= total, read < total),
            None => (!rows.has_more, true),
        };
        // Without new rows the service takes no notice of the number of the page.
        let is_new = self.seen.size() > before;
        let is_whole = is_past || is_last || wanted.family.paging() == Paging::None || !is_new && !promises;
        if !is_whole && is_new && self.page < PAGES {
            return Ok(None);
        }
        Ok(Some(Found::Nothing { is_whole, is_clear: is_whole && (self.named || seen == 0.0) }))
    }
}

/// Asks for a page.
fn list(wanted: &Wanted, page: u32) -> Result<(Box<Exchange>, Box<Asked>)> {
    let query = host::object(&[("page", page.into()), ("pageSize", SIZE.into())]);
    let (call, asked) = wanted.client.ask(wanted.family, &Verb::List, &query, &wanted.options)?;
    Ok((Exchange::new(&wanted.client, call), asked))
}

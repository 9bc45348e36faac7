//! Reading a family's list back for the task of a start with an idempotency key.
//!
//! The newest rows come first. The search ends at the page with the task, at the end of the list, or at the page with the
//! first row that is older than the window. If the list changes meanwhile so that rows may have been missed, the search
//! begins anew. All times are the service's own: our clock may differ from its clock by any amount.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::host;
use crate::id::id_of;
use crate::machine::command::{Next, Step};
use crate::machine::outcome::Outcome;
use crate::record::view::Task;
use crate::start::key::Wanted;
use crate::task::list_all::Pages;

/// Pages that one search reads at most: a list without an end must not be read without an end.
const PAGES: u32 = 50;
/// How often it begins anew at most: others may start and delete tasks all the time.
const MOST_RESTARTS: u32 = 3;

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
    pages: Box<Pages>,
    ours: Array,
    /// When the newest row so far was made, and the last.
    newest: f64,
    last: f64,
    is_ordered: bool,
    is_named: bool,
    /// Whether the last row is one of ours. Others of the same start may be on the next page.
    ends_with_ours: bool,
    restarts: u32,
}

impl Search {
    /// Begins with the newest rows.
    pub(crate) fn new(wanted: &Wanted) -> Result<Self> {
        let query = host::object(&[("pageSize", 100.into())]).into();
        let pages = Pages::new(&wanted.context, wanted.entry.family, &query, wanted.options.clone())?;
        let (newest, last) = (f64::NEG_INFINITY, f64::INFINITY);
        Ok(Self {
            pages,
            ours: Array::new(),
            newest,
            last,
            is_ordered: true,
            is_named: false,
            ends_with_ours: false,
            restarts: 0,
        })
    }

    pub(crate) fn step(&mut self, wanted: &Wanted, outcome: &Outcome) -> Step<Found> {
        let nothing = Outcome::NONE;
        let mut outcome = outcome;
        let is_whole = loop {
            let row = match self.pages.step(outcome)? {
                Next::Do(command) => return Ok(Next::Do(command)),
                Next::Done(row) => row,
            };
            outcome = &nothing;
            let is_end = row.is_none();
            if let Some(row) = row {
                self.read(wanted, &row)?;
            }
            // The whole page is here, so all of it is read.
            if self.pages.rest() > 0 {
                continue;
            }
            let is_found = self.ours.length() > 0;
            let is_unsure = self.pages.has_grown && is_end && !self.pages.is_whole();
            if (self.pages.has_moved || is_unsure) && !is_found {
                if self.restarts >= MOST_RESTARTS {
                    break false;
                }
                *self = Self { restarts: self.restarts.saturating_add(1), ..Self::new(wanted)? };
                continue;
            }
            if is_end {
                break self.pages.is_whole();
            }
            let is_past = self.is_ordered && self.last < self.newest - wanted.window_ms;
            if (is_past || is_found) && !self.ends_with_ours || self.pages.page >= PAGES {
                break is_past;
            }
        };
        // A row of ours without an id is a task that cannot be named.
        let is_whole = is_whole && self.ours.length() == 0;
        Ok(Next::Done(match Task::started(wanted.entry.family, &self.ours, host::now()) {
            Some(task) => Found::Task(task),
            // An empty list has no row with a date, nor one without a name.
            None => Found::Nothing {
                is_whole,
                is_clear: is_whole && (self.is_named || self.last == f64::INFINITY),
            },
        }))
    }

    // Inlined it would be 64 bytes of brotli more.
    #[inline(never)]
    fn read(&mut self, wanted: &Wanted, row: &JsValue) -> Result<()> {
        let name = host::text(row, wanted.field).unwrap_or_default();
        self.is_named |= !name.is_empty();
        match wanted.is_it(&name) {
            Ok(is_ours) => {
                self.ends_with_ours = is_ours;
                if is_ours {
                    self.ours.push(row);
                }
            }
            Err(error) => return Err(error.with(|facts| facts.task_id = id_of(row).unwrap_or_default())),
        }
        let made = host::text(row, "createdAt").map_or(f64::NAN, |date| host::parse_date(&date));
        // False as well of a row without a date.
        self.is_ordered &= made <= self.last;
        self.last = made;
        self.newest = self.newest.max(made);
        Ok(())
    }
}

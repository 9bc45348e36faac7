//! The tasks of one family that are asked for together: which look comes next, and what to do where the
//! family's routes fail. Decisions without a clock.

use std::cell::RefCell;
use std::rc::Rc;

use crate::config::{CallOptions, PollOptions};
use crate::error::{Error, ErrorKind};
use crate::family::Family;
use crate::schedule::Schedule;
use crate::slot::{BATCH, Route, Shared};

/// Looks that may be under way at the same time.
const IN_FLIGHT: usize = 6;
/// How long a batch or a list that fails is left alone: the service may have lost only that.
const REST_MS: f64 = 60_000.0;
/// Pages of a list that are searched where there is no other way, of 100 rows each.
const PAGES: u32 = 10;

/// A look at one task or at many.
pub(crate) struct Ask {
    pub way: Way,
    pub slots: Vec<Shared>,
}

/// The route that a look takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Detail,
    Batch,
    /// This page of the list.
    List(u32),
    /// How long such tasks take.
    Average,
}

/// A lane, shared by its poller and the looks under way.
pub(crate) type SharedLane = Rc<RefCell<Lane>>;

/// The tasks of a family that are asked for with the same options.
pub(crate) struct Lane {
    pub family: Family,
    pub options: CallOptions,
    pub slots: Vec<Shared>,
    /// How many looks are under way.
    pub in_flight: usize,
    /// No look before this time: the service asked for it, or is in trouble.
    pub rests_until: f64,
    /// No batch before this time.
    batch_from: f64,
    /// Batches running that could not be used.
    useless: u32,
    /// No list for several tasks at once before this time.
    list_from: f64,
    /// How long such tasks take on average; `NaN` where the service does not tell.
    pub average_ms: Option<f64>,
    /// Looks running that failed.
    failures: u32,
    trouble: Schedule,
}

impl Lane {
    pub(crate) fn new(family: Family, options: CallOptions) -> Self {
        let from = |exists: bool| if exists { 0.0 } else { f64::INFINITY };
        Self {
            family,
            options,
            slots: Vec::new(),
            in_flight: 0,
            rests_until: 0.0,
            batch_from: from(family.batch().is_some()),
            useless: 0,
            list_from: from(family.list().is_some()),
            average_ms: family.average().is_none().then_some(f64::NAN),
            failures: 0,
            trouble: Schedule::new(PollOptions::default()),
        }
    }

    /// Forgets the tasks that nobody follows any more.
    pub(crate) fn tidy(&mut self) {
        self.slots.retain(|slot| Rc::strong_count(slot) > 1 && !slot.borrow().has_ended());
    }

    /// Whether somebody waits.
    pub(crate) fn is_wanted(&self) -> bool {
        self.slots.iter().any(|slot| slot.borrow().is_wanted())
    }

    /// When a look is due; infinite if none is.
    pub(crate) fn due(&self) -> f64 {
        let mut due = f64::INFINITY;
        if self.in_flight < IN_FLIGHT {
            for slot in &self.slots {
                let slot = slot.borrow();
                if slot.is_wanted() && !slot.asked {
                    due = due.min(slot.due);
                }
            }
        }
        due.max(self.rests_until)
    }

    /// The next look, if one is due.
    pub(crate) fn pick(&mut self, now: f64) -> Option<Ask> {
        if self.due() > now {
            return None;
        }
        let mut due = Vec::new();
        let mut soon = Vec::new();
        for slot in &self.slots {
            let it = slot.borrow();
            if !it.is_wanted() || it.asked {
                continue;
            }
            if it.due <= now {
                due.push(Rc::clone(slot));
            } else if it.route == Route::Any && it.due <= now + it.pace() {
                soon.push(Rc::clone(slot));
            }
        }
        let routed = |route: Route| move |slot: &Shared| slot.borrow().route == route;
        let ask = if due.iter().any(routed(Route::Average)) {
            due.retain(routed(Route::Average));
            Ask { way: Way::Average, slots: due }
        } else if due.iter().any(routed(Route::List)) {
            due.retain(routed(Route::List));
            Ask { way: Way::List(1), slots: due }
        } else if let Some(slot) = due.iter().find(|slot| routed(Route::Detail)(slot)) {
            Ask { way: Way::Detail, slots: vec![Rc::clone(slot)] }
        } else {
            // What comes due in a moment travels along for nothing.
            due.append(&mut soon);
            self.together(due, now)
        };
        for slot in &ask.slots {
            slot.borrow_mut().asked = true;
        }
        self.in_flight = self.in_flight.saturating_add(1);
        Some(ask)
    }

    /// The cheapest look at several tasks, or at the first of them.
    fn together(&self, mut slots: Vec<Shared>, now: f64) -> Ask {
        let detail = self.family.get().is_some();
        if now >= self.batch_from {
            let size = slots.first().map_or(BATCH, |slot| slot.borrow().size);
            slots.truncate(size);
        }
        let way = match slots.len() {
            0 | 1 if detail => Way::Detail,
            _ if now >= self.batch_from => Way::Batch,
            _ if now >= self.list_from || !detail => Way::List(1),
            _ => Way::Detail,
        };
        if way == Way::Detail {
            slots.truncate(1);
        }
        Ask { way, slots }
    }

    /// A look brought an answer that can be used.
    pub(crate) fn answered(&mut self, way: Way) {
        self.failures = 0;
        if way == Way::Batch {
            self.useless = 0;
        }
    }

    /// A look at a batch or a list failed: the tasks are asked for in another way, or later.
    /// Says whether the error is one for the tasks themselves.
    pub(crate) fn refused(&mut self, ask: &Ask, error: &Error, now: f64) -> bool {
        use ErrorKind::{Decode, NotFound, Permission, Server, Timeout, Validation};
        let facts = error.facts();
        match (ask.way, facts.kind) {
            (Way::Batch, NotFound | Validation) if facts.envelope && facts.status != 405 => {
                for slot in &ask.slots {
                    slot.borrow_mut().apart(ask.slots.len());
                }
            }
            (Way::Batch, NotFound | Validation | Permission) => self.batch_from = f64::INFINITY,
            (Way::Batch, Decode | Server | Timeout) => {
                self.useless = self.useless.saturating_add(1);
                if self.useless > 1 {
                    self.batch_from = if facts.kind == Decode { f64::INFINITY } else { now + REST_MS };
                }
                if facts.kind != Decode {
                    return true;
                }
                for slot in &ask.slots {
                    slot.borrow_mut().absent(false);
                }
            }
            // The list was to spare requests; the tasks' own route has to tell.
            (Way::List(_), NotFound | Validation | Permission | Decode) if self.spares(ask) => {
                self.list_from = f64::INFINITY;
            }
            (Way::List(_), Server | Timeout) if self.failures > 1 && self.spares(ask) => {
                self.list_from = now + REST_MS;
                return true;
            }
            _ => return true,
        }
        false
    }

    /// Whether a list was asked for as the cheaper way.
    pub(crate) fn spares(&self, ask: &Ask) -> bool {
        let any = |slot: &Shared| slot.borrow().route == Route::Any;
        self.family.get().is_some() && ask.slots.iter().any(any)
    }

    /// The page after this one, for tasks of which only the list tells.
    pub(crate) fn next_page(&self, way: Way, has_more: bool) -> Option<Way> {
        match way {
            Way::List(page) if has_more && page < PAGES && self.family.get().is_none() => {
                Some(Way::List(page.saturating_add(1)))
            }
            _ => None,
        }
    }

    /// After trouble of the service all tasks of the family rest.
    pub(crate) fn rest(&mut self, error: &Error, now: f64, random: f64) {
        use ErrorKind::{Network, RateLimit, Server, Timeout};
        let facts = error.facts();
        if let Some(asked) = facts.retry_after_ms {
            self.rests_until = self.rests_until.max(now + asked);
        }
        if !matches!(facts.kind, Network | RateLimit | Server | Timeout) {
            return;
        }
        self.failures = self.failures.saturating_add(1);
        // One failure may be bad luck, or one bad task.
        if self.failures > 1 || facts.kind == RateLimit {
            let pause = self.trouble.pause(self.failures == 1, random);
            self.rests_until = self.rests_until.max(now + pause);
        }
    }
}

#[cfg(test)]
mod tests;

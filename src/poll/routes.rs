//! The routes by which the tasks of one family are asked for with the same options, and what to do where they
//! fail. Decisions without a clock.

use std::cell::Cell;
use std::rc::Rc;

use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind};
use crate::poll::plan::{Fate, Plan, Way};
use crate::poll::schedule::{self, Schedule};
use crate::schema::family::Family;
use crate::transport::retry;

/// How long a batch or a list that fails is left alone: the service may have lost only that.
const REST_MS: f64 = 60_000.0;
/// How often `notify` may end a rest: a stream of webhooks must not make a service busier that asks for a pause.
#[cfg(feature = "js")]
const BREAK_MS: f64 = 10_000.0;
/// The waits end when so many polls in a row were answered by something other than the service, and not before
/// `FOREIGN_MS` after the first of them. Most deploys are over by then.
const FOREIGN_POLLS: u32 = 7;
const FOREIGN_MS: f64 = 30_000.0;
/// Pages of a list that are searched where there is no other way, of 100 rows each.
const PAGES: u32 = 10;

/// The routes of a family for tasks that are asked for with the same options.
pub(crate) struct Lane {
    pub family: Family,
    pub options: Rc<CallOptions>,
    /// How many looks are under way.
    pub in_flight: Cell<u32>,
    /// No look before this time: the service asked for it, or is in trouble.
    pub rests_until: Cell<f64>,
    /// When `notify` last ended a rest.
    #[cfg(feature = "js")]
    broken_at: Cell<f64>,
    /// No batch before this time.
    batch_from: Cell<f64>,
    /// Whether the latest batch or list for several tasks could not be used.
    useless: Cell<bool>,
    /// No list for several tasks at once before this time.
    list_from: Cell<f64>,
    /// How long such tasks take on average; 0 where the service does not tell.
    pub average_ms: Cell<Option<f64>>,
    /// Looks running that failed.
    failures: Cell<u32>,
    /// How many polls in a row were answered by something other than the service. Polls that ran at the same time count once.
    foreign: Cell<u32>,
    /// When the first of them ended.
    foreign_from: Cell<f64>,
}

impl Lane {
    pub(crate) fn new(family: Family, options: CallOptions) -> Self {
        let from = |exists: bool| Cell::new(if exists { 0.0 } else { f64::INFINITY });
        Self {
            family,
            options: Rc::new(options),
            in_flight: Cell::new(0),
            rests_until: Cell::new(0.0),
            #[cfg(feature = "js")]
            broken_at: Cell::new(0.0),
            batch_from: from(family.batch().is_some()),
            useless: Cell::new(false),
            list_from: from(family.list().is_some()),
            average_ms: Cell::new(family.average().is_none().then_some(0.0)),
            failures: Cell::new(0),
            foreign: Cell::new(0),
            foreign_from: Cell::new(0.0),
        }
    }

    /// A look is over.
    pub(crate) fn end_look(&self) {
        self.in_flight.set(self.in_flight.get().saturating_sub(1));
    }

    /// Whether a task has a route of its own.
    pub(crate) fn has_detail(&self) -> bool {
        self.family.get().is_some()
    }

    /// The cheapest look at several tasks, or at the first of them.
    pub(crate) fn together(&self, now: f64) -> Way {
        if now >= self.batch_from.get() {
            Way::Batch
        } else if now >= self.list_from.get() || !self.has_detail() {
            Way::List
        } else {
            Way::Detail
        }
    }

    /// A look brought an answer that can be used.
    pub(crate) fn answered(&self, way: Way) {
        self.failures.set(0);
        self.foreign.set(0);
        if way != Way::Detail {
            self.useless.set(false);
        }
    }

    /// A look failed: its tasks are asked for in another way, or later.
    pub(crate) fn refused(&self, plan: Plan, error: Error, now: f64) -> Fate {
        use ErrorKind::{Decode, NotFound, Permission, Server, Timeout, Validation};
        let facts = error.facts();
        let Plan { way, spares, size, .. } = plan;
        let is_batch = way == Way::Batch;
        let from = if is_batch { &self.batch_from } else { &self.list_from };
        // Both are to spare requests; the tasks' own route has to tell.
        match facts.kind {
            NotFound | Validation if is_batch && facts.envelope && facts.status != 405 => Fate::Apart(size),
            NotFound | Validation | Permission if is_batch || spares => {
                from.set(now + REST_MS);
                Fate::Otherwise
            }
            Decode | Server | Timeout if is_batch || spares => {
                if self.useless.replace(true) {
                    from.set(now + REST_MS);
                }
                if facts.kind == Decode { Fate::Absent(false) } else { Fate::Failed(error) }
            }
            _ => Fate::Failed(error),
        }
    }

    /// Counts such an answer. Returns whether the waits end now.
    pub(crate) fn is_lost(&self, now: f64) -> bool {
        if self.foreign.get() == 0 {
            self.foreign_from.set(now);
        }
        let count = self.foreign.get().saturating_add(1);
        let is_lost = count >= FOREIGN_POLLS && now - self.foreign_from.get() >= FOREIGN_MS;
        self.foreign.set(if is_lost { 0 } else { count });
        is_lost
    }

    /// Whether a page after this one is asked for, for tasks of which only the list tells.
    pub(crate) fn goes_on(&self, way: Way, page: u32, has_more: bool) -> bool {
        way == Way::List && has_more && page < PAGES && !self.has_detail()
    }

    /// After trouble of the service all tasks of the family rest.
    ///
    /// A `Retry-After` above a minute is more often a wrong clock or a wrong unit than a wish, so it is not obeyed. The usual
    /// pauses come in its place, and they grow up to a minute if the service insists.
    pub(crate) fn rest(&self, error: &Error, now: f64, random: f64) {
        use ErrorKind::{Decode, Network, RateLimit, Server, Timeout};
        let facts = error.facts();
        let asked = facts.retry_after_ms.unwrap_or_default();
        let insists = asked > retry::LONGEST_ASKED_MS;
        let mut pause = if insists { 0.0 } else { retry::spread(asked, 0.0, random) };
        if matches!(facts.kind, Decode | Network | RateLimit | Server | Timeout) {
            let failures = self.failures.get().saturating_add(1);
            self.failures.set(failures);
            // One failure may be bad luck, or one bad task.
            if failures > 1 || facts.kind == RateLimit || error.is_foreign() {
                let longest = if insists { retry::LONGEST_ASKED_MS } else { Schedule::USUAL.longest };
                pause = pause.max(schedule::back_off(failures, longest, random));
            }
        }
        if pause > 0.0 {
            self.rests_until.set(self.rests_until.get().max(now + pause));
        }
    }
    /// Ends a rest, because somebody heard from the service: at once, or ten seconds after the last time.
    #[cfg(feature = "js")]
    pub(crate) fn wake(&self, now: f64) {
        let at = now.max(self.broken_at.get() + BREAK_MS);
        if at < self.rests_until.get() {
            self.rests_until.set(at);
            self.broken_at.set(at);
        }
    }
}

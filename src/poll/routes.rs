//! The routes by which the tasks of one family are asked for with the same options, and what to do where they
//! fail. Decisions without a clock.

use std::cell::Cell;
use std::rc::Rc;

use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind};
use crate::poll::plan::{Plan, PollMethod, PollResult};
use crate::poll::schedule::{self, Schedule};
use crate::schema::family::Family;
use crate::schema::verb::Verb;
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
pub(crate) struct RouteGroup {
    pub family: Family,
    pub options: Rc<CallOptions>,
    /// How many polls are under way.
    pub in_flight: Cell<u32>,
    /// No poll before this time: the service asked for it, or is in trouble.
    pub rests_until: Cell<f64>,
    /// When `notify` last ended a rest.
    #[cfg(feature = "js")]
    broken_at: Cell<f64>,
    /// No batch before this time.
    batch_from: Cell<f64>,
    /// Whether the latest batch or list for several tasks could not be used.
    unusable: Cell<bool>,
    /// No list for several tasks at once before this time.
    list_from: Cell<f64>,
    /// How long such tasks take on average; 0 where the service does not tell.
    pub average_ms: Cell<Option<f64>>,
    /// Polls running that failed.
    failures: Cell<u32>,
    /// How many polls in a row were answered by something other than the service. Polls that ran at the same time count once.
    foreign: Cell<u32>,
    /// When the first of them ended.
    foreign_from: Cell<f64>,
}

impl RouteGroup {
    pub(crate) fn new(family: Family, options: CallOptions) -> Self {
        let from = |exists: bool| Cell::new(if exists { 0.0 } else { f64::INFINITY });
        Self {
            family,
            options: Rc::new(options),
            in_flight: Cell::new(0),
            rests_until: Cell::new(0.0),
            #[cfg(feature = "js")]
            broken_at: Cell::new(0.0),
            batch_from: from(family.has(Verb::Batch)),
            unusable: Cell::new(false),
            list_from: from(family.has(Verb::List)),
            average_ms: Cell::new((!family.has(Verb::Average)).then_some(0.0)),
            failures: Cell::new(0),
            foreign: Cell::new(0),
            foreign_from: Cell::new(0.0),
        }
    }

    /// A poll is over.
    pub(crate) fn end_poll(&self) {
        self.in_flight.set(self.in_flight.get().saturating_sub(1));
    }

    /// Whether a task has a route of its own.
    pub(crate) fn has_detail(&self) -> bool {
        self.family.has(Verb::Get)
    }

    /// The cheapest poll of several tasks, or at the first of them.
    pub(crate) fn shared_method(&self, now: f64) -> PollMethod {
        if now >= self.batch_from.get() {
            PollMethod::Batch
        } else if now >= self.list_from.get() || !self.has_detail() {
            PollMethod::List
        } else {
            PollMethod::Detail
        }
    }

    /// A poll brought an answer that can be used.
    pub(crate) fn answered(&self, method: PollMethod) {
        self.failures.set(0);
        self.foreign.set(0);
        if method != PollMethod::Detail {
            self.unusable.set(false);
        }
    }

    /// A poll failed: its tasks are asked for in another way, or later.
    pub(crate) fn after_error(&self, plan: Plan, error: Error, now: f64) -> PollResult {
        use ErrorKind::{
            Aborted, Auth, Config, Credits, Decode, Internal, Moderation, Network, NotFound, Permission,
            RateLimit, Server, TaskFailed, TaskTimeout, Timeout, UnknownOutcome, Unsupported, Validation,
        };
        let facts = error.facts();
        let Plan { method, list_is_optional, size, .. } = plan;
        let is_batch = method == PollMethod::Batch;
        let from = if is_batch { &self.batch_from } else { &self.list_from };
        // Both are to spare requests; the tasks' own route has to tell.
        match facts.kind {
            NotFound | Validation if is_batch && facts.envelope && facts.status != 405 => {
                PollResult::SplitBatch(size)
            }
            NotFound | Validation | Permission if is_batch || list_is_optional => {
                from.set(now + REST_MS);
                PollResult::TryOtherRoute
            }
            Decode | Server | Timeout if is_batch || list_is_optional => {
                if self.unusable.replace(true) {
                    from.set(now + REST_MS);
                }
                if facts.kind == Decode { PollResult::Missing(false) } else { PollResult::Failed(error) }
            }
            NotFound | Validation | Permission | Decode | Server | Timeout | Config | Auth | Credits
            | Moderation | RateLimit | Network | Aborted | TaskFailed | TaskTimeout | UnknownOutcome
            | Unsupported | Internal => PollResult::Failed(error),
        }
    }

    /// Counts such an answer. Returns whether the waits end now.
    pub(crate) fn count_foreign(&self, now: f64) -> bool {
        if self.foreign.get() == 0 {
            self.foreign_from.set(now);
        }
        let count = self.foreign.get().saturating_add(1);
        let count_foreign = count >= FOREIGN_POLLS && now - self.foreign_from.get() >= FOREIGN_MS;
        self.foreign.set(if count_foreign { 0 } else { count });
        count_foreign
    }

    /// Whether a page after this one is asked for, for tasks of which only the list tells.
    pub(crate) fn has_next_page(&self, method: PollMethod, page: u32, has_more: bool) -> bool {
        method == PollMethod::List && has_more && page < PAGES && !self.has_detail()
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

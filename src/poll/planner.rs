//! The tasks that are followed, and which poll of them comes next. Decisions without a clock.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::poll::plan::{Plan, PollAnswer, PollMethod, PollResult};
use crate::poll::routes::RouteGroup;
use crate::poll::schedule::Schedule;
use crate::poll::tracked_task::{NextPoll, TrackedTask};
use crate::schema::family::Family;
use crate::schema::verb::Verb;
use crate::transport::retry;

/// Polls that may be under way at the same time in a route group.
const IN_FLIGHT: u32 = 6;
/// What the error says when something other than the service answers the polls of a wait.
const LOST: &str = "Several polls in a row were not answered by the service: check the login, the proxy and `baseUrl`. The task goes on";
/// In place of a poll's number: the poll that is over just now found this task.
const FOUND: u32 = u32::MAX;

/// A poll of one task or at many: those that have its number.
pub(crate) struct Poll {
    pub group: Rc<RouteGroup>,
    pub number: u32,
    pub plan: Plan,
}

impl Poll {
    /// The error of a poll. An answer that does not come from the service tells nothing of a task, whatever its status is. But one
    /// that asks for another token or another time, or tells of trouble, means the same whatever it comes from; and where a
    /// task's own route is not found, the list tells.
    pub(crate) fn read(&self, error: Error) -> Error {
        use ErrorKind::{
            Aborted, Auth, Config, Credits, Decode, Internal, Moderation, Network, NotFound, Permission,
            RateLimit, Server, TaskFailed, TaskTimeout, Timeout, UnknownOutcome, Unsupported, Validation,
        };
        let has_list = self.plan.method != PollMethod::List && self.group.family.has(Verb::List);
        error.with(|facts| {
            let is_told = match facts.kind {
                Auth | Network | RateLimit | Timeout => true,
                NotFound => has_list,
                Config | Permission | Credits | Validation | Moderation | Server | Aborted | Decode
                | TaskFailed | TaskTimeout | UnknownOutcome | Unsupported | Internal => false,
            };
            if !is_told && !facts.envelope && matches!(facts.status, 1..500) {
                facts.kind = Decode;
            }
        })
    }
}

/// All that a poller knows of its tasks.
#[derive(Default)]
pub(crate) struct Planner {
    /// By their keys, the smallest first.
    pub tasks: Vec<TrackedTask>,
    groups: Vec<Rc<RouteGroup>>,
    /// Whether nobody sees the page.
    is_hidden: bool,
    /// The latest key of a task or number of a poll.
    latest: u32,
}

impl Planner {
    /// The route group of a family and these options.
    pub(crate) fn group(&mut self, family: Family, call: &CallOptions) -> Rc<RouteGroup> {
        let mut rests_until: f64 = 0.0;
        for group in &self.groups {
            if group.family == family {
                if group.options.headers == call.headers && group.options.timeout_ms == call.timeout_ms {
                    return Rc::clone(group);
                }
                rests_until = rests_until.max(group.rests_until.get());
            }
        }
        // A client may live for years, and each of its waits may have headers of its own.
        let idle =
            |group: &Rc<RouteGroup>| Rc::strong_count(group) == 1 && !group.options.headers.0.is_empty();
        while let Some(place) = self.groups.iter().position(idle) {
            self.groups.swap_remove(place);
        }
        // The next poll is the retry.
        let (timeout_ms, headers) = (call.timeout_ms, call.headers.clone());
        let options = CallOptions { signal: JsValue::UNDEFINED, max_retries: Some(0), timeout_ms, headers };
        let group = Rc::new(RouteGroup::new(family, options));
        group.rests_until.set(rests_until);
        self.groups.push(Rc::clone(&group));
        group
    }

    /// Follows another task; gives its key.
    pub(crate) fn add(&mut self, mut tracked: TrackedTask) -> u32 {
        tracked.key = self.next();
        self.tasks.push(tracked);
        self.latest
    }

    fn next(&mut self) -> u32 {
        self.latest = self.latest.saturating_add(1);
        self.latest
    }

    /// A task that is followed.
    pub(crate) fn tracked(&mut self, key: u32) -> Option<&mut TrackedTask> {
        let place = self.tasks.binary_search_by_key(&key, |tracked| tracked.key).ok()?;
        self.tasks.get_mut(place)
    }

    /// Notes whether the page is hidden. A page that is shown again, or online again, polls at once, but no task
    /// more often than its shortest pause allows: some pages flicker.
    pub(crate) fn set_visibility(&mut self, is_hidden: bool, is_shown: bool) {
        self.is_hidden = is_hidden;
        if !is_shown {
            return;
        }
        for tracked in &mut self.tasks {
            tracked.due = tracked.earliest(tracked.pace());
            // Without a connection nobody asked for the rest.
            if tracked.last_error.as_ref().is_some_and(|error| error.kind() == ErrorKind::Network) {
                tracked.group.rests_until.set(0.0);
            }
        }
    }

    /// Forgets the tasks that nobody follows any more.
    pub(crate) fn forget_unfollowed(&mut self) {
        self.tasks.retain(|tracked| tracked.followers > 0 || tracked.poll > 0);
    }

    /// Whether somebody waits for a task, or for one in this poll.
    pub(crate) fn is_wanted(&self, poll: Option<u32>) -> bool {
        self.tasks.iter().any(|tracked| poll.is_none_or(|poll| tracked.poll == poll) && tracked.is_wanted())
    }

    /// When a poll is due; infinite if none is.
    pub(crate) fn due(&self) -> f64 {
        let mut due = f64::INFINITY;
        for tracked in &self.tasks {
            due = due.min(due_at(tracked, self.is_hidden));
        }
        due
    }

    /// The next poll, if one is due.
    pub(crate) fn next_poll(&mut self, now: f64) -> Option<Poll> {
        let mut lead: Option<&TrackedTask> = None;
        for tracked in &self.tasks {
            if due_at(tracked, self.is_hidden) <= now
                && lead.is_none_or(|lead| tracked.next_poll > lead.next_poll)
            {
                lead = Some(tracked);
            }
        }
        let (group, next_poll, size) =
            lead.map(|lead| (Rc::clone(&lead.group), lead.next_poll, lead.size))?;
        let mut method = match next_poll {
            NextPoll::Average => PollMethod::Average,
            NextPoll::List => PollMethod::List,
            NextPoll::Detail => PollMethod::Detail,
            NextPoll::Any => group.shared_method(now),
        };
        let most = match method {
            PollMethod::Detail => 1,
            PollMethod::Batch => size,
            PollMethod::List | PollMethod::Average => usize::MAX,
        };
        let number = self.next();
        let mut taken: usize = 0;
        // What comes due in a moment travels along for nothing.
        for soon in [false, next_poll == NextPoll::Any] {
            for tracked in &mut self.tasks {
                let until = if soon { now + tracked.pace() } else { now };
                let fits = tracked.next_poll == next_poll && Rc::ptr_eq(&tracked.group, &group);
                if fits && taken < most && due_at(tracked, self.is_hidden) <= until {
                    tracked.begin(number, now);
                    taken = taken.saturating_add(1);
                }
            }
        }
        if taken == 1 && next_poll == NextPoll::Any && group.has_detail() {
            method = PollMethod::Detail;
        }
        group.in_flight.set(group.in_flight.get().saturating_add(1));
        let list_is_optional = method == PollMethod::List && next_poll == NextPoll::Any && group.has_detail();
        Some(Poll { group, number, plan: Plan { method, page: 1, size: taken, list_is_optional } })
    }

    /// A poll was given up.
    pub(crate) fn release(&mut self, poll: &Poll) {
        poll.group.end_poll();
        for tracked in &mut self.tasks {
            if tracked.poll == poll.number {
                tracked.poll = 0;
            }
        }
    }

    /// What a poll that is over means for its tasks. Says whether the next page is to be asked for, for those who
    /// were not on this one.
    pub(crate) fn settle(&mut self, poll: &Poll, found: Result<PollAnswer>, now: f64, random: f64) -> bool {
        let &Poll { ref group, number, plan } = poll;
        let method = plan.method;
        let by_id = method != PollMethod::List;
        let (mut any_change, mut left) = (false, false);
        for tracked in &mut self.tasks {
            let Ok(found) = &found else { break };
            if tracked.poll == number {
                match found.record(&tracked.target.id) {
                    None => left = true,
                    Some(record) => {
                        tracked.found(&record, by_id, now, random);
                        tracked.poll = FOUND;
                        // What was started together ends together.
                        any_change |= method != PollMethod::Detail && tracked.has_changed(now);
                    }
                }
            }
        }
        let (mut all, mut limited, mut has_next_page) = (false, false, false);
        let (mut shared, mut is_foreign_too_often) = (false, false);
        let result = match found {
            _ if method == PollMethod::Average => {
                group.average_ms.set(Some(found.map_or(0.0, |found| found.average_ms)));
                PollResult::AverageKnown
            }
            Ok(found) => {
                group.answered(method);
                has_next_page = left && group.has_next_page(method, plan.page, found.has_more);
                if has_next_page {
                    PollResult::TryOtherRoute
                } else if plan.list_is_optional || method == PollMethod::Batch {
                    PollResult::Missing(method == PollMethod::Batch)
                } else {
                    PollResult::Failed(Error::new(ErrorKind::NotFound, &["no list shows it"]))
                }
            }
            Err(error) => {
                // It says nothing of the tasks in it, and the same of all others.
                let foreign = error.is_foreign() && now >= group.rests_until.get();
                // Whatever options they are asked with: the service's wish is for the whole family.
                for other in &self.groups {
                    if other.family == group.family {
                        other.rest(&error, now, random);
                    }
                }
                let error = error.with(|facts| {
                    facts.retry_after_ms = facts.retry_after_ms.map(|ms| retry::patience(ms, random));
                });
                // The token is refused for all.
                all = error.kind() == ErrorKind::Auth;
                limited = error.kind() == ErrorKind::RateLimit;
                is_foreign_too_often = foreign && group.count_foreign(now);
                let result = if all || is_foreign_too_often {
                    PollResult::Ended(error.with(|facts| {
                        if is_foreign_too_often {
                            facts.add(LOST)
                        }
                    }))
                } else {
                    group.after_error(plan, error, now)
                };
                shared = foreign && matches!(result, PollResult::Failed(_));
                result
            }
        };
        for tracked in &mut self.tasks {
            let (is_polled, is_found) = (tracked.poll == number, tracked.poll == FOUND);
            if is_found || is_polled && !has_next_page {
                tracked.poll = 0;
            }
            if is_found {
                if any_change {
                    tracked.poll_sooner(now, random);
                }
            } else if is_polled
                || all
                || Rc::ptr_eq(&tracked.group, group)
                    && (is_foreign_too_often
                        || tracked.poll == 0 && (shared || limited && tracked.is_single()))
            {
                tracked.take(&result, by_id, now, random);
            } else {
                continue;
            }
            if tracked.has_changed(now) || tracked.has_ended() || tracked.is_last {
                host::wake(&tracked.waiters);
            }
        }
        if !has_next_page {
            group.end_poll();
        }
        has_next_page
    }
}

/// When a task is to be polled; infinite if it is not.
fn due_at(tracked: &TrackedTask, is_hidden: bool) -> f64 {
    if !tracked.is_wanted() || tracked.poll > 0 || tracked.group.in_flight.get() >= IN_FLIGHT {
        return f64::INFINITY;
    }
    let mut due = tracked.due;
    if tracked.poll_now {
        // Each webhook may tell of a change, but many may come at once.
        due = tracked.earliest(tracked.pace().min(Schedule::USUAL.shortest));
    } else if is_hidden && due > 0.0 && tracked.began > 0.0 {
        // What is due at once is the last poll of a wait.
        due = due.max(tracked.began + tracked.hidden_pause());
    }
    if tracked.ignores_rest() { due } else { due.max(tracked.group.rests_until.get()) }
}

#[cfg(test)]
mod tests;

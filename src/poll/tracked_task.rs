//! One task that is followed: what is known of it, and what a poll of it means.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::poll::plan::PollResult;
use crate::poll::routes::RouteGroup;
use crate::poll::schedule::Schedule;
use crate::record::view::{Target, Task, TaskState};
use crate::schema::verb::Verb;
use crate::{host, text};

/// Polls of a success without a result before it counts as a broken answer.
const EMPTY_POLLS: u32 = 3;
/// Polls that may find nothing when nobody knows how old the task is.
const BLIND_POLLS: u32 = 3;
/// How long a new task may be unknown to its own detail route (observed in some families).
const FRESH_MS: f64 = 60_000.0;
/// Batches that did not know a task of which its own route tells.
const ABSENT_POLLS: u32 = 2;

/// How the next poll of a task is to be taken; the later ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NextPoll {
    /// Whichever way costs the fewest requests.
    Any,
    /// By its own route.
    Detail,
    /// In the list, because its own route does not know it.
    List,
    /// Not at all yet: first the service is asked how long such tasks take.
    Average,
}

/// A task and the polls of it, shared by all who wait for it.
pub(crate) struct TrackedTask {
    /// What they know it by.
    pub key: u32,
    pub group: Rc<RouteGroup>,
    pub target: Target,
    /// Its last view.
    pub last: Option<Rc<Task>>,
    /// Counts the views that differ from the one before.
    pub changes: u32,
    /// Why nobody polls any more, if it is an error.
    pub error: Option<Error>,
    /// When the next poll is due.
    pub due: f64,
    pub next_poll: NextPoll,
    /// The largest batch that it may travel in.
    pub size: usize,
    /// The number of the poll under way; 0 if there is none.
    pub poll: u32,
    /// When the latest poll began.
    pub began: f64,
    /// When the latest poll that was answered began; 0 if none was.
    pub answered_at: f64,
    /// Why the latest poll told nothing of the task; nothing if it did.
    pub last_error: Option<Error>,
    /// Whether the latest poll is the last of a wait, which wants to know when it is over.
    pub is_last: bool,
    /// How many follow it.
    pub followers: u32,
    /// How many of them wait right now. Without them there is no poll.
    pub waiting: u32,
    /// Those who wait, for the driver to wake: a set of the host's, or nothing for a single poll.
    pub waiters: JsValue,
    schedule: Schedule,
    /// A single poll, whatever it finds, instead of many.
    once: bool,
    /// Whether `notify` asked for a poll that has not begun yet.
    pub poll_now: bool,
    /// When a poll last brought news.
    changed_at: f64,
    /// Polls that did not find it.
    missing: u32,
    /// Batches that did not know it.
    absent_from_batch: u32,
    /// Polls of a success without a result.
    empty: u32,
    /// Whether a poll has found the task; its start does not count.
    seen: bool,
    /// How far the clock of the plans is ahead of the host's, by which the task was started.
    pub ahead: f64,
}

impl TrackedTask {
    /// A task that one follows.
    pub(crate) fn new(
        group: Rc<RouteGroup>,
        target: Target,
        last: Option<Rc<Task>>,
        schedule: Schedule,
    ) -> Self {
        let mut tracked = Self {
            key: 0,
            group,
            target,
            last,
            schedule,
            changes: 0,
            error: None,
            due: 0.0,
            next_poll: NextPoll::Any,
            size: BATCH,
            poll: 0,
            began: 0.0,
            answered_at: 0.0,
            last_error: None,
            is_last: false,
            followers: 1,
            waiting: 0,
            waiters: JsValue::UNDEFINED,
            once: false,
            poll_now: false,
            changed_at: 0.0,
            missing: 0,
            absent_from_batch: 0,
            empty: 0,
            seen: false,
            ahead: 0.0,
        };
        // A start can be the end as well.
        tracked.changes = u32::from(tracked.has_ended());
        tracked
    }

    /// The same for a single poll.
    #[cfg(feature = "js")]
    pub(crate) fn once(mut self) -> Self {
        (self.once, self.waiting) = (true, 1);
        self
    }

    /// Whether nothing will change any more.
    pub(crate) fn has_ended(&self) -> bool {
        let complete =
            |task: &Rc<Task>| task.state == TaskState::Failed || task.state.is_terminal() && task.has_result;
        self.error.is_some() || self.last.as_ref().is_some_and(complete)
    }

    /// Whether somebody waits for a poll that can be taken.
    pub(crate) fn is_wanted(&self) -> bool {
        self.waiting > 0 && !self.has_ended()
    }

    /// What comes due within this time may as well be asked for now.
    pub(crate) fn pace(&self) -> f64 {
        self.schedule.shortest
    }

    /// The shortest pause while nobody sees the page.
    pub(crate) fn hidden_pause(&self) -> f64 {
        self.schedule.hidden
    }

    /// Another follows it, with a pace of its own: the quicker one counts.
    pub(crate) fn join(&mut self, schedule: Schedule) {
        self.followers = self.followers.saturating_add(1);
        self.schedule.quicken(schedule);
    }

    /// Plans the next poll after the usual pause.
    pub(crate) fn plan_next(&mut self, now: f64, changed: bool, random: f64) {
        let pause = self.schedule.pause(changed, random);
        self.due = now + pause;
        self.next_poll = if self.absent_from_batch < ABSENT_POLLS { NextPoll::Any } else { NextPoll::Detail };
        self.size = BATCH;
    }

    /// Plans the first poll of a task that was just started.
    pub(crate) fn plan_first(&mut self, now: f64, random: f64) {
        let Some(average_ms) = self.group.average_ms.get() else {
            self.next_poll = NextPoll::Average;
            return;
        };
        self.plan_next(now, true, random);
        // The question for the average was no poll.
        self.began = 0.0;
        // No later than any other poll: the guess may be wrong, and a page wants to show that work has begun.
        self.due = self.due.max(now + average_ms.min(self.schedule.longest));
    }

    /// A poll of this task begins.
    pub(crate) fn begin(&mut self, number: u32, now: f64) {
        // If this one does not show the task, the next way is tried at once.
        (self.poll, self.began, self.due, self.poll_now) = (number, now, 0.0, false);
    }

    /// When it is polled after so short a pause since its last poll.
    pub(crate) fn earliest(&self, pause: f64) -> f64 {
        self.due.min(self.began + pause)
    }

    /// Whether it is polled once, whatever that finds.
    pub(crate) fn is_single(&self) -> bool {
        self.once
    }

    /// Whether any poll has come back.
    pub(crate) fn is_known(&self) -> bool {
        self.answered_at > 0.0 || self.last_error.is_some()
    }

    /// Whether its next poll comes even while the route group rests: `check` has no timer, and no wait ends before a poll has
    /// come back.
    pub(crate) fn ignores_rest(&self) -> bool {
        self.once || self.is_last && !self.is_known()
    }

    /// Begins the last poll of a wait. One that is under way may tell how it was before, and may hang: it is given up.
    pub(crate) fn begin_last_poll(&mut self) {
        (self.is_last, self.poll, self.due) = (true, 0, 0.0);
        if self.next_poll == NextPoll::Average {
            self.next_poll = NextPoll::Any;
        }
    }

    /// The latest poll was answered.
    fn note_answer(&mut self) {
        self.answered_at = self.began;
        self.last_error = None;
    }

    /// Whether the poll that was over just now brought news.
    pub(crate) fn has_changed(&self, now: f64) -> bool {
        self.changed_at == now
    }

    /// Plans the next poll of a task beside which others change.
    pub(crate) fn poll_sooner(&mut self, now: f64, random: f64) {
        if self.next_poll == NextPoll::Any && !self.has_ended() && self.due > now {
            self.plan_next(now, true, random);
        }
    }

    /// A poll found its record, by its own route or a batch (`by_id`), or in the list.
    pub(crate) fn found(&mut self, record: &JsValue, by_id: bool, now: f64, random: f64) {
        self.note_answer();
        // What only the list knows may be unknown to its own route for good.
        self.seen |= by_id || !self.group.has_detail();
        let Target { ref id, started_at, made, .. } = self.target;
        let started_at = started_at.unwrap_or_else(host::now);
        let task = Task::view(self.group.family, id.clone(), record, started_at, made);
        if self.once {
            self.waiting = 0;
        }
        let changed = self.last.as_ref().is_none_or(|last| task.differs(last));
        self.plan_next(now, changed, random);
        if changed {
            self.changed_at = now;
        }
        if task.state == TaskState::Succeeded && !task.has_result && !self.once {
            self.empty = self.empty.saturating_add(1);
            let error = Some(task.error(ErrorKind::Decode, "is finished, but its record holds no result"));
            // The result can be written a moment after the status.
            *(if self.empty > EMPTY_POLLS { &mut self.error } else { &mut self.last_error }) = error;
            return;
        }
        if changed || task.state.is_terminal() {
            self.changes = self.changes.saturating_add(1);
        }
        self.last = Some(Rc::new(task));
    }

    /// A poll did not find it.
    pub(crate) fn take(&mut self, result: &PollResult, by_id: bool, now: f64, random: f64) {
        if self.has_ended() {
            return;
        }
        match result {
            PollResult::AverageKnown => self.plan_first(now, random),
            PollResult::SplitBatch(size) => self.split(*size),
            PollResult::Missing(from_batch) => self.absent_from_batch(*from_batch),
            PollResult::Failed(error) => self.failed(error, by_id, now, random),
            PollResult::Ended(error) => self.error = Some(self.for_task(error.clone())),
            PollResult::TryOtherRoute => {}
        }
    }

    /// A batch or a list that may leave it out: its own route is asked at once.
    pub(crate) fn absent_from_batch(&mut self, from_batch: bool) {
        if from_batch {
            self.absent_from_batch = self.absent_from_batch.saturating_add(1);
        }
        self.next_poll = NextPoll::Detail;
    }

    /// A batch that was refused, perhaps because of this one: it travels with fewer, at last alone.
    pub(crate) fn split(&mut self, size: usize) {
        self.size = size / 2;
        if self.size < 2 {
            self.absent_from_batch = ABSENT_POLLS;
            self.next_poll = NextPoll::Detail;
        }
    }

    /// A poll that failed, at its own route (`by_id`) or where the list has to tell.
    pub(crate) fn failed(&mut self, error: &Error, by_id: bool, now: f64, random: f64) {
        use ErrorKind::{
            Aborted, Auth, Config, Credits, Decode, Internal, Moderation, Network, NotFound, Permission,
            RateLimit, Server, TaskFailed, TaskTimeout, Timeout, UnknownOutcome, Unsupported, Validation,
        };
        match error.kind() {
            // One that may pass is that of a good answer without a record.
            NotFound if !error.is_retryable() => self.not_found(error, by_id, now, random),
            NotFound | Network | Timeout | RateLimit | Server | Decode if !self.once => {
                if error.kind() == NotFound {
                    self.note_answer();
                }
                self.last_error = Some(error.clone());
                self.plan_next(now, false, random);
            }
            // These do not get better by another poll.
            NotFound | Network | Timeout | RateLimit | Server | Decode | Config | Auth | Permission
            | Credits | Validation | Moderation | Aborted | TaskFailed | TaskTimeout | UnknownOutcome
            | Unsupported | Internal => {
                self.error = Some(self.for_task(error.clone()));
            }
        }
    }

    /// The service does not know it: not yet, or no more.
    fn not_found(&mut self, error: &Error, by_id: bool, now: f64, random: f64) {
        use ErrorKind::NotFound;
        let mut young = false;
        if by_id || !self.group.has_detail() {
            self.missing = self.missing.saturating_add(1);
            young = !self.seen
                && match self.target.started_at {
                    Some(started) => now - self.ahead - started < FRESH_MS,
                    None => self.missing < BLIND_POLLS && !self.once,
                };
            if young && !self.once {
                self.note_answer();
                self.last_error = Some(error.clone());
                return self.plan_next(now, false, random);
            }
        }
        if by_id && self.group.family.has(Verb::List) && !young {
            self.next_poll = NextPoll::List;
            self.last_error = Some(error.clone());
            return;
        }
        // What its own route said tells more than a list without it.
        let error =
            self.last_error.take().filter(|error| error.kind() == NotFound).unwrap_or_else(|| error.clone());
        self.error = Some(self.for_task(error).with(|facts| {
            facts.retryable = young;
            let words =
                " does not exist, or not for this account: it was deleted, has expired or is somebody else's";
            facts.message = text::join(&[
                self.group.family.key(),
                " task ",
                &self.target.id,
                words,
                ". ",
                &facts.message,
            ]);
        }));
    }

    /// An error about this task, never without it.
    pub(crate) fn for_task(&self, error: Error) -> Error {
        error.with(|facts| {
            facts.task_id = self.target.id.clone();
            if let Some(task) = &self.last {
                facts.task = task.to_js();
            }
        })
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: &str) -> Error {
        self.for_task(Error::new(kind, &[self.group.family.key(), " task ", &self.target.id, " ", message]))
    }
}

/// Tasks that one batch asks for at most. Documented.
pub(crate) const BATCH: usize = 200;

#[cfg(test)]
mod tests;

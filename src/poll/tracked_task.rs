//! One task that is followed: what is known of it, and what a look at it means.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::poll::plan::Fate;
use crate::poll::routes::Lane;
use crate::poll::schedule::Schedule;
use crate::record::view::{Target, Task, TaskState};
use crate::{host, text};

/// Looks at a success without a result before it counts as a broken answer.
const EMPTY_LOOKS: u32 = 3;
/// Looks that may find nothing when nobody knows how old the task is.
const BLIND_LOOKS: u32 = 3;
/// How long a new task may be unknown to its own detail route (observed in some families).
const FRESH_MS: f64 = 60_000.0;
/// Batches that did not know a task of which its own route tells.
const ABSENT_LOOKS: u32 = 2;

/// How the next look at a task is to be taken; the later ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Route {
    /// Whichever way costs the fewest requests.
    Any,
    /// By its own route.
    Detail,
    /// In the list, because its own route does not know it.
    List,
    /// Not at all yet: first the service is asked how long such tasks take.
    Average,
}

/// A task and the looks at it, shared by all who wait for it.
pub(crate) struct Slot {
    /// What they know it by.
    pub key: u32,
    pub lane: Rc<Lane>,
    pub target: Target,
    /// Its last view.
    pub last: Option<Rc<Task>>,
    /// Counts the views that differ from the one before.
    pub news: u32,
    /// Why nobody looks any more, if it is an error.
    pub error: Option<Error>,
    /// When the next look is due.
    pub due: f64,
    pub route: Route,
    /// The largest batch that it may travel in.
    pub size: usize,
    /// The number of the look under way; 0 if there is none.
    pub look: u32,
    /// When the latest look began.
    pub began: f64,
    /// When the latest look that was answered began; 0 if none was.
    pub heard: f64,
    /// Why the latest poll told nothing of the task; nothing if it did.
    pub trouble: Option<Error>,
    /// Whether the latest look is the last of a wait, which wants to know when it is over.
    pub is_last: bool,
    /// How many follow it.
    pub followers: u32,
    /// How many of them wait right now. Without them there is no look.
    pub parked: u32,
    /// Those who wait, for the driver to wake: a set of the host's, or nothing for a single look.
    pub waiters: JsValue,
    schedule: Schedule,
    /// A single look, whatever it finds, instead of many.
    once: bool,
    /// Whether `notify` asked for a poll that has not begun yet.
    pub urged: bool,
    /// When a look last brought news.
    changed_at: f64,
    /// Looks that did not find it.
    missing: u32,
    /// Batches that did not know it.
    absent: u32,
    /// Looks at a success without a result.
    empty: u32,
    /// Whether a look has found the task; its start does not count.
    seen: bool,
    /// How far the clock of the plans is ahead of the host's, by which the task was started.
    pub ahead: f64,
}

impl Slot {
    /// A task that one follows.
    pub(crate) fn new(lane: Rc<Lane>, target: Target, last: Option<Rc<Task>>, schedule: Schedule) -> Self {
        let mut slot = Self {
            key: 0,
            lane,
            target,
            last,
            schedule,
            news: 0,
            error: None,
            due: 0.0,
            route: Route::Any,
            size: BATCH,
            look: 0,
            began: 0.0,
            heard: 0.0,
            trouble: None,
            is_last: false,
            followers: 1,
            parked: 0,
            waiters: JsValue::UNDEFINED,
            once: false,
            urged: false,
            changed_at: 0.0,
            missing: 0,
            absent: 0,
            empty: 0,
            seen: false,
            ahead: 0.0,
        };
        // A start can be the end as well.
        slot.news = u32::from(slot.has_ended());
        slot
    }

    /// The same for a single look.
    #[cfg(feature = "js")]
    pub(crate) fn once(mut self) -> Self {
        (self.once, self.parked) = (true, 1);
        self
    }

    /// Whether nothing will change any more.
    pub(crate) fn has_ended(&self) -> bool {
        let complete =
            |task: &Rc<Task>| task.state == TaskState::Failed || task.state.is_terminal() && task.has_result;
        self.error.is_some() || self.last.as_ref().is_some_and(complete)
    }

    /// Whether somebody waits for a look that can be taken.
    pub(crate) fn is_wanted(&self) -> bool {
        self.parked > 0 && !self.has_ended()
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

    /// Plans the next look after the usual pause.
    pub(crate) fn later(&mut self, now: f64, changed: bool, random: f64) {
        let pause = self.schedule.pause(changed, random);
        self.due = now + pause;
        self.route = if self.absent < ABSENT_LOOKS { Route::Any } else { Route::Detail };
        self.size = BATCH;
    }

    /// Plans the first look at a task that was just started.
    pub(crate) fn first(&mut self, now: f64, random: f64) {
        let Some(average_ms) = self.lane.average_ms.get() else {
            self.route = Route::Average;
            return;
        };
        self.later(now, true, random);
        // The question for the average was no poll.
        self.began = 0.0;
        // No later than any other look: the guess may be wrong, and a page wants to show that work has begun.
        self.due = self.due.max(now + average_ms.min(self.schedule.longest));
    }

    /// A poll of this task begins.
    pub(crate) fn begin(&mut self, number: u32, now: f64) {
        // If this one does not show the task, the next way is tried at once.
        (self.look, self.began, self.due, self.urged) = (number, now, 0.0, false);
    }

    /// When it is polled after so short a pause since its last poll.
    pub(crate) fn earliest(&self, pause: f64) -> f64 {
        self.due.min(self.began + pause)
    }

    /// Whether it is looked at once, whatever that finds.
    pub(crate) fn is_single(&self) -> bool {
        self.once
    }

    /// Whether any look has come back.
    pub(crate) fn is_known(&self) -> bool {
        self.heard > 0.0 || self.trouble.is_some()
    }

    /// Whether its next look comes even while the lane rests: `check` has no timer, and no wait ends before a look has
    /// come back.
    pub(crate) fn is_impatient(&self) -> bool {
        self.once || self.is_last && !self.is_known()
    }

    /// Begins the last look of a wait. One that is under way may tell how it was before, and may hang: it is given up.
    pub(crate) fn press(&mut self) {
        (self.is_last, self.look, self.due) = (true, 0, 0.0);
        if self.route == Route::Average {
            self.route = Route::Any;
        }
    }

    /// The latest look was answered.
    fn hear(&mut self) {
        self.heard = self.began;
        self.trouble = None;
    }

    /// Whether the look that was over just now brought news.
    pub(crate) fn is_lively(&self, now: f64) -> bool {
        self.changed_at == now
    }

    /// Plans the next look of a task beside which others change.
    pub(crate) fn hurry(&mut self, now: f64, random: f64) {
        if self.route == Route::Any && !self.has_ended() && self.due > now {
            self.later(now, true, random);
        }
    }

    /// A look found its record, by its own route or a batch (`by_id`), or in the list.
    pub(crate) fn found(&mut self, record: &JsValue, by_id: bool, now: f64, random: f64) {
        self.hear();
        // What only the list knows may be unknown to its own route for good.
        self.seen |= by_id || self.lane.family.get().is_none();
        let Target { ref id, started_at, made, .. } = self.target;
        let started_at = started_at.unwrap_or_else(host::now);
        let task = Task::view(self.lane.family, id.clone(), record, started_at, made);
        if self.once {
            self.parked = 0;
        }
        let changed = self.last.as_ref().is_none_or(|last| task.differs(last));
        self.later(now, changed, random);
        if changed {
            self.changed_at = now;
        }
        if task.state == TaskState::Succeeded && !task.has_result && !self.once {
            self.empty = self.empty.saturating_add(1);
            let error = Some(task.error(ErrorKind::Decode, "is finished, but its record holds no result"));
            // The result can be written a moment after the status.
            *(if self.empty > EMPTY_LOOKS { &mut self.error } else { &mut self.trouble }) = error;
            return;
        }
        if changed || task.state.is_terminal() {
            self.news = self.news.saturating_add(1);
        }
        self.last = Some(Rc::new(task));
    }

    /// A look did not find it.
    pub(crate) fn take(&mut self, fate: &Fate, by_id: bool, now: f64, random: f64) {
        if self.has_ended() {
            return;
        }
        match fate {
            Fate::First => self.first(now, random),
            Fate::Apart(size) => self.apart(*size),
            Fate::Absent(from_batch) => self.absent(*from_batch),
            Fate::Failed(error) => self.failed(error, by_id, now, random),
            Fate::Over(error) => self.error = Some(self.about(error.clone())),
            Fate::Otherwise => {}
        }
    }

    /// A batch or a list that may leave it out: its own route is asked at once.
    pub(crate) fn absent(&mut self, from_batch: bool) {
        if from_batch {
            self.absent = self.absent.saturating_add(1);
        }
        self.route = Route::Detail;
    }

    /// A batch that was refused, perhaps because of this one: it travels with fewer, at last alone.
    pub(crate) fn apart(&mut self, size: usize) {
        self.size = size / 2;
        if self.size < 2 {
            self.absent = ABSENT_LOOKS;
            self.route = Route::Detail;
        }
    }

    /// A look that failed, at its own route (`by_id`) or where the list has to tell.
    pub(crate) fn failed(&mut self, error: &Error, by_id: bool, now: f64, random: f64) {
        use ErrorKind::{Decode, Network, NotFound, RateLimit, Server, Timeout};
        match error.kind() {
            // One that may pass is that of a good answer without a record.
            NotFound if !error.is_retryable() => self.missed(error, by_id, now, random),
            NotFound | Network | Timeout | RateLimit | Server | Decode if !self.once => {
                if error.kind() == NotFound {
                    self.hear();
                }
                self.trouble = Some(error.clone());
                self.later(now, false, random);
            }
            // Anything else does not get better by looking again.
            _ => self.error = Some(self.about(error.clone())),
        }
    }

    /// The service does not know it: not yet, or no more.
    fn missed(&mut self, error: &Error, by_id: bool, now: f64, random: f64) {
        use ErrorKind::NotFound;
        let mut young = false;
        if by_id || self.lane.family.get().is_none() {
            self.missing = self.missing.saturating_add(1);
            young = !self.seen
                && match self.target.started_at {
                    Some(started) => now - self.ahead - started < FRESH_MS,
                    None => self.missing < BLIND_LOOKS && !self.once,
                };
            if young && !self.once {
                self.hear();
                self.trouble = Some(error.clone());
                return self.later(now, false, random);
            }
        }
        if by_id && self.lane.family.list().is_some() && !young {
            self.route = Route::List;
            self.trouble = Some(error.clone());
            return;
        }
        // What its own route said tells more than a list without it.
        let error =
            self.trouble.take().filter(|error| error.kind() == NotFound).unwrap_or_else(|| error.clone());
        self.error = Some(self.about(error).with(|facts| {
            facts.retryable = young;
            let words =
                " does not exist, or not for this account: it was deleted, has expired or is somebody else's";
            facts.message =
                text::join(&[self.lane.family.key(), " task ", &self.target.id, words, ". ", &facts.message]);
        }));
    }

    /// An error about this task, never without it.
    pub(crate) fn about(&self, error: Error) -> Error {
        error.with(|facts| {
            facts.task_id = self.target.id.clone();
            if let Some(task) = &self.last {
                facts.task = task.to_js();
            }
        })
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: &str) -> Error {
        self.about(Error::new(kind, &[self.lane.family.key(), " task ", &self.target.id, " ", message]))
    }
}

/// Tasks that one batch asks for at most. Documented.
pub(crate) const BATCH: usize = 200;

#[cfg(test)]
mod tests;

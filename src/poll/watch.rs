//! Waiting for one task: its changes, its end, and when to give up.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::{CallOptions, PollOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::machine::command::{Command, Next, Step};
use crate::machine::outcome::{self, CLOSED, Outcome};
use crate::poll::poller::Poller;
use crate::poll::schedule::{self, Schedule};
use crate::poll::tracked_task::TrackedTask;
use crate::record::view::{Target, Task, TaskState};
use crate::schema::family::Family;
use crate::schema::verb::Verb;
use crate::text;

/// How many ticks the last poll of a wait may take.
const TICKS: u32 = 10;
/// The same if no poll has come back before. A request has a limit of its own, so this ends only those without one.
const FIRST_TICKS: u32 = 600;
/// A tick. Single ones, because a machine that sleeps on loses one of them at most, however long it sleeps.
const TICK_MS: f64 = 1_000.0;

/// The options of a wait.
#[derive(Clone, Default)]
pub struct WaitOptions {
    /// Options of each poll.
    pub call: CallOptions,
    /// Pace and deadline.
    pub poll: PollOptions,
}

/// Refuses a family whose tasks nobody can poll of, before one of them is started.
pub(crate) fn possible(family: Family) -> Result<()> {
    if family.has(Verb::Get) || family.has(Verb::List) {
        return Ok(());
    }
    let words = &[": the service has no way to look at a started task of `", family.key(), "`"];
    Err(Error::new(ErrorKind::Unsupported, words))
}

/// The changes of one task, one after another, until it ends.
pub(crate) struct Watch {
    context: Context,
    poller: Poller,
    /// The key of the task.
    tracked: u32,
    /// Those of the tasks that are to be followed after it, the next one last. They are waited for already.
    others: Vec<u32>,
    deadline: f64,
    /// Counts from the last poll on, which begins at the deadline.
    ticks: u32,
    /// When the latest of them was counted.
    ticked_at: f64,
    /// How many changes were told.
    reported: u32,
    waiting: bool,
    ended: bool,
}

impl Watch {
    /// Follows a task, and after it those that its target names beside it.
    pub(crate) fn new(
        context: &Context,
        poller: &Poller,
        family: Family,
        mut target: Target,
        started: Option<Rc<Task>>,
        options: &WaitOptions,
    ) -> Result<Box<Self>> {
        possible(family).map_err(|error| error.with(|facts| facts.task_id = target.id.clone()))?;
        let (poll, hours) = (options.poll.or(context.options().poll), family.hours());
        let schedule = Schedule::new(poll, hours);
        let siblings = std::mem::take(&mut target.siblings);
        let (started_at, made) = (target.started_at, target.made);
        let mut watch = Box::new(Self {
            context: context.clone(),
            poller: poller.clone(),
            tracked: poller.join(family, target, started, &options.call, schedule),
            others: Vec::new(),
            deadline: host::clock() + schedule::timeout(poll, hours),
            ticks: 0,
            ticked_at: 0.0,
            reported: 0,
            waiting: false,
            ended: false,
        });
        for id in siblings.into_iter().rev() {
            let target = Target { id, started_at, siblings: Vec::new(), made };
            let key = poller.join(family, target, None, &options.call, schedule);
            // It is polled together with the first, before its turn.
            poller.set_waiting(context, key, true);
            watch.others.push(key);
        }
        Ok(watch)
    }

    /// The next step towards a change; `None` after the task's end. A caller that is slow to ask gets the
    /// newest change alone.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<Option<Rc<Task>>> {
        let step = self.advance(outcome);
        match &step {
            Ok(Next::Do(_)) => return step,
            Ok(Next::Done(Some(task))) => self.ended = task.state.is_terminal(),
            _ => self.ended = true,
        }
        self.set_waiting(false);
        step
    }

    fn advance(&mut self, outcome: &Outcome) -> Step<Option<Rc<Task>>> {
        let now = host::clock();
        let Some(tracked) = self.poller.tracked(self.tracked) else { return Ok(Next::Done(None)) };
        outcome.go_on().map_err(|error| tracked.for_task(error))?;
        if self.ended {
            return Ok(Next::Done(None));
        }
        if tracked.changes != self.reported {
            self.reported = tracked.changes;
            return Ok(Next::Done(tracked.last.clone()));
        }
        if let Some(error) = &tracked.error {
            return Err(error.clone());
        }
        if self.context.is_closed() {
            return Err(tracked.for_task(outcome::stop(CLOSED, JsValue::UNDEFINED)));
        }
        let mut left = self.deadline - now;
        let mut presses = false;
        if left <= 0.0 {
            // A wait that woke late, because its machine slept, has its last poll like any other.
            presses = self.ticks == 0;
            // Polls that fail at once end each pause before it is over.
            if presses || now - self.ticked_at >= TICK_MS {
                self.ticks = self.ticks.saturating_add(1);
                self.ticked_at = now;
            }
            let spare = f64::from(TICKS.saturating_sub(self.ticks)) * TICK_MS;
            let rests = tracked.is_known() && tracked.group.rests_until.get() > now + spare;
            let most = if tracked.is_known() { TICKS } else { FIRST_TICKS };
            if tracked.answered_at >= self.deadline || self.ticks > most || rests {
                return Err(late(&tracked));
            }
            left = TICK_MS;
        }
        // `close()` of the client ends this, too.
        let command = Command::sleep(left).woken_with(&tracked.waiters).ending_with(self.context.scopes());
        drop(tracked);
        if presses {
            self.poller.begin_last_poll(self.tracked);
        }
        self.set_waiting(true);
        Ok(Next::Do(command))
    }

    /// Goes on with the next of the others; says whether there is one.
    fn turn_over(&mut self) -> bool {
        let Some(next) = self.others.pop() else { return false };
        self.poller.leave(std::mem::replace(&mut self.tracked, next));
        (self.reported, self.ticks, self.waiting, self.ended) = (0, 0, true, false);
        true
    }

    /// Wants the task to be polled, or no more.
    fn set_waiting(&mut self, waiting: bool) {
        if std::mem::replace(&mut self.waiting, waiting) != waiting {
            self.poller.set_waiting(&self.context, self.tracked, waiting);
        }
    }
}

/// The error of a deadline, with the trouble that kept the last poll from an answer.
fn late(tracked: &TrackedTask) -> Error {
    let words = "did not end before the deadline of this wait; it goes on at the service";
    let error = tracked.error(ErrorKind::TaskTimeout, words);
    let Some(last_error) = &tracked.last_error else { return error };
    error.with(|facts| {
        facts.message =
            text::join(&[&facts.message, ". The last poll failed: ", &last_error.facts().message]);
        facts.retry_after_ms = last_error.facts().retry_after_ms;
        facts.cause = last_error.clone().into();
    })
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.set_waiting(false);
        while self.turn_over() {
            self.set_waiting(false);
        }
        self.poller.leave(self.tracked);
    }
}

/// A wait for the end of a task and of those that the same start made; a task that failed is an
/// error. What it comes to has the results of all.
pub(crate) struct Wait {
    watch: Box<Watch>,
    /// Those that have ended.
    ended: Vec<Task>,
}

impl Wait {
    pub(crate) fn new(watch: Box<Watch>) -> Self {
        Self { watch, ended: Vec::new() }
    }

    /// The next step; `tell` hears every change of the first task.
    pub(crate) fn step(&mut self, outcome: &Outcome, tell: &dyn Fn(&Task)) -> Step<Task> {
        let nothing = Outcome::NONE;
        let mut outcome = outcome;
        loop {
            let task = match self.watch.step(outcome)? {
                Next::Do(command) => return Ok(Next::Do(command)),
                Next::Done(Some(task)) => task,
                Next::Done(None) => return self.end(),
            };
            if self.ended.is_empty() {
                tell(&task);
            }
            if task.state.is_terminal() {
                self.ended.push(Task::clone(&task));
                if !self.watch.turn_over() {
                    return self.end();
                }
            }
            outcome = &nothing;
        }
    }

    fn end(&self) -> Step<Task> {
        let Some(task) = Task::whole(&self.ended, true) else {
            return Err(Error::new(ErrorKind::Internal, &["a wait ended without a task"]));
        };
        let Some(failed) = self.ended.iter().find(|task| task.state == TaskState::Failed) else {
            return Ok(Next::Done(task));
        };
        let failure = failed.get("failure");
        let reason = host::text(&failure, "message").unwrap_or_default();
        let error = task.error(ErrorKind::TaskFailed, &text::join(&["failed: ", &reason]));
        Err(error.with(|facts| facts.code = host::get(&failure, "code")))
    }
}

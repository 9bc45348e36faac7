//! Waiting for one task: looks, pauses and the rules of when to give up.

use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Next, Step, Stop, sleep};
use crate::config::{CallOptions, PollOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::page;
use crate::schedule::Schedule;
use crate::task::{Target, Task, TaskState};
use crate::text;
use crate::verbs::{Asked, Verb, pick};

/// Looks at a success without a result before it counts as a broken answer.
const EMPTY_LOOKS: u32 = 3;
/// Looks that may find nothing when nobody knows how old the task is.
const BLIND_LOOKS: u32 = 3;
/// How long a new task may be unknown to its own detail route (observed in some families).
const FRESH_MS: f64 = 60_000.0;

/// The options of a wait.
#[derive(Clone, Default)]
pub struct WaitOptions {
    /// Options of each look.
    pub call: CallOptions,
    /// Pace and deadline.
    pub poll: PollOptions,
}

/// Refuses a family whose tasks nobody can look at, before one of them is started.
pub(crate) fn possible(family: Family) -> Result<()> {
    if family.get().is_some() || family.list().is_some() {
        return Ok(());
    }
    let words = &[family.key(), ": the service has no way to look at a task that was started"];
    Err(Error::new(ErrorKind::Unsupported, words))
}

/// The changes of one task, one after another, until it ends.
pub(crate) struct Watch {
    client: Client,
    family: Family,
    target: Target,
    options: WaitOptions,
    schedule: Schedule,
    deadline: f64,
    last: Option<Task>,
    /// The pause before the next look.
    pause: f64,
    missing: u32,
    empty: u32,
    /// Whether a look has found the task; its start does not count.
    seen: bool,
    phase: Phase,
}

enum Phase {
    /// Before a pause.
    Ready,
    /// In the pause before a look.
    Pause,
    /// In a look at the task itself or at the list.
    Look(Box<(Exchange, Asked, Verb)>),
    Ended,
}

impl Watch {
    pub(crate) fn new(
        client: Client,
        family: Family,
        target: Target,
        started: Option<Task>,
        options: WaitOptions,
    ) -> Result<Self> {
        possible(family).map_err(|error| error.with(|facts| facts.task_id = Some(target.id.clone())))?;
        let mut schedule = Schedule::new(options.poll.or(client.options().poll), family.hours());
        // Just started: the first look would find nothing new.
        let pause = started.as_ref().map_or(0.0, |_| schedule.pause(true, None, host::random()));
        let deadline = host::now() + schedule.timeout;
        Ok(Self {
            client,
            family,
            target,
            schedule,
            deadline,
            pause,
            last: started,
            options,
            missing: 0,
            empty: 0,
            seen: false,
            phase: Phase::Ready,
        })
    }

    /// Another task of the same start, with the same options and the same deadline.
    fn beside(&mut self, id: String) -> Result<()> {
        let target =
            Target { id, started_at: self.target.started_at, siblings: Vec::new(), made: self.target.made };
        let other = Self::new(self.client.clone(), self.family, target, None, self.options.clone())?;
        *self = Self { deadline: self.deadline, ..other };
        Ok(())
    }

    /// The next step towards a change; `None` after the task's end.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<Option<Task>> {
        let step = self.advance(outcome);
        match &step {
            // Whoever closes the client ends this, too.
            Ok(Next::Do(command)) => host::set(command, "waits", self.client.waits()),
            Ok(Next::Done(Some(task))) if !task.state.is_terminal() => self.phase = Phase::Ready,
            _ => self.phase = Phase::Ended,
        }
        step
    }

    fn advance(&mut self, outcome: &JsValue) -> Step<Option<Task>> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        if let Some(stop) = Stop::of_all(outcome) {
            return Err(self.about(stop.into()));
        }
        loop {
            match std::mem::replace(&mut self.phase, Phase::Ended) {
                Phase::Ended => return Ok(Next::Done(None)),
                Phase::Ready => {
                    let left = self.deadline - host::now();
                    if self.client.is_closed() {
                        return Err(self.about(Stop::Closed.into()));
                    }
                    if left <= 0.0 {
                        let words = "did not end before the deadline of this wait; it goes on at the service";
                        return Err(self.error(ErrorKind::TaskTimeout, words));
                    }
                    self.phase = Phase::Pause;
                    return Ok(Next::Do(sleep(self.pause.min(left))));
                }
                Phase::Pause if self.deadline <= host::now() => self.phase = Phase::Ready,
                Phase::Pause => {
                    let verb = if self.family.get().is_none() { Verb::List } else { Verb::Get };
                    self.phase = self.look(verb)?;
                    outcome = &nothing;
                }
                Phase::Look(mut look) => {
                    let found = match look.0.step(outcome) {
                        Ok(Next::Do(command)) => {
                            self.phase = Phase::Look(look);
                            return Ok(Next::Do(command));
                        }
                        Ok(Next::Done(reply)) => Ok(reply),
                        Err(error) => Err(error),
                    };
                    let (_, asked, verb) = *look;
                    let record = found.and_then(|reply| match verb {
                        Verb::Get => asked.record(reply).map(Some),
                        _ => Ok(pick(&asked.page(reply)?.items, &self.target.id)),
                    });
                    (self.phase, outcome) = (Phase::Ready, &nothing);
                    if let Some(next) = self.after_look(record, matches!(verb, Verb::Get))? {
                        return Ok(next);
                    }
                }
            }
        }
    }

    /// Begins a look: the task itself, or the list where that is all there is or knows more.
    fn look(&self, verb: Verb) -> Result<Phase> {
        // The loop itself is the retry, and no look may outlive the deadline.
        let left = (self.deadline - host::now()).max(1.0);
        let limit = self.options.call.timeout_ms.unwrap_or(self.client.options().timeout_ms);
        let options = CallOptions {
            signal: JsValue::UNDEFINED,
            timeout_ms: Some(limit.min(left)),
            max_retries: Some(0),
            headers: self.options.call.headers.clone(),
        };
        let given = match verb {
            Verb::Get => self.target.id.as_str().into(),
            _ => host::object(&[("pageSize", 100.into())]).into(),
        };
        let (call, asked) = self.client.ask(self.family, &verb, &given, options)?;
        Ok(Phase::Look(Box::new((Exchange::new(&self.client, call), asked, verb))))
    }

    /// What a look means: a change, a look at the list, or nothing yet.
    fn after_look(
        &mut self,
        record: Result<Option<JsValue>>,
        by_id: bool,
    ) -> Result<Option<Next<Option<Task>>>> {
        let error = match record {
            Ok(Some(record)) => {
                // What only the list knows may be unknown to its own route for good.
                self.seen |= by_id || self.family.get().is_none();
                let task = self.read(&record);
                return self.change(task, None);
            }
            Ok(None) => self.error(ErrorKind::NotFound, "is in no answer of the service"),
            Err(error) => error,
        };
        if error.kind() != ErrorKind::NotFound {
            use ErrorKind::{Decode, Network, RateLimit, Server, Timeout};
            // Anything else does not get better by looking again.
            return match error.kind() {
                Network | Timeout | RateLimit | Server | Decode => {
                    self.change(None, error.facts().retry_after_ms)
                }
                _ => Err(self.about(error)),
            };
        }
        if by_id || self.family.get().is_none() {
            self.missing = self.missing.saturating_add(1);
            let young = match self.target.started_at {
                Some(started) => host::now() - started < FRESH_MS,
                None => self.missing < BLIND_LOOKS,
            };
            if young && !self.seen {
                return self.change(None, None);
            }
        }
        if by_id && self.family.list().is_some() {
            self.phase = self.look(Verb::List)?;
            return Ok(None);
        }
        Err(self.about(error))
    }

    /// Sets the next pause, and tells of a task that is not as it was.
    fn change(&mut self, task: Option<Task>, retry_after: Option<f64>) -> Result<Option<Next<Option<Task>>>> {
        let changed = match (&task, &self.last) {
            (Some(task), Some(last)) => task.differs(last),
            (task, _) => task.is_some(),
        };
        self.pause = self.schedule.pause(changed, retry_after, host::random());
        let Some(task) = task else { return Ok(None) };
        self.last = Some(task.clone());
        if task.state == TaskState::Succeeded && !task.has_result() {
            self.empty = self.empty.saturating_add(1);
            if self.empty > EMPTY_LOOKS {
                return Err(task.error(ErrorKind::Decode, "is finished, but its record holds no result"));
            }
            // The result can be written a moment after the status.
            return Ok(None);
        }
        let tell = changed || task.state.is_terminal();
        Ok(tell.then_some(Next::Done(Some(task))))
    }

    fn read(&self, answer: &JsValue) -> Option<Task> {
        let records = page::records(answer);
        let record = records.and_then(|records| pick(&records, &self.target.id));
        let started_at = self.target.started_at.unwrap_or_else(host::now);
        let task = Task::read(self.family, record.as_ref().unwrap_or(answer), started_at)?;
        let task = if self.target.made { task.by_word() } else { task };
        (task.id == self.target.id).then_some(task)
    }

    /// An error of the wait, never without the task.
    fn about(&self, error: Error) -> Error {
        error.with(|facts| {
            facts.task_id = Some(self.target.id.clone());
            if let Some(task) = &self.last {
                facts.task = task.to_js();
            }
        })
    }

    fn error(&self, kind: ErrorKind, message: &str) -> Error {
        self.about(Error::new(kind, &[self.family.key(), " task ", &self.target.id, " ", message]))
    }
}

/// A wait for the end of a task and of those that the same start made; a task that failed is an
/// error. What it comes to has the results of all.
pub(crate) struct Wait {
    watch: Watch,
    /// The tasks that are still to be waited for, the next one last.
    siblings: Vec<String>,
    whole: Option<Task>,
}

impl Wait {
    pub(crate) fn new(mut watch: Watch) -> Self {
        let mut siblings = std::mem::take(&mut watch.target.siblings);
        siblings.reverse();
        Self { watch, siblings, whole: None }
    }

    /// The next step; `tell` hears every change of the first task.
    pub(crate) fn step(&mut self, outcome: &JsValue, tell: &dyn Fn(&Task)) -> Step<Task> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            match self.watch.step(outcome)? {
                Next::Do(command) => return Ok(Next::Do(command)),
                Next::Done(Some(task)) if !task.state.is_terminal() => {
                    if self.whole.is_none() {
                        tell(&task);
                    }
                }
                Next::Done(Some(task)) => {
                    let whole = match self.whole.take() {
                        None => {
                            tell(&task);
                            Task { siblings: Vec::new(), ..task }
                        }
                        Some(mut first) => {
                            first.urls.extend_from_slice(&task.urls);
                            first.siblings.push(task);
                            first
                        }
                    };
                    let Some(id) = self.siblings.pop() else {
                        return Self::end(whole).map(Next::Done);
                    };
                    self.watch.beside(id)?;
                    self.whole = Some(whole);
                }
                Next::Done(None) => {
                    return Err(Error::new(ErrorKind::Internal, &["a wait ended without a task"]));
                }
            }
            outcome = &nothing;
        }
    }

    fn end(task: Task) -> Result<Task> {
        let failed = || task.siblings.iter().find_map(|task| task.failure.clone());
        let Some((code, reason)) = task.failure.clone().or_else(failed) else { return Ok(task) };
        let error = task.error(ErrorKind::TaskFailed, &text::join(&["failed: ", &reason]));
        Err(error.with(|facts| facts.code = code))
    }
}

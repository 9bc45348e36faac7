//! Waiting for one task: looks, pauses and the rules of when to give up.

use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::{CallOptions, PollOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::family::Family;
use crate::host;
use crate::page;
use crate::schedule::Schedule;
use crate::scope::{Scope, Stop};
use crate::task::{Target, Task, TaskState};
use crate::text;
use crate::verbs::{Verb, pick};

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

/// The changes of one task, one after another, until it ends.
pub(crate) struct Watch {
    client: Client,
    family: &'static Family,
    target: Target,
    options: WaitOptions,
    pub(crate) scope: Scope,
    schedule: Schedule,
    deadline: f64,
    last: Option<Task>,
    /// The pause before the next look.
    pause: f64,
    missing: u32,
    empty: u32,
    /// Whether a look has found the task; its start does not count.
    seen: bool,
    ended: bool,
}

impl Watch {
    pub(crate) fn new(
        client: Client,
        family: &'static Family,
        target: Target,
        started: Option<Task>,
        options: WaitOptions,
    ) -> Result<Self> {
        if family.get.is_empty() && family.list.is_empty() {
            let words = &[family.key, ": the service has no way to look at a task that was started"];
            return Err(
                Error::new(ErrorKind::Unsupported, words).with(|facts| facts.task_id = Some(target.id))
            );
        }
        let scope = Scope::open(&options.call.signal)
            .map_err(|error| error.with(|facts| facts.task_id = Some(target.id.clone())))?;
        client.adopt(&scope);
        let mut schedule = Schedule::new(options.poll.or(client.options().poll), f64::from(family.hours));
        // Just started: the first look would find nothing new.
        let pause = started.as_ref().map_or(0.0, |_| schedule.pause(true, None, host::random()));
        let deadline = host::now() + schedule.timeout;
        Ok(Self {
            client,
            family,
            target,
            scope,
            schedule,
            deadline,
            pause,
            last: started,
            options,
            missing: 0,
            empty: 0,
            seen: false,
            ended: false,
        })
    }

    /// A watch of another task, with the same options and the same deadline.
    fn beside(&self, id: String) -> Result<Self> {
        let target = Target { id, started_at: self.target.started_at, siblings: Vec::new() };
        let other = Self::new(self.client.clone(), self.family, target, None, self.options.clone())?;
        Ok(Self { deadline: self.deadline, ..other })
    }

    /// The next change; `None` after the task's end.
    pub(crate) async fn next(&mut self) -> Result<Option<Task>> {
        if self.ended {
            return Ok(None);
        }
        let result = self.change().await;
        self.ended = match &result {
            Ok(task) => task.state.is_terminal(),
            Err(_) => true,
        };
        result.map(Some)
    }

    async fn change(&mut self) -> Result<Task> {
        loop {
            let left = self.deadline - host::now();
            if left <= 0.0 {
                return Err(self.error(
                    ErrorKind::TaskTimeout,
                    "did not end before the deadline of this wait; it goes on at the service",
                ));
            }
            self.scope.sleep(self.pause.min(left)).await.map_err(|stop| self.stopped(stop))?;
            if self.deadline <= host::now() {
                continue;
            }
            let (task, retry_after) = match self.look().await {
                Ok(task) => (task, None),
                Err(error) if Self::fatal(&error) => return Err(self.about(error)),
                Err(error) => (None, error.facts().retry_after_ms),
            };
            let changed = match (&task, &self.last) {
                (Some(task), Some(last)) => task.differs(last),
                (task, _) => task.is_some(),
            };
            self.pause = self.schedule.pause(changed, retry_after, host::random());
            let Some(task) = task else { continue };
            self.last = Some(task.clone());
            if task.state == TaskState::Succeeded && !task.has_result() {
                self.empty = self.empty.saturating_add(1);
                if self.empty > EMPTY_LOOKS {
                    return Err(task.error(ErrorKind::Decode, "is finished, but its record holds no result"));
                }
                // The result can be written a moment after the status.
                continue;
            }
            if changed || task.state.is_terminal() {
                return Ok(task);
            }
        }
    }

    /// One look: the task, and the list where a task that should be known is not.
    async fn look(&mut self) -> Result<Option<Task>> {
        // The loop itself is the retry, and no look may outlive the deadline.
        let left = (self.deadline - host::now()).max(1.0);
        let limit = self.options.call.timeout_ms.unwrap_or(self.client.options().timeout_ms);
        let options = CallOptions {
            signal: JsValue::UNDEFINED,
            timeout_ms: Some(limit.min(left)),
            max_retries: Some(0),
            headers: self.options.call.headers.clone(),
        };
        let (by_id, in_list) = (!self.family.get.is_empty(), !self.family.list.is_empty());
        let mut verb = if by_id { Verb::Get } else { Verb::List };
        loop {
            let given = match verb {
                Verb::Get => self.target.id.as_str().into(),
                _ => host::object(&[("pageSize", 100.into())]).into(),
            };
            let (call, asked) = self.client.ask(self.family, &verb, &given, options.clone())?;
            let answer =
                self.scope.race(self.client.execute(call)).await.map_err(|stop| self.stopped(stop))?;
            let found = answer.and_then(|reply| match verb {
                Verb::Get => asked.record(reply).map(Some),
                _ => Ok(pick(&asked.page(reply)?.items.iter().collect(), &self.target.id)),
            });
            let error = match found {
                Ok(Some(record)) => {
                    // What only the list knows may be unknown to its own route for good.
                    self.seen |= matches!(verb, Verb::Get) || !by_id;
                    return Ok(self.read(&record));
                }
                Ok(None) => self.error(ErrorKind::NotFound, "is in no answer of the service"),
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                Err(error) => error,
            };
            if by_id == matches!(verb, Verb::Get) {
                self.missing = self.missing.saturating_add(1);
                let young = match self.target.started_at {
                    Some(started) => host::now() - started < FRESH_MS,
                    None => self.missing < BLIND_LOOKS,
                };
                if young && !self.seen {
                    return Ok(None);
                }
            }
            if !by_id || !in_list || matches!(verb, Verb::List) {
                return Err(error);
            }
            verb = Verb::List;
        }
    }

    fn read(&self, answer: &JsValue) -> Option<Task> {
        let records = page::records(answer);
        let record = records.and_then(|records| pick(&records, &self.target.id));
        let started_at = self.target.started_at.unwrap_or_else(host::now);
        let task = Task::read(self.family, record.as_ref().unwrap_or(answer), started_at)?;
        (task.id == self.target.id).then_some(task)
    }

    /// Whether looking again cannot help.
    fn fatal(error: &Error) -> bool {
        use ErrorKind::{Decode, Network, RateLimit, Server, Timeout};
        !matches!(error.kind(), Network | Timeout | RateLimit | Server | Decode)
    }

    fn stopped(&self, stop: Stop) -> Error {
        self.about(stop.into())
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
        self.about(Error::new(kind, &[self.family.key, " task ", &self.target.id, " ", message]))
    }
}

/// Waits for the end of a task and of those that the same start made, telling every change of the
/// first; a task that failed is an error. The answer has the results of all.
pub(crate) async fn wait(mut watch: Watch, tell: impl Fn(&Task)) -> Result<Task> {
    let mut siblings = std::mem::take(&mut watch.target.siblings).into_iter();
    let mut whole: Option<Task> = None;
    loop {
        if let Some(task) = watch.next().await? {
            if whole.is_none() {
                tell(&task);
            }
            continue;
        }
        let Some(task) = watch.last.take() else {
            return Err(Error::new(ErrorKind::Internal, &["a wait ended without a task"]));
        };
        match &mut whole {
            None => whole = Some(Task { siblings: Vec::new(), ..task }),
            Some(first) => {
                first.urls.extend_from_slice(&task.urls);
                first.siblings.push(task);
            }
        }
        let Some(id) = siblings.next() else { break };
        watch = watch.beside(id)?;
    }
    let Some(task) = whole else {
        return Err(Error::new(ErrorKind::Internal, &["a wait ended without a task"]));
    };
    let failed = [&task].into_iter().chain(&task.siblings).find_map(|task| task.failure.clone());
    match failed {
        Some((code, reason)) => {
            let error = task.error(ErrorKind::TaskFailed, &text::join(&["failed: ", &reason]));
            Err(error.with(|facts| facts.code = code))
        }
        None => Ok(task),
    }
}

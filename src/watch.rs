//! Waiting for one task: looks, pauses and the rules of when to give up.

use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::{CallOptions, PollOptions};
use crate::door::pick;
use crate::error::{Error, ErrorKind, Result};
use crate::family::Family;
use crate::host;
use crate::page;
use crate::schedule::Schedule;
use crate::scope::{Scope, Stop};
use crate::task::{Target, Task, TaskState};
use crate::text;

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
        let scope = Scope::open(&options.call.signal)
            .map_err(|error| error.with(|facts| facts.task_id = Some(target.id.clone())))?;
        client.adopt(&scope);
        let mut schedule = Schedule::new(options.poll.or(client.options().poll));
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
            if task.state == TaskState::Succeeded && task.urls.is_empty() {
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

    /// One look: the detail, and the list where a task that should be known is not.
    async fn look(&mut self) -> Result<Option<Task>> {
        // The loop itself is the retry, and no look may outlive the deadline.
        let left = (self.deadline - host::now()).max(1.0);
        let limit = self.options.call.timeout_ms.unwrap_or(self.client.options().timeout_ms);
        let call = CallOptions {
            signal: JsValue::UNDEFINED,
            timeout_ms: Some(limit.min(left)),
            max_retries: Some(0),
            headers: self.options.call.headers.clone(),
        };
        let id = JsValue::from(self.target.id.as_str());
        let found = self.until_stopped(self.client.get(self.family, &id, &call)).await?;
        let error = match found {
            Ok(record) => {
                self.seen = true;
                return Ok(self.read(&record));
            }
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Err(error) => error,
        };
        self.missing = self.missing.saturating_add(1);
        let young = match self.target.started_at {
            Some(started) => host::now() - started < FRESH_MS,
            None => self.missing < BLIND_LOOKS,
        };
        if young && !self.seen {
            return Ok(None);
        }
        if self.family.list().is_some() {
            let page = host::object(&[("pageSize", 100.into())]).into();
            let listed = self.until_stopped(self.client.list(self.family, &page, &call)).await??;
            let records = listed.items.iter().collect();
            if let Some(record) = pick(&records, &self.target.id) {
                return Ok(self.read(&record));
            }
        }
        Err(error)
    }

    /// The scope of the wait also ends a look that is under way.
    async fn until_stopped<T>(&self, look: impl Future<Output = T>) -> Result<T> {
        self.scope.race(look).await.map_err(|stop| self.stopped(stop))
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
    let mut task = follow(&mut watch, &tell).await?;
    let mut failed = task.failure.clone();
    task.siblings.clear();
    for id in std::mem::take(&mut watch.target.siblings) {
        let mut other = watch.beside(id)?;
        let other = follow(&mut other, &|_| {}).await?;
        task.urls.extend_from_slice(&other.urls);
        failed = failed.or_else(|| other.failure.clone());
        task.siblings.push(other);
    }
    match failed {
        Some((code, reason)) => {
            let error = task.error(ErrorKind::TaskFailed, &text::join(&["failed: ", &reason]));
            Err(error.with(|facts| facts.code = code))
        }
        None => Ok(task),
    }
}

async fn follow(watch: &mut Watch, tell: &dyn Fn(&Task)) -> Result<Task> {
    while let Some(task) = watch.next().await? {
        tell(&task);
    }
    watch.last.clone().ok_or_else(|| Error::new(ErrorKind::Internal, &["a wait ended without a task"]))
}

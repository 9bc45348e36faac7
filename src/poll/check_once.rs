//! A single poll of each of many tasks, without a timer: for cron jobs, alarms and queues.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::machine::command::{Next, Step};
use crate::machine::outcome::Outcome;
use crate::poll::poll_loop::PollLoop;
use crate::poll::poller::Poller;
use crate::poll::watch;
use crate::record::view::Target;
use crate::schema::family::Family;

/// The tasks of a round, in the caller's order, and the polls of them.
pub(crate) struct CheckOnce {
    poller: Poller,
    poll_loop: PollLoop,
    /// Their keys, or why they are not asked for.
    tasks: Vec<Result<u32>>,
}

impl CheckOnce {
    /// The poller is its own, because it ends with the round.
    pub(crate) fn new(context: &Context, poller: Poller) -> Self {
        Self { poll_loop: PollLoop::new(context.clone(), poller.clone()), poller, tasks: Vec::new() }
    }

    /// Another task; one that cannot be read is not asked for.
    pub(crate) fn add(&mut self, task: Result<(Family, Target)>, options: &CallOptions) {
        let task = task.and_then(|(family, target)| {
            watch::possible(family)?;
            Ok(self.poller.once(family, target, options))
        });
        self.tasks.push(task);
    }

    /// The next step towards the outcome of each task, in the form of `Promise.allSettled`.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<Array> {
        outcome.go_on()?;
        Ok(match self.poll_loop.step(outcome)? {
            Next::Do(command) => Next::Do(command),
            Next::Done(()) => {
                let settled = Array::new();
                for task in &self.tasks {
                    settled.push(&self.settled(task));
                }
                Next::Done(settled)
            }
        })
    }

    fn settled(&self, task: &Result<u32>) -> JsValue {
        let view = task.clone().and_then(|key| {
            let words = &["a task was not looked at"];
            let tracked = self.poller.tracked(key).ok_or_else(|| Error::new(ErrorKind::Internal, words))?;
            match (&tracked.error, &tracked.last) {
                (None, Some(task)) => Ok(task.to_js()),
                (Some(error), _) => Err(error.clone()),
                (None, None) => Err(tracked.for_task(Error::new(ErrorKind::Internal, words))),
            }
        });
        let (status, key, value) = match view {
            Ok(view) => ("fulfilled", "value", view),
            Err(error) => ("rejected", "reason", error.of("check").into()),
        };
        host::object(&[("status", status.into()), (key, value)]).into()
    }
}

//! One look at each of many tasks, without a timer: for cron jobs, alarms and queues.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Step, Stop};
use crate::config::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::family::Family;
use crate::host;
use crate::poller::Poller;
use crate::polling::Polling;
use crate::slot::Shared;
use crate::task::{Target, Task};
use crate::watch;

/// The tasks of a round, in the caller's order, and the looks at them.
pub(crate) struct Round {
    poller: Poller,
    polling: Polling,
    tasks: Vec<Result<Shared>>,
}

impl Round {
    pub(crate) fn new(client: &Client) -> Self {
        // Of its own, because it ends with the round.
        let poller = Poller::new();
        Self { polling: Polling::new(client.clone(), poller.clone()), poller, tasks: Vec::new() }
    }

    /// Another task; one that cannot be read is not asked for.
    pub(crate) fn add(&mut self, task: Result<(Family, Target)>, options: &CallOptions) {
        let shared = task.and_then(|(family, target)| {
            watch::possible(family)?;
            Ok(self.poller.once(family, target, options))
        });
        self.tasks.push(shared);
    }

    /// The next step towards the outcome of each task, in the form of `Promise.allSettled`.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<Array> {
        if let Some(stop) = Stop::of_all(outcome) {
            return Err(stop.into());
        }
        Ok(self.polling.step(outcome)?.map(|()| self.tasks.iter().map(settled).collect()))
    }
}

fn settled(task: &Result<Shared>) -> JsValue {
    let view = match task {
        Err(error) => Err(error.clone()),
        Ok(slot) => {
            let slot = slot.borrow();
            let missing = || slot.error(ErrorKind::Internal, "was not looked at");
            match (&slot.error, &slot.last) {
                (Some(error), _) => Err(error.clone()),
                (None, task) => task.as_ref().map(Task::to_js).ok_or_else(missing),
            }
        }
    };
    let (status, key, value) = match view {
        Ok(view) => ("fulfilled", "value", view),
        Err(error) => ("rejected", "reason", Error::into(error)),
    };
    host::object(&[("status", status.into()), (key, value)]).into()
}

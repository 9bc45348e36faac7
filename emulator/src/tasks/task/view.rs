//! What a task shows.

use serde_json::Value;

use super::Task;
use crate::clock::Millis;
use crate::merge::merge;

impl Task {
    /// Returns the record for a poll of this one task, and moves a script to its next step. `null`
    /// if that step is `null`.
    pub fn poll(&mut self) -> Value {
        if let Some(script) = &mut self.script {
            script.done = (script.done + 1).min(script.polls.len());
        }
        self.record()
    }

    /// Returns the record for a list, with the present step of a script.
    pub fn record(&self) -> Value {
        let mut record = self.record.clone();
        if let Some(step) = self.script_step() {
            merge(&mut record, step);
        }
        record
    }

    /// Whether the present step of a script is `null`: there is no such record yet.
    pub fn is_hidden(&self) -> bool {
        self.script_step().is_some_and(Value::is_null)
    }

    /// The present step of a script; `None` before the first poll.
    fn script_step(&self) -> Option<&Value> {
        self.script.as_ref().and_then(|script| script.polls.get(script.done.checked_sub(1)?))
    }

    /// The status that the task shows.
    pub fn status(&self) -> String {
        let read = |record: &Value| {
            record.get(&self.family.shape.status_field).and_then(Value::as_str).unwrap_or_default().into()
        };
        match self.script_step() {
            Some(_) => read(&self.record()),
            // A request can read the status of thousands of tasks, so their records are not copied.
            None => read(&self.record),
        }
    }

    /// Whether the task is still queued, so that its deletion refunds its coins.
    pub fn is_queued(&self) -> bool {
        let first = self.family.config.stages.first();
        !self.retraining && first.is_some_and(|stage| stage.status == self.status())
    }

    /// Whether the status is one of the final ones of its family.
    pub fn has_ended(&self) -> bool {
        self.has_failed() || self.has_succeeded()
    }

    pub fn has_failed(&self) -> bool {
        self.family.shape.failure.contains(&self.status())
    }

    pub fn has_succeeded(&self) -> bool {
        self.family.shape.success.contains(&self.status())
    }

    /// Whether `ms` milliseconds have passed since the task succeeded.
    pub fn is_done_since(&self, ms: Millis, now: Millis) -> bool {
        self.has_succeeded() && self.ended_at.is_none_or(|ended| now.saturating_sub(ended) >= ms)
    }
}

//! What a task lets others see.

use serde_json::Value;

use super::Task;
use crate::clock::Millis;
use crate::merge::merge;

impl Task {
    /// The record as a look at this one task shows it, which turns a script's step; null where that step is null.
    pub fn poll(&mut self) -> Value {
        if let Some(script) = &mut self.script {
            script.done = (script.done + 1).min(script.polls.len());
        }
        self.record()
    }

    /// The record as a list shows it: the step that a script is at, without turning it.
    pub fn record(&self) -> Value {
        let mut record = self.record.clone();
        if let Some(step) = self.script_step() {
            merge(&mut record, step);
        }
        record
    }

    /// Whether a script says for now that there is no such record yet.
    pub fn is_hidden(&self) -> bool {
        self.script_step().is_some_and(Value::is_null)
    }

    /// The step that a script is at.
    fn script_step(&self) -> Option<&Value> {
        self.script.as_ref().and_then(|script| script.polls.get(script.done.checked_sub(1)?))
    }

    /// The status word that it shows.
    pub fn status(&self) -> String {
        let read = |record: &Value| {
            record.get(&self.family.shape.status_field).and_then(Value::as_str).unwrap_or_default().into()
        };
        match self.script_step() {
            Some(_) => read(&self.record()),
            // Thousands of tasks are asked for it at a time: a copy of each record would take longer than all else.
            None => read(&self.record),
        }
    }

    /// Whether work on it has not begun, so that deleting it gives its coins back.
    pub fn is_queued(&self) -> bool {
        let first = self.family.config.stages.first();
        !self.retraining && first.is_some_and(|stage| stage.status == self.status())
    }

    /// Whether it shows one of the final words of its family.
    pub fn has_ended(&self) -> bool {
        self.has_failed() || self.has_succeeded()
    }

    pub fn has_failed(&self) -> bool {
        self.family.shape.failure.contains(&self.status())
    }

    pub fn has_succeeded(&self) -> bool {
        self.family.shape.success.contains(&self.status())
    }

    /// Whether so much time has passed since its good end.
    pub fn is_done_since(&self, ms: Millis, now: Millis) -> bool {
        self.has_succeeded() && self.ended_at.is_none_or(|ended| now.saturating_sub(ended) >= ms)
    }
}

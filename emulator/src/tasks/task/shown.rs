//! What a task lets others see.

use serde_json::Value;

use super::Task;
use crate::clock::Millis;
use crate::merge::merge;

impl Task {
    /// The record as a look at this one task shows it, which turns a script's page; null where that page is null.
    pub fn look(&mut self) -> Value {
        if let Some(script) = &mut self.script {
            script.taken = (script.taken + 1).min(script.looks.len());
        }
        self.peek()
    }

    /// The record as a list shows it: the page that a script is at, without turning it.
    pub fn peek(&self) -> Value {
        let mut record = self.record.clone();
        if let Some(page) = self.page() {
            merge(&mut record, page);
        }
        record
    }

    /// Whether a script says for now that there is no such record yet.
    pub fn is_hidden(&self) -> bool {
        self.page().is_some_and(Value::is_null)
    }

    /// The page that a script is at.
    fn page(&self) -> Option<&Value> {
        self.script.as_ref().and_then(|script| script.looks.get(script.taken.checked_sub(1)?))
    }

    /// The status word that it shows.
    pub fn word(&self) -> String {
        let read = |record: &Value| {
            record.get(&self.family.shape.status_field).and_then(Value::as_str).unwrap_or_default().into()
        };
        match self.page() {
            Some(_) => read(&self.peek()),
            // Thousands of tasks are asked for it at a time: a copy of each record would take longer than all else.
            None => read(&self.record),
        }
    }

    /// Whether work on it has not begun, so that deleting it gives its coins back.
    pub fn is_queued(&self) -> bool {
        let first = self.family.plan.stages.first();
        !self.again && first.is_some_and(|stage| stage.word == self.word())
    }

    /// Whether it shows one of the final words of its family.
    pub fn has_ended(&self) -> bool {
        self.has_failed() || self.has_succeeded()
    }

    pub fn has_failed(&self) -> bool {
        self.family.shape.failure.contains(&self.word())
    }

    pub fn has_succeeded(&self) -> bool {
        self.family.shape.success.contains(&self.word())
    }

    /// Whether so much time has passed since its good end.
    pub fn is_done_since(&self, ms: Millis, now: Millis) -> bool {
        self.has_succeeded() && self.ended.is_none_or(|ended| now.saturating_sub(ended) >= ms)
    }
}

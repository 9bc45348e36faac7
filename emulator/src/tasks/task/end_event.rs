//! Telling others of the end of a task.

use super::{Task, stages};
use crate::clock::Millis;
use crate::webhook::TaskEvent;

impl Task {
    /// What is to be told now, once: the description says that a webhook is called once, so that a
    /// retry or further training of the same task does not call it again.
    pub fn take_end_event(&mut self) -> Option<TaskEvent> {
        // One with another stage to come is passed over at once: every request asks all tasks.
        if self.webhook.is_none() || self.next_stage_at.is_some() || !self.has_ended() {
            return None;
        }
        Some(TaskEvent {
            target: self.webhook.take()?,
            task: self.id.clone(),
            operation: self.family.config.start.clone(),
            event: if self.has_failed() { "task.failed" } else { "task.completed" },
            status: self.status(),
            record: self.record(),
        })
    }

    /// When somebody is to be told, as far as the clock decides it.
    pub fn ends_at(&self) -> Option<Millis> {
        let (_, next) = (self.webhook.as_ref()?, self.next_stage_at?);
        let rest = stages(&self.family, self.retraining).iter().skip(self.stage);
        Some(rest.fold(next, |at, stage| at.saturating_add(stage.ms)))
    }
}

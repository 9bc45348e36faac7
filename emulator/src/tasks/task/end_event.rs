//! The event of the end of a task, for its webhook.

use super::{Task, stages};
use crate::clock::Millis;
use crate::webhook::TaskEvent;

impl Task {
    /// Returns the event once. The description says that a webhook is called once, so a retry or
    /// further training of the same task does not call it again.
    pub fn take_end_event(&mut self) -> Option<TaskEvent> {
        // The time is compared first, because every request checks all tasks.
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

    /// Returns the time at which a task with a webhook will end, if a clock decides it.
    pub fn ends_at(&self) -> Option<Millis> {
        let (_, next) = (self.webhook.as_ref()?, self.next_stage_at?);
        let rest = stages(&self.family, self.retraining).iter().skip(self.stage);
        Some(rest.fold(next, |at, stage| at.saturating_add(stage.ms)))
    }
}

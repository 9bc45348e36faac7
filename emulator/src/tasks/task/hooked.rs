//! Telling others of the end of a task.

use super::{Task, stages};
use crate::clock::Millis;
use crate::webhook::Notice;

impl Task {
    /// What is to be told now, once: the description says that a webhook is called once, so that a
    /// retry or further training of the same task does not call it again.
    pub fn notice(&mut self) -> Option<Notice> {
        // One with another stage to come is passed over at once: every request asks all tasks.
        if self.hook.is_none() || self.next.is_some() || !self.has_ended() {
            return None;
        }
        Some(Notice {
            hook: self.hook.take()?,
            task: self.id.clone(),
            operation: self.family.plan.start.clone(),
            event: if self.has_failed() { "task.failed" } else { "task.completed" },
            status: self.word(),
            record: self.peek(),
        })
    }

    /// When somebody is to be told, as far as the clock decides it.
    pub fn notice_at(&self) -> Option<Millis> {
        let (_, next) = (self.hook.as_ref()?, self.next?);
        let rest = stages(&self.family, self.again).iter().skip(self.stage);
        Some(rest.fold(next, |at, stage| at.saturating_add(stage.ms)))
    }
}

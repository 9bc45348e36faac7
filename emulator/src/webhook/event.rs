//! The event that a webhook reports.

use serde_json::{Value, json};

use super::target::WebhookTarget;

pub struct TaskEvent {
    pub target: WebhookTarget,
    /// The id of the task.
    pub task: String,
    /// The operation that started it.
    pub operation: String,
    pub event: &'static str,
    /// The status that the task shows.
    pub status: String,
    pub record: Value,
}

impl TaskEvent {
    /// The default body. The real one is not published; this is a guess: the event, and the record
    /// as a list shows it.
    pub fn body(&self) -> Value {
        json!({ "event": self.event, "data": self.record })
    }

    /// Replaces the placeholders in a text.
    pub fn fill(&self, text: &str) -> String {
        text.replace("{_id}", &self.task).replace("{event}", self.event).replace("{status}", &self.status)
    }
}

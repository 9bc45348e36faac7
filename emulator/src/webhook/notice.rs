//! What there is to tell when a task has ended.

use serde_json::{Value, json};

use super::hook::Hook;

pub struct Notice {
    pub hook: Hook,
    /// The id of the task.
    pub task: String,
    /// The operation that started it.
    pub operation: String,
    pub event: &'static str,
    /// The status word that it shows.
    pub status: String,
    pub record: Value,
}

impl Notice {
    /// What the body is by default. The real one is not published, so this is a guess: the event,
    /// and the record as a list shows it.
    pub fn body(&self) -> Value {
        json!({ "event": self.event, "data": self.record })
    }

    /// Puts what is told into the places that a test left for it.
    pub fn filled(&self, text: &str) -> String {
        text.replace("{_id}", &self.task).replace("{event}", self.event).replace("{status}", &self.status)
    }
}

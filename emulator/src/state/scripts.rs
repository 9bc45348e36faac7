//! The scripts for tasks that are not started yet.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

/// By the operation that starts the task.
#[derive(Default)]
pub struct Scripts(HashMap<String, VecDeque<Vec<Value>>>);

impl Scripts {
    pub fn push(&mut self, operation: String, polls: Vec<Value>) {
        self.0.entry(operation).or_default().push_back(polls);
    }

    pub fn next_for(&mut self, operation: &str) -> Option<Vec<Value>> {
        self.0.get_mut(operation)?.pop_front()
    }
}

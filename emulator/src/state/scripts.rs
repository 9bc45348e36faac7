//! The scripts of tasks that are yet to be started.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

/// By the operation that starts the task.
#[derive(Default)]
pub struct Scripts(HashMap<String, VecDeque<Vec<Value>>>);

impl Scripts {
    pub fn put(&mut self, operation: String, looks: Vec<Value>) {
        self.0.entry(operation).or_default().push_back(looks);
    }

    pub fn take(&mut self, operation: &str) -> Option<Vec<Value>> {
        self.0.get_mut(operation)?.pop_front()
    }
}

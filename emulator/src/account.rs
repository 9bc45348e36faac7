//! All that belongs to one token: money, tasks, a clock of its own, and what a test has arranged
//! for it.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use crate::api::Refusal;
use crate::clock::{Clock, Millis};
use crate::fault::Faults;
use crate::ids;
use crate::request::Request;
use crate::tasks::Task;

pub struct Account {
    pub user_id: String,
    pub coins: i64,
    pub diamonds: i64,
    pub clock: Clock,
    pub tasks: Vec<Task>,
    /// Saved face images, oldest first.
    pub faces: Vec<Value>,
    pub faults: Faults,
    pub scripts: Scripts,
    /// Requests whose work is done later, with the time for it.
    pub late: Vec<(Millis, Request)>,
}

impl Account {
    pub fn new(speed: f64) -> Self {
        let clock = Clock::new(speed);
        Self {
            user_id: ids::object_id(clock.now()),
            coins: 1000,
            diamonds: 10,
            clock,
            tasks: Vec::new(),
            faces: Vec::new(),
            faults: Faults::default(),
            scripts: Scripts::default(),
            late: Vec::new(),
        }
    }

    pub fn charge(&mut self, coins: i64) -> Result<(), Refusal> {
        if self.coins < coins {
            return Err(Refusal::bad_request("Insufficient coins"));
        }
        self.coins -= coins;
        Ok(())
    }

    /// Brings every task to where it stands at `now`.
    pub fn settle(&mut self, now: Millis) {
        let refunds: i64 = self.tasks.iter_mut().map(|task| task.advance(now)).sum();
        self.coins = self.coins.saturating_add(refunds);
    }

    /// The next postponed request whose time has come, earliest first.
    pub fn take_due(&mut self, now: Millis) -> Option<(Millis, Request)> {
        let due = self.late.iter().enumerate().filter(|(_, (at, _))| *at <= now);
        let (index, _) = due.min_by_key(|(_, (at, _))| *at)?;
        Some(self.late.remove(index))
    }
}

/// Scripts for tasks that are yet to be started, by the operation that starts them.
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

//! One account: coins, tasks, a clock of its own, and what a test has arranged for it.

use std::time::Duration;

use crate::clock::{Clock, Millis};
use crate::fault::FaultQueue;
use crate::http::answer::ApiError;
use crate::http::request::Request;
use crate::ids;
use crate::state::ledger::Ledger;
use crate::state::record_store::RecordStore;
use crate::state::room::Room;
use crate::state::scripts::Scripts;
use crate::tasks::Task;
use crate::webhook::{DeliveryLog, ShapeQueue};

pub struct Account {
    pub user_id: String,
    pub coins: i64,
    pub diamonds: i64,
    pub ledger: Ledger,
    pub clock: Clock,
    pub tasks: Vec<Task>,
    pub faces: RecordStore,
    pub backgrounds: RecordStore,
    /// The records of the avatar library.
    pub library: RecordStore,
    /// The speech of the last day.
    pub previews: RecordStore,
    pub rooms: Vec<Room>,
    pub faults: FaultQueue,
    pub scripts: Scripts,
    /// The bodies of its next webhooks.
    pub shapes: ShapeQueue,
    /// Requests that are handled later, with the time for it.
    pub postponed: Vec<(Millis, Request)>,
}

impl Account {
    pub fn new(speed: f64) -> Self {
        let clock = Clock::new(speed);
        Self {
            user_id: ids::object_id(clock.now()),
            coins: 1000,
            diamonds: 10,
            ledger: Ledger::default(),
            clock,
            tasks: Vec::new(),
            faces: RecordStore::default(),
            backgrounds: RecordStore::default(),
            library: RecordStore::default(),
            previews: RecordStore::default(),
            rooms: Vec::new(),
            faults: FaultQueue::default(),
            scripts: Scripts::default(),
            shapes: ShapeQueue::default(),
            postponed: Vec::new(),
        }
    }

    /// Takes the coins for an operation.
    pub fn charge(&mut self, coins: i64, operation: &str, now: Millis) -> Result<(), ApiError> {
        if self.coins < coins {
            return Err(ApiError::bad_request("Insufficient coins"));
        }
        self.coins -= coins;
        self.ledger.add(-coins, operation, now);
        Ok(())
    }

    /// Returns the coins that an operation took.
    pub fn refund(&mut self, coins: i64, operation: &str, now: Millis) {
        self.coins = self.coins.saturating_add(coins);
        self.ledger.add(coins, operation, now);
    }

    /// Moves everything on to `now`.
    pub fn advance_to(&mut self, now: Millis) {
        let (coins, ledger) = (&mut self.coins, &mut self.ledger);
        for task in &mut self.tasks {
            let refund = task.advance(now);
            *coins = coins.saturating_add(refund);
            ledger.add(refund, &task.family.config.start, now);
        }
        self.rooms.retain(|room| room.is_open(now));
    }

    /// Queues the webhooks of the tasks that have ended since the last call.
    pub fn queue_webhooks(&mut self, token: &str, deliveries: &mut DeliveryLog) {
        deliveries.add(token, self.tasks.iter_mut().filter_map(Task::take_end_event), &mut self.shapes);
    }

    /// Whether time has to pass without a request: a task has a webhook, or a postponed request may
    /// start one.
    pub fn needs_timer(&self) -> bool {
        !self.postponed.is_empty() || self.tasks.iter().any(|task| task.webhook.is_some())
    }

    /// Returns the real time until something happens, or `None` if nothing will.
    pub fn next_wakeup(&self) -> Option<Duration> {
        let postponed = self.postponed.iter().map(|(at, _)| *at);
        let next = self.tasks.iter().filter_map(Task::ends_at).chain(postponed).min()?;
        self.clock.until(next)
    }

    /// Returns the earliest postponed request whose time has come.
    pub fn take_due(&mut self, now: Millis) -> Option<(Millis, Request)> {
        let due = self.postponed.iter().enumerate().filter(|(_, (at, _))| *at <= now);
        let (index, _) = due.min_by_key(|(_, (at, _))| *at)?;
        Some(self.postponed.remove(index))
    }
}

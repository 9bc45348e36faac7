//! All that belongs to one account: money, tasks, a clock of its own, and what a test has arranged
//! for it.

use std::time::Duration;

use crate::clock::{Clock, Millis};
use crate::fault::Faults;
use crate::http::answer::Refusal;
use crate::http::request::Request;
use crate::ids;
use crate::state::ledger::Ledger;
use crate::state::room::Room;
use crate::state::scripts::Scripts;
use crate::state::shelf::Shelf;
use crate::tasks::Task;
use crate::webhook::{Book, Shapes};

pub struct Account {
    pub user_id: String,
    pub coins: i64,
    pub diamonds: i64,
    pub ledger: Ledger,
    pub clock: Clock,
    pub tasks: Vec<Task>,
    pub faces: Shelf,
    pub backgrounds: Shelf,
    /// The avatar library.
    pub library: Shelf,
    /// Speech of the last day.
    pub previews: Shelf,
    pub rooms: Vec<Room>,
    pub faults: Faults,
    pub scripts: Scripts,
    /// What its next webhooks look like.
    pub shapes: Shapes,
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
            ledger: Ledger::default(),
            clock,
            tasks: Vec::new(),
            faces: Shelf::default(),
            backgrounds: Shelf::default(),
            library: Shelf::default(),
            previews: Shelf::default(),
            rooms: Vec::new(),
            faults: Faults::default(),
            scripts: Scripts::default(),
            shapes: Shapes::default(),
            late: Vec::new(),
        }
    }

    /// Takes coins for what an operation does.
    pub fn charge(&mut self, coins: i64, operation: &str, now: Millis) -> Result<(), Refusal> {
        if self.coins < coins {
            return Err(Refusal::bad_request("Insufficient coins"));
        }
        self.coins -= coins;
        self.ledger.note(-coins, operation, now);
        Ok(())
    }

    /// Gives back what was taken for an operation.
    pub fn refund(&mut self, coins: i64, operation: &str, now: Millis) {
        self.coins = self.coins.saturating_add(coins);
        self.ledger.note(coins, operation, now);
    }

    /// Brings everything to where it stands at `now`.
    pub fn settle(&mut self, now: Millis) {
        let (coins, ledger) = (&mut self.coins, &mut self.ledger);
        for task in &mut self.tasks {
            let refund = task.advance(now);
            *coins = coins.saturating_add(refund);
            ledger.note(refund, &task.family.plan.start, now);
        }
        self.rooms.retain(|room| room.is_open(now));
    }

    /// Writes the webhooks of the tasks that have ended since the last time.
    pub fn write_webhooks(&mut self, token: &str, book: &mut Book) {
        book.collect(token, self.tasks.iter_mut().filter_map(Task::notice), &mut self.shapes);
    }

    /// Whether time has to pass for it without anybody asking: somebody is to be told of the end of a
    /// task, or a postponed request may start one.
    pub fn is_awaited(&self) -> bool {
        !self.late.is_empty() || self.tasks.iter().any(|task| task.hook.is_some())
    }

    /// How long it can be left alone; None for ever.
    pub fn rest(&self) -> Option<Duration> {
        let late = self.late.iter().map(|(at, _)| *at);
        let next = self.tasks.iter().filter_map(Task::notice_at).chain(late).min()?;
        self.clock.until(next)
    }

    /// The next postponed request whose time has come, earliest first.
    pub fn take_due(&mut self, now: Millis) -> Option<(Millis, Request)> {
        let due = self.late.iter().enumerate().filter(|(_, (at, _))| *at <= now);
        let (index, _) = due.min_by_key(|(_, (at, _))| *at)?;
        Some(self.late.remove(index))
    }
}

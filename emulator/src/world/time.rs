//! What happens by the passing of time, without a request.

use std::time::Duration;

use super::World;
use crate::clock::Millis;
use crate::http::request::Request;
use crate::state::account::Account;

impl World {
    /// Lets a request be handled when `by` milliseconds of its account's clock have passed.
    pub fn postpone(&mut self, request: &Request, by: Millis) {
        let token = self.token(request);
        let account = self.account(&token);
        let due = account.clock.now().saturating_add(by);
        account.postponed.push((due, request.clone()));
        self.wake_sender.notify_one();
    }

    /// Moves the accounts that need a timer on to the present time, and queues their webhooks.
    pub fn advance_all(&mut self) {
        let timed = self.accounts.iter().filter(|(_, account)| account.needs_timer());
        let timed: Vec<String> = timed.map(|(token, _)| token.clone()).collect();
        for token in timed {
            let now = self.run_postponed(&token);
            if let Some(account) = self.accounts.get_mut(&token) {
                account.advance_to(now);
                account.queue_webhooks(&token, &mut self.deliveries);
            }
        }
        if self.deliveries.has_outgoing() {
            self.wake_sender.notify_one();
        }
    }

    /// Returns the real time until something happens, or `None` if nothing will.
    pub fn next_wakeup(&self) -> Option<Duration> {
        self.accounts.values().filter_map(Account::next_wakeup).min()
    }

    /// Moves the clock of an account on, or changes its speed, and returns its time.
    pub fn set_clock(&mut self, token: &str, speed: Option<f64>, advance: Millis) -> Millis {
        let clock = &mut self.account(token).clock;
        if let Some(speed) = speed {
            clock.set_speed(speed);
        }
        clock.advance(advance);
        let now = clock.now();
        self.wake_sender.notify_one();
        now
    }

    /// Handles the postponed requests of an account that are due, and returns its present time.
    pub(super) fn run_postponed(&mut self, token: &str) -> Millis {
        let now = self.account(token).clock.now();
        while let Some((at, request)) = self.account(token).take_due(now) {
            self.handle_at(&request, token, at);
        }
        now
    }
}

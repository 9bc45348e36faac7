//! What the passing of time does, whether or not anybody asks.

use std::time::Duration;

use super::World;
use crate::clock::Millis;
use crate::http::request::Request;
use crate::state::account::Account;

impl World {
    /// Has the request done when so much time of its account has passed.
    pub fn postpone(&mut self, request: &Request, by: Millis) {
        let token = self.token(request);
        let account = self.account(&token);
        let due = account.clock.now().saturating_add(by);
        account.late.push((due, request.clone()));
        self.bell.notify_one();
    }

    /// Brings the accounts that are awaited to where they stand by now, and writes their webhooks.
    pub fn settle(&mut self) {
        let awaited = self.accounts.iter().filter(|(_, account)| account.is_awaited());
        let awaited: Vec<String> = awaited.map(|(token, _)| token.clone()).collect();
        for token in awaited {
            let now = self.catch_up(&token);
            if let Some(account) = self.accounts.get_mut(&token) {
                account.settle(now);
                account.write_webhooks(&token, &mut self.book);
            }
        }
        if self.book.has_letters() {
            self.bell.notify_one();
        }
    }

    /// How long nothing happens that has to be noticed; None for ever.
    pub fn rest(&self) -> Option<Duration> {
        self.accounts.values().filter_map(Account::rest).min()
    }

    /// Moves the clock of an account, by which tasks may end that nobody looks at.
    pub fn set_clock(&mut self, token: &str, speed: Option<f64>, advance: Millis) -> Millis {
        let clock = &mut self.account(token).clock;
        if let Some(speed) = speed {
            clock.set_speed(speed);
        }
        clock.advance(advance);
        let now = clock.now();
        self.bell.notify_one();
        now
    }

    /// Does the postponed work of an account, and gives its present time.
    pub(super) fn catch_up(&mut self, token: &str) -> Millis {
        let now = self.account(token).clock.now();
        while let Some((at, request)) = self.account(token).take_due(now) {
            self.perform_at(&request, token, at);
        }
        now
    }
}

//! A room of a streaming avatar, which is open for a while.

use crate::clock::Millis;

pub struct Room {
    pub channel: String,
    pub closes_at: Millis,
    pub context: Option<String>,
}

impl Room {
    pub fn is_open(&self, now: Millis) -> bool {
        now < self.closes_at
    }
}

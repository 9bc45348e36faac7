//! The clock of one account. It starts at the real time, and can run faster, stand still or be
//! moved forward.

use std::time::{Duration, Instant, SystemTime};

/// Milliseconds since 1970 on an account's clock.
pub type Millis = i64;

/// The last time with a four-digit year, which is the end of what ISO 8601 can write.
const END_OF_TIME: Millis = 253_402_300_799_999;

pub struct Clock {
    reading: Millis,
    taken: Instant,
    speed: f64,
}

impl Clock {
    pub fn new(speed: f64) -> Self {
        Self { reading: real_now(), taken: Instant::now(), speed }
    }

    pub fn now(&self) -> Millis {
        let passed = self.taken.elapsed().as_secs_f64() * 1000.0 * self.speed;
        self.reading.saturating_add(passed as Millis).min(END_OF_TIME)
    }

    /// Returns the real time left until `at`, or `None` if the clock stands still.
    pub fn until(&self, at: Millis) -> Option<Duration> {
        let left = at.saturating_sub(self.now()).max(0);
        if left == 0 {
            return Some(Duration::ZERO);
        }
        Duration::try_from_secs_f64(left as f64 / 1000.0 / self.speed).ok()
    }

    pub fn advance(&mut self, by: Millis) {
        self.reading = self.reading.saturating_add(by).min(END_OF_TIME);
    }

    pub fn set_speed(&mut self, speed: f64) {
        (self.reading, self.taken) = (self.now(), Instant::now());
        self.speed = speed;
    }
}

/// The real time.
pub fn real_now() -> Millis {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis() as Millis
}

/// Formats a time as the service does: UTC, ISO 8601, milliseconds.
pub fn iso(at: Millis) -> String {
    let since_epoch = Duration::from_millis(at.clamp(0, END_OF_TIME).unsigned_abs());
    humantime::format_rfc3339_millis(SystemTime::UNIX_EPOCH + since_epoch).to_string()
}

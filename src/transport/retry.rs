//! Whether a failed attempt is made again, and after how long: a decision without a clock.

use crate::error::ErrorKind;
use crate::schema::operation::Effect;
use crate::text;

/// What is known about a failed attempt.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    /// What the call does at the service.
    pub effect: Effect,
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether the same request may succeed later.
    pub transient: bool,
    /// The delay the service asked for, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// Which attempt this was, from 1.
    pub attempt: u32,
}

const FIRST_MS: f64 = 500.0;
const LONGEST_MS: f64 = 8_000.0;
/// The longest `Retry-After` that is waited for.
pub const LONGEST_ASKED_MS: f64 = 60_000.0;
/// How much of a `Retry-After` a pause may be longer, so that many who were asked in one moment do not come back in one.
const SPREAD: f64 = 0.2;
/// The longest that is told: no caller shall sleep for a year because a header said so.
const DAY_MS: f64 = 86_400_000.0;

/// The pause before the next attempt in milliseconds, or `None` if this was the last.
///
/// Reads and deletes are repeated after every transient failure. Everything else only after 429:
/// there the service says that it did nothing, whereas any other failure may hide a charge. A pause that the service asks
/// for is never made shorter. Where it asks for more than a minute, waiting would only delay the error.
pub fn delay(failed: Failed, max_retries: u32, random: f64) -> Option<f64> {
    let safe = failed.kind == ErrorKind::RateLimit || failed.effect.is_repeatable();
    if !failed.transient || !safe || failed.attempt > max_retries {
        return None;
    }
    let asked = failed.retry_after_ms.unwrap_or_default();
    let doublings = failed.attempt.saturating_sub(1).min(16);
    let ceiling = (FIRST_MS * f64::from(1_u32 << doublings)).min(LONGEST_MS);
    (asked <= LONGEST_ASKED_MS).then_some(spread(asked, ceiling, random))
}

/// A pause that is as long as the service asked for, or longer: by this much or a fifth, at random.
pub fn spread(asked: f64, more: f64, random: f64) -> f64 {
    asked + random * more.max(asked * SPREAD)
}

/// What the error of a poll tells of a `Retry-After`: about a minute instead of more, because a caller that obeys a single
/// wrong header must not leave a task alone for a day.
pub fn patience(asked: f64, random: f64) -> f64 {
    if asked <= LONGEST_ASKED_MS {
        return asked;
    }
    // Jittered, so that many clients do not come back in the same moment.
    (LONGEST_ASKED_MS * (0.8 + 0.4 * random)).floor()
}

/// Reads a `Retry-After` header, seconds or an HTTP date, as milliseconds from now, a day at most.
///
/// `until` tells the milliseconds to a date, or NaN; it is the host's `Date`.
pub fn retry_after_ms(header: &str, until: impl FnOnce(&str) -> f64) -> Option<f64> {
    let ms = match text::whole(header) {
        Some(seconds) if seconds >= 0.0 => seconds * 1_000.0,
        // Hosts read a date into nearly everything, `-5` as well; each HTTP date has a time of day.
        _ if text::holds(header, ":") => until(header),
        _ => return None,
    };
    (!ms.is_nan()).then(|| ms.clamp(0.0, DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: Failed = Failed {
        effect: Effect::Read,
        kind: ErrorKind::Server,
        transient: true,
        retry_after_ms: None,
        attempt: 1,
    };

    #[test]
    fn the_pause_doubles_to_a_cap_and_is_fully_jittered() {
        let pause = |attempt, random| delay(Failed { attempt, ..READ }, 99, random);
        assert_eq!(pause(1, 1.0), Some(500.0));
        assert_eq!(pause(2, 1.0), Some(1_000.0));
        assert_eq!(pause(5, 1.0), Some(8_000.0));
        assert_eq!(pause(99, 1.0), Some(8_000.0));
        assert_eq!(pause(3, 0.25), Some(500.0));
        assert_eq!(pause(3, 0.0), Some(0.0));
    }

    #[test]
    fn the_service_s_own_delay_wins_up_to_a_minute_and_ends_the_call_above_it() {
        let asked = |ms| delay(Failed { retry_after_ms: Some(ms), ..READ }, 2, 0.0);
        assert_eq!(asked(2_000.0), Some(2_000.0));
        assert_eq!(asked(60_000.0), Some(60_000.0));
        assert_eq!(asked(60_001.0), None);
    }

    #[test]
    fn those_who_were_asked_for_the_same_pause_come_back_one_after_another_and_none_too_early() {
        let pauses = |asked, attempt| {
            let failed = Failed { retry_after_ms: Some(asked), attempt, ..READ };
            [0.0, 0.5, 1.0].map(|random| delay(failed, 9, random))
        };
        assert_eq!(pauses(0.0, 1), [0.0, 250.0, 500.0].map(Some));
        assert_eq!(pauses(1_000.0, 1), [1_000.0, 1_250.0, 1_500.0].map(Some));
        assert_eq!(pauses(1_000.0, 3), [1_000.0, 2_000.0, 3_000.0].map(Some));
        assert_eq!(pauses(60_000.0, 1), [60_000.0, 66_000.0, 72_000.0].map(Some));
    }

    #[test]
    fn errors_of_polls_tell_a_pause_of_about_a_minute_at_most() {
        assert_eq!(patience(30_000.0, 0.9), 30_000.0);
        assert_eq!(
            [0.0, 0.5, 1.0].map(|random| patience(86_400_000.0, random)),
            [48_000.0, 60_000.0, 72_000.0]
        );
    }

    #[test]
    fn retries_end() {
        assert_eq!(delay(Failed { attempt: 3, ..READ }, 2, 0.5), None);
        assert_eq!(delay(READ, 0, 0.5), None);
        assert_eq!(delay(Failed { transient: false, ..READ }, 2, 0.5), None);
    }

    #[test]
    fn what_charges_or_writes_is_repeated_after_429_only() {
        for effect in [Effect::Charge, Effect::Write] {
            for kind in [ErrorKind::Server, ErrorKind::Network, ErrorKind::Timeout] {
                assert_eq!(delay(Failed { effect, kind, ..READ }, 2, 0.5), None);
            }
            let limited = Failed { effect, kind: ErrorKind::RateLimit, ..READ };
            assert_eq!(delay(limited, 2, 0.5), Some(250.0));
        }
        for effect in [Effect::Delete, Effect::Idempotent] {
            assert_eq!(delay(Failed { effect, ..READ }, 2, 0.5), Some(250.0));
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after_ms("3", |_| f64::NAN), Some(3_000.0));
        assert_eq!(retry_after_ms("Wed, 21 Oct 2026 07:28:00 GMT", |_| 1_500.0), Some(1_500.0));
        assert_eq!(retry_after_ms("Wed, 21 Oct 2020 07:28:00 GMT", |_| -9.0), Some(0.0));
        assert_eq!(retry_after_ms("31536000000", |_| f64::NAN), Some(86_400_000.0));
        assert_eq!(retry_after_ms("Wed, 21 Oct 2099 07:28:00 GMT", |_| 9e12), Some(86_400_000.0));
    }

    #[test]
    fn what_is_neither_seconds_nor_a_date_asks_for_nothing() {
        for header in ["soon", "", "-5", "1e9", "3600.5", "Infinity"] {
            assert_eq!(retry_after_ms(header, |_| 1.0), None, "{header}");
        }
        assert_eq!(retry_after_ms("at 7:30", |_| f64::NAN), None);
    }
}

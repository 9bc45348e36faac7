//! When to look again: decisions without a clock.

use crate::config::PollOptions;

/// The pace of one wait.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    shortest: f64,
    longest: f64,
    next: f64,
    /// The deadline of the whole wait, in milliseconds from its begin.
    pub timeout: f64,
}

const GROWTH: f64 = 1.4;
/// How far a pause may stray from the plan, so that many clients do not ask in step.
const JITTER: f64 = 0.2;

impl Schedule {
    /// 2 s growing to 10 s, for so many hours, unless the options say otherwise.
    pub fn new(options: PollOptions, hours: f64) -> Self {
        let shortest = options.min_interval_ms.unwrap_or(2_000.0);
        let longest = options.max_interval_ms.unwrap_or(10_000.0).max(shortest);
        let timeout = options.timeout_ms.unwrap_or(hours * 3_600_000.0);
        Self { shortest, longest, next: shortest, timeout }
    }

    /// The pause before the next look. A change starts again from the shortest pause; what the
    /// service asked for is a lower bound.
    pub fn pause(&mut self, changed: bool, retry_after_ms: Option<f64>, random: f64) -> f64 {
        if changed {
            self.next = self.shortest;
        }
        let pause = self.next * (1.0 - JITTER + 2.0 * JITTER * random);
        self.next = (self.next * GROWTH).min(self.longest);
        pause.max(retry_after_ms.unwrap_or(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_two_to_ten_seconds() {
        let mut schedule = Schedule::new(PollOptions::default(), 1.0);
        let pauses: Vec<f64> = (0..7).map(|_| schedule.pause(false, None, 0.5).round()).collect();
        assert_eq!(pauses, [2_000.0, 2_800.0, 3_920.0, 5_488.0, 7_683.0, 10_000.0, 10_000.0]);
    }

    #[test]
    fn a_change_starts_again_from_the_shortest_pause() {
        let mut schedule = Schedule::new(PollOptions::default(), 1.0);
        schedule.pause(false, None, 0.5);
        schedule.pause(false, None, 0.5);
        assert_eq!(schedule.pause(true, None, 0.5), 2_000.0);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        let pause = |random| Schedule::new(PollOptions::default(), 1.0).pause(false, None, random).round();
        assert_eq!((pause(0.0), pause(1.0)), (1_600.0, 2_400.0));
    }

    #[test]
    fn the_service_may_ask_for_more_time() {
        let mut schedule = Schedule::new(PollOptions::default(), 1.0);
        assert_eq!(schedule.pause(false, Some(7_000.0), 0.5), 7_000.0);
    }

    #[test]
    fn options_win_and_a_longest_below_the_shortest_is_raised() {
        let options = PollOptions { min_interval_ms: Some(20_000.0), ..PollOptions::default() };
        let mut schedule = Schedule::new(options, 1.0);
        assert_eq!(schedule.pause(false, None, 0.5), 20_000.0);
        assert_eq!(schedule.pause(false, None, 0.5), 20_000.0);
    }

    #[test]
    fn a_training_may_last_longer() {
        assert_eq!(Schedule::new(PollOptions::default(), 24.0).timeout, 86_400_000.0);
        let options = PollOptions { timeout_ms: Some(5.0), ..PollOptions::default() };
        assert_eq!(Schedule::new(options, 24.0).timeout, 5.0);
    }
}

//! When to poll for the task of a start whose answer is not known: a decision without a clock.

/// When the polls are, in milliseconds after the start was sent, or after it failed.
const POLLS_MS: [f64; 4] = [1_000.0, 5_000.0, 15_000.0, 30_000.0];

/// The polls for one start.
pub(crate) struct Polls {
    /// What their times count from.
    at: f64,
    /// Those that were made, or whose time had passed before the first.
    made: usize,
}

impl Polls {
    /// All of them, after a start that failed just now.
    pub(crate) fn new(now: f64) -> Self {
        Self { at: now, made: 0 }
    }

    /// Those that are left of a start that was sent earlier. One more is made at once, for all that have passed.
    pub(crate) fn resumed(sent_at: f64, now: f64) -> Self {
        // The clock may have been set back since.
        let mut polls = Self::new(sent_at.min(now));
        polls.made = polls.passed(now);
        polls
    }

    /// How many have their time behind them.
    fn passed(&self, now: f64) -> usize {
        POLLS_MS.iter().filter(|ms| self.at + **ms <= now).count()
    }

    /// Whether the time of the last one has passed.
    pub(crate) fn are_over(&self, now: f64) -> bool {
        self.passed(now) == POLLS_MS.len()
    }

    /// The pause before the next poll in milliseconds; nothing after the last. One is made for all whose time has passed.
    pub(crate) fn next(&mut self, now: f64) -> Option<f64> {
        let after = *POLLS_MS.get(self.made)?;
        self.made = self.made.saturating_add(1).max(self.passed(now));
        // No longer than planned, however the clock was set meanwhile.
        Some((self.at + after - now).max(0.0).min(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pauses, if nothing else takes time.
    fn pauses(mut polls: Polls, mut now: f64) -> Vec<f64> {
        std::iter::from_fn(|| {
            let pause = polls.next(now)?;
            now += pause;
            Some(pause)
        })
        .collect()
    }

    #[test]
    fn a_start_that_failed_is_polled_for_after_1_5_15_and_30_seconds() {
        assert_eq!(pauses(Polls::new(7e12), 7e12), [1_000.0, 4_000.0, 10_000.0, 15_000.0]);
    }

    #[test]
    fn of_a_start_that_was_sent_earlier_those_polls_are_left_that_are_to_come() {
        let left = |ago: f64| pauses(Polls::resumed(7e12 - ago, 7e12), 7e12);
        assert_eq!(left(0.0), [1_000.0, 4_000.0, 10_000.0, 15_000.0]);
        assert_eq!(left(999.0), [1.0, 4_000.0, 10_000.0, 15_000.0]);
        assert_eq!(left(1_000.0), [4_000.0, 10_000.0, 15_000.0]);
        assert_eq!(left(14_000.0), [1_000.0, 15_000.0]);
        assert_eq!(left(29_999.0), [1.0]);
        assert_eq!([left(30_000.0), left(90_000_000.0)], [const { Vec::<f64>::new() }; 2]);
    }

    #[test]
    fn a_start_that_will_be_sent_in_the_future_was_sent_just_now() {
        for ahead in [1.0, 600_000.0, 90_000_000.0] {
            let polls = Polls::resumed(7e12 + ahead, 7e12);
            assert_eq!(pauses(polls, 7e12), [1_000.0, 4_000.0, 10_000.0, 15_000.0]);
        }
    }

    #[test]
    fn a_clock_that_is_set_meanwhile_makes_no_pause_longer_than_planned() {
        for set in [-90_000_000.0, -600_000.0, 600_000.0, 90_000_000.0] {
            let mut polls = Polls::new(7e12);
            let pauses: Vec<_> = std::iter::from_fn(|| polls.next(7e12 + set)).collect();
            assert_eq!(pauses, if set < 0.0 { POLLS_MS.to_vec() } else { vec![0.0] });
        }
    }

    #[test]
    fn a_poll_that_took_long_takes_from_the_pause_before_the_next() {
        let mut polls = Polls::new(7e12);
        assert_eq!(polls.next(7e12), Some(1_000.0));
        assert_eq!(polls.next(7e12 + 1_750.0), Some(3_250.0));
        assert_eq!(polls.next(7e12 + 20_000.0), Some(0.0));
        assert_eq!(polls.next(7e12 + 21_000.0), Some(9_000.0));
        assert_eq!(polls.next(7e12 + 40_000.0), None);
    }

    #[test]
    fn of_the_polls_whose_time_passed_while_one_was_made_one_is_made() {
        let mut polls = Polls::new(7e12);
        assert_eq!(polls.next(7e12), Some(1_000.0));
        assert_eq!(polls.next(7e12 + 16_000.0), Some(0.0));
        assert!(!polls.are_over(7e12 + 29_999.0));
        assert_eq!(polls.next(7e12 + 17_000.0), Some(13_000.0));
        assert!(polls.are_over(7e12 + 30_000.0));
        assert_eq!(polls.next(7e12 + 31_000.0), None);
    }
}

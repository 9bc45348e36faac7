//! When to poll again: decisions without a clock.

use crate::context::options::PollOptions;

/// The pace of one wait.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// The shortest pause.
    pub shortest: f64,
    /// The longest pause.
    pub longest: f64,
    /// The shortest pause while nobody sees the page; infinite for no poll at all.
    pub hidden: f64,
    next: f64,
}

/// How long a wait lasts at most in milliseconds: so many hours, unless the options say otherwise.
pub fn timeout(options: PollOptions, hours: f64) -> f64 {
    options.timeout_ms.unwrap_or(hours * 3_600_000.0)
}

/// The pause after so many failures running.
pub fn back_off(failures: u32, longest: f64, random: f64) -> f64 {
    let mut schedule = Schedule { longest, ..Schedule::USUAL };
    // By then it is the longest.
    for _ in 1..failures.min(20) {
        schedule.pause(false, random);
    }
    schedule.pause(false, random)
}

const GROWTH: f64 = 1.4;
/// How far a pause may stray from the plan, so that many clients do not ask in step.
const JITTER: f64 = 0.2;

impl Schedule {
    /// The pace where nothing says otherwise: 2 s growing to 10 s.
    pub const USUAL: Self = Self { shortest: 2_000.0, longest: 10_000.0, hidden: 10_000.0, next: 2_000.0 };

    /// The pace for tasks that last so many hours at most, unless the options say otherwise: a training need not
    /// be polled every few seconds.
    pub fn new(options: PollOptions, hours: f64) -> Self {
        let (least, most) =
            if hours > 1.0 { (5_000.0, 30_000.0) } else { (Self::USUAL.shortest, Self::USUAL.longest) };
        let shortest = options.min_interval_ms.unwrap_or(least);
        let longest = options.max_interval_ms.unwrap_or(most).max(shortest);
        let hidden = options.hidden_interval_ms.unwrap_or(Self::USUAL.hidden);
        Self { shortest, longest, hidden, next: shortest }
    }

    /// The pause before the next poll. A change starts again from the shortest pause.
    pub fn pause(&mut self, changed: bool, random: f64) -> f64 {
        if changed {
            self.next = self.shortest;
        }
        let pause = self.next * (1.0 - JITTER + 2.0 * JITTER * random);
        self.next = (self.next * GROWTH).min(self.longest);
        pause
    }

    /// Takes over a quicker pace.
    pub fn quicken(&mut self, other: Self) {
        self.shortest = self.shortest.min(other.shortest);
        self.longest = self.longest.min(other.longest).max(self.shortest);
        self.hidden = self.hidden.min(other.hidden);
        self.next = self.next.min(self.longest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_two_to_ten_seconds() {
        let mut schedule = Schedule::new(PollOptions::default(), 1.0);
        let pauses: Vec<f64> = (0..7).map(|_| schedule.pause(false, 0.5).round()).collect();
        assert_eq!(pauses, [2_000.0, 2_800.0, 3_920.0, 5_488.0, 7_683.0, 10_000.0, 10_000.0]);
    }

    #[test]
    fn a_change_starts_again_from_the_shortest_pause() {
        let mut schedule = Schedule::new(PollOptions::default(), 1.0);
        schedule.pause(false, 0.5);
        schedule.pause(false, 0.5);
        assert_eq!(schedule.pause(true, 0.5), 2_000.0);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        let pause = |random| Schedule::new(PollOptions::default(), 1.0).pause(false, random).round();
        assert_eq!((pause(0.0), pause(1.0)), (1_600.0, 2_400.0));
    }

    #[test]
    fn options_win_and_a_longest_below_the_shortest_is_raised() {
        let options = PollOptions { min_interval_ms: Some(20_000.0), ..PollOptions::default() };
        let mut schedule = Schedule::new(options, 1.0);
        assert_eq!(schedule.pause(false, 0.5), 20_000.0);
        assert_eq!(schedule.pause(false, 0.5), 20_000.0);
    }

    #[test]
    fn a_training_is_looked_at_less_often() {
        let pauses = |hours| {
            let mut schedule = Schedule::new(PollOptions::default(), hours);
            [(); 8].map(|()| schedule.pause(false, 0.5).round())
        };
        assert_eq!(pauses(1.0)[7], 10_000.0);
        assert_eq!((pauses(1.1)[0], pauses(24.0)[0], pauses(24.0)[7]), (5_000.0, 5_000.0, 30_000.0));
    }

    #[test]
    fn a_training_may_last_longer() {
        assert_eq!(timeout(PollOptions::default(), 24.0), 86_400_000.0);
        let options = PollOptions { timeout_ms: Some(5.0), ..PollOptions::default() };
        assert_eq!(timeout(options, 24.0), 5.0);
    }
}

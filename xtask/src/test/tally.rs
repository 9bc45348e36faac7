//! Counting tests by what their runners print.

use std::collections::HashSet;
use std::iter::Sum;
use std::ops::Add;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl Tally {
    /// Checks without parts, such as the formatting.
    pub const fn one(good: bool) -> Self {
        if good { Self { passed: 1, failed: 0 } } else { Self { passed: 0, failed: 1 } }
    }

    /// Reads the lines `test result: ok. 3 passed; 0 failed; …`, of which there is one per test binary.
    pub fn of_cargo(output: &str) -> Self {
        let results = output.lines().filter_map(|line| line.split_once("test result: "));
        let counted = |counts| Self {
            passed: number_before(counts, " passed"),
            failed: number_before(counts, " failed"),
        };
        results.map(|(_, counts)| counted(counts)).sum()
    }

    /// Reads the totals that end the TAP of `node --test`. A cancelled test ran out of time. From version 22 on, Node counts a
    /// file in which no test ran as a test that passed.
    pub fn of_node(output: &str) -> Self {
        let total = |name: &str| {
            let prefix = format!("# {name} ");
            output.lines().filter_map(|line| line.strip_prefix(&prefix)?.parse::<usize>().ok()).sum::<usize>()
        };
        let is_file = |line: &&str| line.starts_with("ok ") && line.ends_with(".test.mjs");
        let files = output.lines().filter(is_file).count();
        Self { passed: total("pass").saturating_sub(files), failed: total("fail") + total("cancelled") }
    }

    /// Counts the files that `tsc` complains about, in lines such as `a.ts(3,5): error TS2322: …`.
    pub fn of_tsc(output: &str, files: usize) -> Self {
        let complaints = output.lines().filter_map(|line| line.split_once("): error TS")?.0.split_once('('));
        let failed = complaints.map(|(file, _)| file).collect::<HashSet<_>>().len();
        Self { passed: files.saturating_sub(failed), failed }
    }

    /// A runner that failed without a failed test (it did not compile) counts as a failure.
    pub fn checked(self, succeeded: bool) -> Self {
        if succeeded { self } else { Self { failed: self.failed.max(1), ..self } }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text.split_once(word).map_or("", |(before, _)| before);
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_results_are_summed() {
        let output = "test a ... ok\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 filtered out; finished in 1.02s\n";
        assert_eq!(Tally::of_cargo(output), Tally { passed: 13, failed: 2 });
        assert_eq!(Tally::of_cargo("error: could not compile"), Tally::default());
    }

    #[test]
    fn node_totals_are_read() {
        let output = "TAP version 13\nok 1 - a\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(Tally::of_node(output), Tally { passed: 3, failed: 2 });
        let none =
            "TAP version 13\n# Subtest: /tests/a.test.mjs\nok 1 - /tests/a.test.mjs\n# pass 1\n# fail 0\n";
        assert_eq!(Tally::of_node(none), Tally::default());
    }

    #[test]
    fn tsc_failures_are_counted_by_file() {
        let output = "tests/types/use.ts(3,5): error TS2322: no\ntests/types/use.ts(9,1): error TS2322: no\n";
        assert_eq!(Tally::of_tsc(output, 2), Tally { passed: 1, failed: 1 });
    }

    #[test]
    fn a_runner_that_failed_counts() {
        assert_eq!(Tally::default().checked(false), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally { passed: 1, failed: 2 }.checked(false), Tally { passed: 1, failed: 2 });
    }
}

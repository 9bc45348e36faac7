//! How sure the facts of an operation are, in the words of the crate, the description and the table.

use std::fmt;

use anyhow::{Context, Result};

use super::declared::Told;
use super::names::Row;
use super::openapi::Described;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Confidence {
    Documented,
    Observed,
    Inferred,
}

impl Confidence {
    fn named(name: &str) -> Option<Self> {
        match name {
            "D" | "documented" => Some(Self::Documented),
            "O" | "observed" | "observed-in-code" => Some(Self::Observed),
            "I" | "inferred" => Some(Self::Inferred),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

/// How sure the request and the answer of an operation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sure {
    request: Confidence,
    answer: Confidence,
}

impl Sure {
    /// Reads it from the words of any of the three sources.
    pub fn read(request: &str, answer: &str) -> Result<Self> {
        let confidence =
            |word: &str| Confidence::named(word).with_context(|| format!("`{word}` is no confidence"));
        Ok(Self { request: confidence(request)?, answer: confidence(answer)? })
    }

    /// The same from both with a slash between them.
    pub fn parse(pair: &str) -> Result<Self> {
        let (request, answer) =
            pair.split_once('/').with_context(|| format!("`{pair}` is no pair of confidences"))?;
        Self::read(request.trim(), answer.trim())
    }

    /// The same in the letters of the tables: `D / O`.
    pub fn letters(self) -> String {
        let letter = |confidence: Confidence| confidence.name().chars().take(1).collect::<String>();
        format!("{} / {}", letter(self.request), letter(self.answer)).to_uppercase()
    }

    pub fn request_is_inferred(self) -> bool {
        self.request == Confidence::Inferred
    }
}

impl fmt::Display for Sure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.request.name(), self.answer.name())
    }
}

/// Compares what the crate and the table say with the description.
pub fn check(told: Option<Told>, row: Option<&Row>, described: &Described) -> Vec<String> {
    let ours = told.map(|told| ("the confidence is", Sure::parse(told.sure)));
    let table = row.map(|row| ("the confidence in docs/names.md is", Ok(row.sure)));
    let differ = |(what, sure): (&str, Result<Sure>)| match sure {
        Ok(sure) if sure == described.sure => None,
        Ok(sure) => Some(format!("{what} {sure}, openapi.yaml says {}", described.sure)),
        Err(error) => Some(format!("{what} odd: {error:#}")),
    };
    [ours, table].into_iter().flatten().filter_map(differ).collect()
}

#[cfg(test)]
mod tests {
    use super::super::names::read;
    use super::*;
    use crate::audit::sample::{NAMES, operation};

    #[test]
    fn the_three_sources_use_different_words() {
        let sure = Sure::parse("documented/observed").unwrap();
        assert_eq!(Sure::parse("D / O").unwrap(), sure);
        assert_eq!(Sure::read("documented", "observed-in-code").unwrap(), sure);
        assert_eq!(sure.letters(), "D / O");
        assert!(Sure::parse("documented").is_err() && Sure::parse("sure/sure").is_err());
    }

    #[test]
    fn a_difference_is_reported() {
        let (names, thing) = (read(NAMES).unwrap(), operation("addThing"));
        let told = |sure| Some(Told { js: "", sure });
        assert_eq!(check(told("documented/inferred"), Some(&names.rows[0]), &thing), [""; 0]);
        assert_eq!(
            check(told("documented/documented"), Some(&names.rows[1]), &thing),
            [
                "the confidence is documented/documented, openapi.yaml says documented/inferred",
                "the confidence in docs/names.md is documented/observed, openapi.yaml says documented/inferred",
            ]
        );
    }
}

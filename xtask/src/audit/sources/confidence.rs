//! How sure the facts of an operation are, in the words of the crate, the description and the table.

use std::fmt;

use anyhow::{Context, Result};

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
pub struct Confidences {
    request: Confidence,
    answer: Confidence,
}

impl Confidences {
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

impl fmt::Display for Confidences {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.request.name(), self.answer.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_sources_use_different_words() {
        let pair = Confidences::parse("documented/observed").unwrap();
        assert_eq!(Confidences::parse("D / O").unwrap(), pair);
        assert_eq!(Confidences::read("documented", "observed-in-code").unwrap(), pair);
        assert_eq!(pair.letters(), "D / O");
        assert!(Confidences::parse("documented").is_err() && Confidences::parse("D/sure").is_err());
    }
}

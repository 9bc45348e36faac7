//! How sure the facts of an operation are.

use proc_macro2::Span;
use syn::{Error, Result};

pub struct Sure {
    /// `request/answer`, each documented, observed or inferred.
    pub words: String,
    /// The same as a sentence of the documentation.
    pub sentence: String,
}

impl Sure {
    pub fn read(words: Option<String>) -> Result<Self> {
        let words = words.unwrap_or_default();
        let spoken = |word: &str| match word {
            "documented" => Some("documented"),
            "observed" => Some("observed in clients"),
            "inferred" => Some("inferred"),
            _ => None,
        };
        let parts = words.split_once('/').and_then(|(one, two)| Some((spoken(one)?, spoken(two)?)));
        let sentence = match parts {
            Some(("inferred", "inferred")) => String::from("Unconfirmed: request and answer are inferred."),
            Some((request, answer)) if request == answer => format!("Confidence: {request}."),
            Some((request, answer)) => format!("Confidence: request {request}, answer {answer}."),
            None => {
                let needed = "needs `sure = \"request/answer\"`: documented, observed or inferred";
                return Err(Error::new(Span::call_site(), needed));
            }
        };
        Ok(Self { words, sentence })
    }
}

//! What may stand in a request header.

use crate::error::{Error, Result};
use crate::{host, text};

/// What must not stand in a name in small letters and its value, a line each: see `host::broken`. A value holds no control
/// characters and nothing beyond Latin-1.
const RULES: &str = r"^authorization\n => is set from `token`
^(cookie|host)\n => is not this client's to set
^\n => has no name
^[^\n]*[^\n\w!#$%&'*+.^`|~-] => is no header name
[^\n\t -~\xa0-\xff] => has a value with a line break or another character that no header has";

/// Request headers of the caller; a later one replaces an earlier one of the same name.
///
/// ```
/// # use a2e_wasm::Headers;
/// let headers = Headers::new().with("x-request-id", "7");
/// ```
// Names and values in turn, each with a line break behind it: as one text they are compared, copied and handed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(pub(crate) String);

impl Headers {
    /// None.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// The same with one more. What cannot stand in a request is refused where they are used.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        for part in [name, value] {
            // A line break would begin another header; the check refuses what stands in its place.
            self.0.push_str(&part.replace('\n', "\0"));
            self.0.push('\n');
        }
        self
    }

    /// Refuses headers that are this library's own, or that could smuggle in another one.
    pub(crate) fn check(&self) -> Result<()> {
        let mut parts = text::words(&self.0, "\n");
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            if let Some(problem) = host::broken(&text::lower(&text::join(&[name, "\n", value])), RULES) {
                return Err(Error::option(": headers", name, &problem));
            }
        }
        Ok(())
    }
}

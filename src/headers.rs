//! What may stand in a request header.

use crate::error::{Error, Result};
use crate::text;

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
        let mut rest = self.0.as_str();
        while let Some((name, behind)) = text::split(rest, "\n") {
            let (value, others) = text::cut(behind, "\n");
            if let Some(problem) = problem(name, value) {
                return Err(Error::option(": headers", name, problem));
            }
            rest = others;
        }
        Ok(())
    }
}

fn problem(name: &str, value: &str) -> Option<&'static str> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    Some(if text::among(name, "authorization") {
        "is set from `token`"
    } else if text::among(name, "cookie host") {
        "is not this client's to set"
    } else if name.is_empty() {
        "has no name"
    } else if !name.bytes().all(token) {
        "is no header name"
    } else if !is_value(value) {
        "has a value with a line break or another character that no header has"
    } else {
        return None;
    })
}

/// Whether a text can stand in a header: no control characters, nothing beyond Latin-1.
pub(crate) fn is_value(value: &str) -> bool {
    let mut before = 0;
    for byte in value.bytes() {
        // In UTF-8, Latin-1 begins with C2 or C3, and its control characters are C2 80 to C2 9F.
        let fits = match byte {
            b'\t' | b' '..=b'~' | 0xc2 | 0xc3 => true,
            0x80..=0x9f => before != 0xc2,
            0xa0..=0xbf => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        before = byte;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_library_s_own_are_refused_in_any_case() {
        for name in ["authorization", "Authorization", "COOKIE", "host", "", "a b", "a\n"] {
            assert!(problem(name, "x").is_some(), "{name:?}");
        }
        assert_eq!(problem("x-request-id", "7 é"), None);
    }

    #[test]
    fn a_header_value_cannot_hold_another_header() {
        assert!(Headers::new().with("x-a", "1").with("x-b", "2").check().is_ok());
        for (name, value) in [("x-a\nx-b", "1"), ("x-a", "1\nx-b"), ("x-a", "1\nx-b\n2")] {
            assert!(Headers::new().with("x-c", "3").with(name, value).check().is_err(), "{name:?} {value:?}");
        }
        for value in ["a\nb", "a\r\nb: c", "\0", "\u{7f}", "日"] {
            assert!(problem("x-a", value).is_some(), "{value:?}");
        }
    }
}

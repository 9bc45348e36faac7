//! The tag at the end of a task's name, by which a start with an idempotency key is found again.
//!
//! It is `[a2e:<key>.<parameters>]`, with two hashes in the letters of base64url: 11 for the 64 bits of the key's
//! hash, 4 for 24 bits of the parameters' hash. So it is 22 characters for every key, and fits into the shortest name.
//! Older versions wrote the key itself, `[a2e:<key>]`. No key holds a dot, so the two forms cannot be confused.

use crate::text;

const BEFORE: &str = "[a2e:";
const BETWEEN: &str = ".";
const AFTER: &str = "]";
const KEY_LETTERS: usize = 11;
const PARAMS_LETTERS: usize = 4;
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The part of a tag that tells the key.
pub(crate) fn beginning(key: &str) -> String {
    text::join(&[BEFORE, &letters(key, KEY_LETTERS), BETWEEN])
}

/// The tag of a start, from the part that tells the key, and from the text of its parameters.
pub(crate) fn tag(beginning: &str, params: &str) -> String {
    text::join(&[beginning, &letters(params, PARAMS_LETTERS), AFTER])
}

/// The tag of the older form.
pub(crate) fn older(key: &str) -> String {
    text::join(&[BEFORE, key, AFTER])
}

/// Whether a text can be a key, as `KEY` in `key.rs` says it for the page.
#[cfg(any(feature = "server", test))]
pub(crate) fn is_key(text: &str) -> bool {
    (8..=64).contains(&text.len()) && fits(text)
}

#[cfg(any(feature = "server", test))]
fn fits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The last bits of a text's hash, six to a letter.
fn letters(text: &str, count: usize) -> String {
    let mut bits = hash(text);
    let mut letters = String::new();
    for _ in 0..count {
        let place = (bits & 63) as usize;
        letters.push_str(LETTERS.get(place..=place).unwrap_or_default());
        bits >>= 6;
    }
    letters
}

/// A hash of 64 bits. Two keys of a list share one by chance alone: once in 3 billion lists of 100,000 tasks. Nobody
/// gains by making it happen, because who may choose a key may choose one that is taken. So it need not be SHA-256, which
/// the host offers to secure pages only, and only by promises, and which would be 1 kB of code here.
fn hash(text: &str) -> u64 {
    let mut hash: u64 = 0x9e37_79b9_7f4a_7c15;
    for byte in text.bytes() {
        // Each step can be undone, so it loses nothing of what came before.
        hash = (hash ^ u64::from(byte)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    hash
}

/// The tag of a task in a list.
#[cfg(any(feature = "server", test))]
#[derive(Debug, PartialEq)]
pub(crate) struct Tag<'a> {
    /// The hash of the key; the key itself in the older form.
    pub key: &'a str,
}

/// The tag at the end of a task's name, if this library made it.
#[cfg(any(feature = "server", test))]
pub(crate) fn tag_of(name: &str) -> Option<Tag<'_>> {
    let (_, mut inner) = text::split(name.strip_suffix(AFTER)?, BEFORE)?;
    while let Some((_, later)) = text::split(inner, BEFORE) {
        inner = later;
    }
    let Some((key, params)) = text::split(inner, BETWEEN) else {
        return is_key(inner).then_some(Tag { key: inner });
    };
    let is_ours = key.len() == KEY_LETTERS && params.len() == PARAMS_LETTERS && fits(key) && fits(params);
    is_ours.then_some(Tag { key })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const UUID: &str = "8b7c2f1e-04c6-4f6e-9b1a-2f5d7f0f8a11";

    #[test]
    fn the_form_stays_the_same_or_no_start_is_found_again() {
        assert_eq!(tag(&beginning("order-0001"), "{\"a\":1}"), "[a2e:JsamqAKINnN.LNzR]");
        assert_eq!(older("order-0001"), "[a2e:order-0001]");
        assert_eq!(tag(&beginning(&"x".repeat(64)), "").len(), 22);
    }

    #[test]
    fn a_tag_is_read_as_it_was_written() {
        let (begin, older) = (beginning(UUID), older(UUID));
        let key = begin.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(BETWEEN)).unwrap();
        for given in ["", "Ada ", "Žofie 🎬 [draft] ", "Ada [a2e:order-0001] ", "[a2e:"] {
            assert_eq!(tag_of(&[given, &tag(&begin, "{}")].concat()), Some(Tag { key }), "{given}");
            assert_eq!(tag_of(&[given, &older].concat()), Some(Tag { key: UUID }), "{given}");
        }
    }

    #[test]
    fn what_this_library_did_not_make_is_no_tag() {
        for name in [
            "",
            "]",
            "Ada",
            "[a2e:order-0001",
            "[a2e:order-0001] again",
            "[a2e:]",
            "[a2e:short]",
            "[a2e:with space]",
            "[a2e:order-0001.]",
            "[a2e:.abcd]",
            "[a2e:abcdefghijk.abcde]",
            "[a2e:abcdefghijkl.abcd]",
            "[a2e:abcdefghij=.abcd]",
            "[a2e:abcdefghijk.ab.d]",
            "[A2E:order-0001]",
        ] {
            assert_eq!(tag_of(name), None, "{name}");
        }
    }

    #[test]
    fn texts_that_differ_in_little_have_other_hashes() {
        let keys = (0..200_000_u32).map(|number| beginning(&format!("order-{number:08}")));
        assert_eq!(keys.collect::<HashSet<_>>().len(), 200_000);
        let params = (0..1000).map(|seed| tag("", &format!("{{\"seed\":{seed}}}")));
        assert_eq!(params.collect::<HashSet<_>>().len(), 1000);
    }
}

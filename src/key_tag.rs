//! The tag at the end of a task's name, by which a start with an idempotency key is found again.
//!
//! It is `[a2e:<key>.<parameters>]`, with two hashes in the letters of base64url: 11 for the 64 bits of the key's
//! hash, 4 for 24 bits of the parameters' hash. So it is 22 characters for every key, and fits into the shortest name.
//! Older versions wrote the key itself, `[a2e:<key>]`. No key holds a dot, so the two forms cannot be confused.

use crate::text;

const BEFORE: &str = "[a2e:";
const AFTER: &str = "]";
const BETWEEN: &str = ".";
const KEY_LETTERS: usize = 11;
const PARAMS_LETTERS: usize = 4;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The characters that a `title` takes. Only avatar videos have one, and for a `name` no limit is documented.
const TITLE: usize = 40;

/// The tag of a start, or of a task in a list.
#[derive(Debug, PartialEq)]
pub(crate) struct Tag<T> {
    /// The hash of the key; the key itself in the older form.
    pub key: T,
    /// The hash of the parameters; nothing in the older form.
    pub params: Option<T>,
}

impl Tag<String> {
    /// The tag of a start, made of its key and of the text of its parameters.
    pub(crate) fn of_start(key: &str, params: &str) -> Self {
        Self { key: hashed(key), params: Some(letters(hash(params), PARAMS_LETTERS)) }
    }

    /// The name of a start: the caller's own with the tag behind it, cut where the field is too short for both.
    pub(crate) fn name(&self, field: &str, given: &str) -> String {
        let params = self.params.as_deref().unwrap_or_default();
        let tag = text::join(&[BEFORE, &self.key, BETWEEN, params, AFTER]);
        let mut room = if field == "title" { TITLE } else { usize::MAX }.saturating_sub(tag.len());
        let mut name = String::new();
        for letter in given.chars() {
            // Counted as JavaScript does. Below 1 there is no room for the space.
            room = room.saturating_sub(letter.len_utf16());
            if room < 1 {
                break;
            }
            name.push(letter);
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&tag);
        name
    }
}

/// The name that older versions gave a start.
pub(crate) fn older_name(key: &str, given: &str) -> String {
    let space = if given.is_empty() { "" } else { " " };
    text::join(&[given, space, BEFORE, key, AFTER])
}

/// Whether a text can be a key.
pub(crate) fn is_key(text: &str) -> bool {
    (8..=64).contains(&text.len()) && fits(text)
}

/// The tag at the end of a task's name, if this library made it.
pub(crate) fn tag_of(name: &str) -> Option<Tag<&str>> {
    let (_, mut inner) = text::split(name.strip_suffix(AFTER)?, BEFORE)?;
    while let Some((_, later)) = text::split(inner, BEFORE) {
        inner = later;
    }
    let Some((key, params)) = text::split(inner, BETWEEN) else {
        return is_key(inner).then_some(Tag { key: inner, params: None });
    };
    let is_ours = key.len() == KEY_LETTERS && params.len() == PARAMS_LETTERS && fits(key) && fits(params);
    is_ours.then_some(Tag { key, params: Some(params) })
}

fn fits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The hash of a text, as it stands for a key.
pub(crate) fn hashed(text: &str) -> String {
    letters(hash(text), KEY_LETTERS)
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

/// The last bits of a hash, six to a letter.
fn letters(mut hash: u64, count: usize) -> String {
    let mut text = String::new();
    for _ in 0..count {
        text.push(LETTERS.get((hash & 63) as usize).copied().unwrap_or_default().into());
        hash >>= 6;
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const UUID: &str = "8b7c2f1e-04c6-4f6e-9b1a-2f5d7f0f8a11";

    #[test]
    fn a_tag_is_read_as_it_was_written() {
        let tag = Tag::of_start(UUID, "{}");
        for given in ["", "Ada", "Žofie 🎬 [draft]", "Ada [a2e:order-0001]", "[a2e:"] {
            let name = tag.name("name", given);
            let read = tag_of(&name).unwrap();
            assert_eq!((read.key, read.params), (tag.key.as_str(), tag.params.as_deref()), "{name}");
        }
    }

    #[test]
    fn the_form_stays_the_same_or_no_start_is_found_again() {
        assert_eq!(
            Tag::of_start("order-0001", "{\"a\":1}").name("name", "Ada"),
            "Ada [a2e:JsamqAKINnN.LNzR]"
        );
    }

    #[test]
    fn a_title_is_cut_to_what_it_takes() {
        let tag = Tag::of_start(UUID, "{}");
        let cut = |given: &str| tag.name("title", given).encode_utf16().count();
        assert_eq!(tag.name("title", "").len(), 22);
        assert_eq!(
            ["Seventeen letters", "Seventeen letters and more", "🎬🎬🎬🎬🎬🎬🎬🎬🎬"].map(cut),
            [40, 40, 39]
        );
        assert!(tag.name("title", "Seventeen letters and more").starts_with("Seventeen letters [a2e:"));
        assert!(tag.name("name", &"x".repeat(100)).starts_with(&"x".repeat(100)));
    }

    #[test]
    fn a_tag_of_the_older_form_is_the_key_itself() {
        for key in ["order-00", UUID] {
            assert_eq!(tag_of(&older_name(key, "Ada")), Some(Tag { key, params: None }));
            assert_eq!(tag_of(&older_name(key, "")), Some(Tag { key, params: None }));
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
    fn keys_that_differ_in_little_have_other_hashes() {
        let keys = (0..200_000_u32).map(|number| format!("order-{number:08}"));
        assert_eq!(keys.map(|key| hashed(&key)).collect::<HashSet<_>>().len(), 200_000);
        // The parameters have 24 bits, and these 1000 hashes have no right to collide more than once.
        let params = (0..1000).map(|n| Tag::of_start("order-0001", &format!("{{\"seed\":{n}}}")).params);
        assert!(params.collect::<HashSet<_>>().len() >= 999);
    }
}

//! Paths, ids and base addresses: what may stand in a URL.

use crate::{host, text};

/// What is said of a text that is no record id.
pub(crate) const NO_ID: &str = "must be an id of 24 hexadecimal digits";

/// The length of a record id.
pub(crate) const ID_LENGTH: usize = 24;

/// Whether a text is a record id: 24 hexadecimal digits.
pub fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A record id in small letters, as it is compared everywhere; nothing for any other text.
pub(crate) fn id(text: &str) -> Option<String> {
    is_id(text).then(|| text::lower(text))
}

/// Puts an id in the place of `{_id}` or `{id}`.
pub fn fill(template: &str, id: &str) -> String {
    match text::split(template, "{").zip(text::split(template, "}")) {
        Some(((before, _), (_, after))) => text::join(&[before, id, after]),
        None => String::from(template),
    }
}

/// What is wrong with a path given to `call`, if anything.
///
/// Such a path is joined to the base as it is, so nothing may stand in it that leads elsewhere.
pub(crate) fn problem(path: &str) -> Option<String> {
    const RULES: &str = r"^(?!/) => must begin with `/`
[?#] => must hold no `?` or `#`: parameters go into `query`
//|\\|/(\.|%2[eE]){1,2}(/|$) => must hold no empty, `.` or `..` segment and no backslash
[\0- \x7f] => must hold no space or control character";
    host::broken(path, RULES)
}

/// Whether nobody on the way can read what is sent there: `https`, or this machine. The address is written as `URL.href`
/// is.
pub(crate) fn is_private(href: &str) -> bool {
    // Workers of old dates write no slash behind a host without a path.
    const PRIVATE: &str =
        r"^https:|^http://(([\w-]+\.)*localhost|\[::1\]|127(\.\d+){3})(:\d+)?([/?]|$) => private";
    host::broken(href, PRIVATE).is_some()
}

/// Whether a host, as addresses have it, is this machine.
#[cfg(feature = "server")]
pub(crate) fn is_loopback(hostname: &str) -> bool {
    is_private(&text::join(&["http://", hostname, "/"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_24_hexadecimal_digits() {
        assert!(is_id("bc7b36fe4d2924e49800d9b3"));
        assert!(is_id("BC7B36FE4D2924E49800D9B3"));
        for bad in
            ["", "..", "bc7b36fe4d2924e49800d9b", "bc7b36fe4d2924e49800d9bz", "bc7b36fe4d2924e49800d9b3/"]
        {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn an_id_takes_the_place_of_its_placeholder() {
        assert_eq!(fill("/a/{_id}", "1"), "/a/1");
        assert_eq!(fill("/a/{id}/1080p", "1"), "/a/1/1080p");
        assert_eq!(fill("/a", "1"), "/a");
    }
}

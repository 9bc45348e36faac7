//! Paths and base addresses: what may stand in a URL.

use crate::{host, text};

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
    fn an_id_takes_the_place_of_its_placeholder() {
        assert_eq!(fill("/a/{_id}", "1"), "/a/1");
        assert_eq!(fill("/a/{id}/1080p", "1"), "/a/1/1080p");
        assert_eq!(fill("/a", "1"), "/a");
    }
}

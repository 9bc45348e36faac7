//! Paths, ids and base addresses: what may stand in a URL.

use crate::text;

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
pub fn problem(path: &str) -> Option<&'static str> {
    let bad_segment = |segment: &str| {
        let plain = text::replace(&text::lower(segment), "%2e", ".");
        plain == "." || plain == ".."
    };
    if !path.starts_with('/') {
        Some("must begin with `/`")
    } else if text::holds(path, "?") || text::holds(path, "#") {
        Some("must hold no `?` or `#`: parameters go into `query`")
    } else if text::holds(path, "//") || text::holds(path, "\\") || text::words(path, "/").any(bad_segment) {
        Some("must hold no empty, `.` or `..` segment and no backslash")
    } else if path.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
        Some("must hold no space or control character")
    } else {
        None
    }
}

/// Whether a host is this machine, where plain http is no risk to a token.
pub fn is_loopback(hostname: &str) -> bool {
    let v4 = |host: &str| {
        let mut parts = 0;
        for part in text::words(host, ".") {
            let fits = text::whole(part).is_some_and(|part| (0.0..=255.0).contains(&part));
            if !fits {
                return false;
            }
            parts = u8::saturating_add(parts, 1);
        }
        parts == 4 && host.starts_with("127.")
    };
    hostname == "localhost" || hostname.ends_with(".localhost") || hostname == "[::1]" || v4(hostname)
}

/// Whether nobody on the way can read what is sent there; `protocol` as in `URL.protocol`.
pub fn is_private(protocol: &str, hostname: &str) -> bool {
    protocol == "https:" || protocol == "http:" && is_loopback(hostname)
}

/// What is wrong with the text of a base URL, if anything; the host's URL parser sees it next.
pub fn base_problem(text: &str) -> Option<&'static str> {
    if text.trim_ascii() != text || text.is_empty() {
        Some("must not be empty or have spaces around it")
    } else if text::holds(text, "?") {
        Some("must have no query")
    } else if text::holds(text, "#") {
        Some("must have no fragment")
    } else {
        None
    }
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

    #[test]
    fn a_path_that_leads_elsewhere_is_refused() {
        assert_eq!(problem("/api/v1/user/remainingCoins"), None);
        for bad in [
            "",
            "api",
            "//evil.example",
            "/a//b",
            "/a/../b",
            "/a/%2e%2E/b",
            "/./a",
            "/a?b",
            "/a#b",
            "/a b",
            "/a\\b",
            "/a\nb",
        ] {
            assert!(problem(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for host in ["localhost", "app.localhost", "127.0.0.1", "127.8.9.1", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "localhost.evil.example",
            "127.evil.example",
            "127.0.0.1.nip.io",
            "10.0.0.1",
            "0.0.0.0",
            "",
            "127.0.0",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn https_is_private_and_http_only_within_this_machine() {
        assert!(is_private("https:", "a.example") && is_private("http:", "localhost"));
        assert!(!is_private("http:", "a.example") && !is_private("ftp:", "localhost"));
    }

    #[test]
    fn a_base_has_no_query_and_no_fragment() {
        assert_eq!(base_problem("https://video.a2e.ai"), None);
        assert_eq!(base_problem("/api/a2e"), None);
        for bad in ["", " https://a.example", "https://a.example?x", "https://a.example#x"] {
            assert!(base_problem(bad).is_some(), "{bad}");
        }
    }
}

//! Origins of pages: which of them may ask, and which addresses nobody else can take.

use crate::url;
use crate::{host, text};

/// Schemes of addresses that are no origin of an app's: everybody can open such a page.
const NO_APPS: &str = "file data blob about javascript filesystem view-source ws wss ftp";
/// Second labels below which countries sell names.
const SECOND_LEVEL: &str = "co com org net gov edu ac or ne";
/// Names at the end of a host that no public DNS server answers.
const RESERVED: [&str; 7] = [".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test", ".invalid"];

/// An origin, or all that differ from it in one label.
pub(super) struct Origin {
    /// The text before the star, or the whole origin.
    before: String,
    /// The text behind the star.
    after: Option<String>,
}

impl Origin {
    /// Reads an entry of `origins`. The error says what to write instead.
    pub(super) fn read(given: &str) -> Result<Self, String> {
        let refuse =
            |words: &[&str]| Err(text::join(&["must hold origins; `", given, "` ", &text::join(words)]));
        let Some((scheme, rest)) = text::split(given, "://") else {
            return match given {
                "*" => refuse(&[
                    "would let every page ask: name each origin, such as `https://app.example.com`, or put a star \
                    in the place of one label, such as `https://*.example.com`",
                ]),
                "null" => refuse(&[
                    "is the origin of all files and sandboxed pages: serve the page from an address, such as \
                    `http://localhost:3000`",
                ]),
                _ => refuse(&["is none: write the scheme too, such as `https://app.example.com`"]),
            };
        };
        if scheme != "https" && scheme != "http" {
            return match is_app(scheme, rest) {
                true => Ok(Self { before: given.into(), after: None }),
                false => refuse(&["is none of a page or an app: write it as in `https://app.example.com`, \
                    `capacitor://localhost`, `tauri://localhost` or `chrome-extension://<id>`"]),
            };
        }
        let sample = text::replace(given, "*", "a");
        let part = |name: &str| host::text(&host::address(&sample), name).unwrap_or_default();
        let (href, protocol, hostname) = (part("href"), part("protocol"), part("hostname"));
        let Some(origin) = of(&href) else {
            return refuse(&["is no address of a page: write it as in `https://app.example.com`"]);
        };
        let Some((before, after)) = text::split(given, "*") else {
            if origin != given {
                return refuse(&["is more than an origin: write `", origin, "`"]);
            }
            if protocol == "http:" && !is_near(&hostname) {
                let why = "came over plain http, and could be changed on the way: write `https://";
                return refuse(&[why, rest, "`; http is for this machine and private networks"]);
            }
            return Ok(Self { before: given.into(), after: None });
        };
        let is_first = text::holds(text::cut(rest, ".").0, "*") && !text::holds(after, "*");
        let is_narrow = !is_for_sale(text::cut(&hostname, ".").1) || url::is_loopback(&hostname);
        let is_good = origin == sample && is_first && is_narrow;
        match is_good && (protocol == "https:" || is_near(&hostname)) {
            true => Ok(Self { before: before.into(), after: Some(after.into()) }),
            false => refuse(&[
                "has its star in a wrong place: it stands for letters, digits and hyphens of the first label, \
                as in `https://*.example.com` or `https://my-app-*.vercel.app`",
            ]),
        }
    }

    /// Whether this is it, or one of them.
    pub(super) fn is(&self, origin: &str) -> bool {
        let Some(after) = &self.after else { return self.before == origin };
        let middle = origin.strip_prefix(&*self.before).and_then(|rest| rest.strip_suffix(&**after));
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        middle.is_some_and(|label| !label.is_empty() && label.bytes().all(fits))
    }
}

/// The origin of an address with `http:` or `https:`, from its `href`.
pub(super) fn of(href: &str) -> Option<&str> {
    let (scheme, rest) = text::split(href, "://")?;
    let host = text::cut(rest, "/").0;
    let length = scheme.len().saturating_add(3).saturating_add(host.len());
    // A name and a password would stand before an at sign.
    href.get(..length).filter(|origin| !text::holds(origin, "@"))
}

/// Whether everybody can buy a name below this one, as far as its form tells: `com`, `co.uk`.
fn is_for_sale(parent: &str) -> bool {
    let (second, top) = text::cut(parent, ".");
    top.is_empty() || top.len() == 2 && text::among(second, SECOND_LEVEL)
}

/// Whether an origin can only be that of an app: no page gets such a scheme.
fn is_app(scheme: &str, host: &str) -> bool {
    let mut letters = scheme.bytes();
    let is_scheme = letters.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte));
    let is_host = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._:".contains(&byte);
    is_scheme && !text::among(scheme, NO_APPS) && !host.is_empty() && host.bytes().all(is_host)
}

/// Whether a host, as URLs write it, is this machine or of a private network, where plain http is usual.
pub(super) fn is_near(hostname: &str) -> bool {
    if let Some(ip) = ipv4(hostname) {
        // The last is for carriers and their customers, and for the machines of a VPN.
        return matches!(
            ip,
            [127 | 10, ..] | [172, 16..32, ..] | [192, 168, ..] | [169, 254, ..] | [100, 64..128, ..]
        );
    }
    if let Some(ip) = hostname.strip_prefix('[') {
        let first = text::cut(ip, ":").0;
        let is_private =
            ["fc", "fd", "fe8", "fe9", "fea", "feb"].iter().any(|start| first.starts_with(start));
        return ip == "::1]" || first.len() == 4 && is_private;
    }
    !is_public_name(hostname)
}

/// Whether a host is a name that its owner can lead to any machine, this one included.
pub(super) fn is_public_name(hostname: &str) -> bool {
    let is_ip = hostname.starts_with('[') || ipv4(hostname).is_some();
    text::holds(hostname, ".") && !is_ip && !RESERVED.iter().any(|end| hostname.ends_with(end))
}

/// The numbers of an address of version 4.
fn ipv4(hostname: &str) -> Option<[u32; 4]> {
    let part = |text: &str| {
        text::whole(text).filter(|number| (0.0..=255.0).contains(number)).map(|number| number as u32)
    };
    let parts: Option<Vec<_>> = text::words(hostname, ".").map(part).collect();
    parts?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(before: &str, after: &str) -> Origin {
        Origin { before: before.into(), after: Some(after.into()) }
    }

    #[test]
    fn a_star_is_a_part_of_one_label() {
        let previews = pattern("https://", ".vercel.app");
        assert!(previews.is("https://my-app-1.vercel.app"));
        for other in [
            "https://.vercel.app",
            "https://vercel.app",
            "https://a.b.vercel.app",
            "https://a.vercel.app.evil.example",
            "https://evil.example/.vercel.app",
            "https://evil.example#.vercel.app",
            "https://a@b.vercel.app",
            "https://A.vercel.app",
            "http://a.vercel.app",
            "https://a.vercel.app:8443",
            "",
        ] {
            assert!(!previews.is(other), "{other}");
        }
        let mine = pattern("https://my-", "-team.vercel.app");
        assert!(mine.is("https://my-app-team.vercel.app"));
        assert!(!mine.is("https://my-team.vercel.app") && !mine.is("https://your-app-team.vercel.app"));
    }

    #[test]
    fn a_star_is_not_for_names_that_everybody_can_buy() {
        for parent in ["com", "app", "co.uk", "com.au", ""] {
            assert!(is_for_sale(parent), "{parent}");
        }
        for parent in ["vercel.app", "a2e.ai", "example.co.uk", "co.example"] {
            assert!(!is_for_sale(parent), "{parent}");
        }
    }

    #[test]
    fn an_app_has_a_scheme_that_no_page_gets() {
        for (scheme, host) in [
            ("capacitor", "localhost"),
            ("tauri", "localhost"),
            ("chrome-extension", "abcdefghijklmnopabcdefghijklmnop"),
            ("moz-extension", "0b4b9b0e-1c5c-4f6e-9d3b-0b4b9b0e1c5c"),
        ] {
            assert!(is_app(scheme, host), "{scheme}");
        }
        for (scheme, host) in [
            ("file", "a"),
            ("capacitor", ""),
            ("capacitor", "a/b"),
            ("tauri", "*"),
            ("Tauri", "a"),
            ("", "a"),
        ] {
            assert!(!is_app(scheme, host), "{scheme}://{host}");
        }
    }

    #[test]
    fn plain_http_is_for_networks_of_ones_own() {
        for host in [
            "localhost",
            "app.localhost",
            "127.0.0.1",
            "[::1]",
            "10.0.0.7",
            "172.16.0.1",
            "192.168.1.5",
            "169.254.1.1",
            "100.100.1.1",
            "[fd00::1]",
            "[fe80::1]",
            "nas",
            "nas.local",
            "dev.internal",
        ] {
            assert!(is_near(host), "{host}");
        }
        for host in [
            "app.example.com",
            "8.8.8.8",
            "172.32.0.1",
            "[2001:db8::1]",
            "127.0.0.1.nip.io",
            "localhost.evil.example",
            "a.",
        ] {
            assert!(!is_near(host), "{host}");
        }
    }

    #[test]
    fn an_address_by_number_has_no_owner_who_could_lead_it_elsewhere() {
        assert!(is_public_name("evil.example") && is_public_name("127.0.0.1.nip.io"));
        for host in ["8.8.8.8", "[2001:db8::1]", "localhost", "app", "app.local"] {
            assert!(!is_public_name(host), "{host}");
        }
    }

    #[test]
    fn an_origin_is_cut_from_an_address() {
        assert_eq!(of("https://a.example:8443/b/c?d"), Some("https://a.example:8443"));
        assert_eq!(of("http://[::1]/"), Some("http://[::1]"));
        assert_eq!(of("https://ada:secret@a.example/"), None);
        assert_eq!(of(""), None);
    }
}

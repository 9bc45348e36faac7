//! A request at the proxy, as it came, and what may not come at all.

use wasm_bindgen::prelude::*;

use crate::server::origins::{self, is_public_name};
use crate::server::refusal::Refusal;
use crate::server::settings::Settings;
use crate::{host, text};

/// What helps where something reads the body before the proxy does.
pub(super) const MOUNT: &str = "mount the proxy before body parsers (in Express, `app.use(\"/api/a2e\", toNodeListener(proxy))` above \
    `app.use(express.json())`), or leave the bytes in `request.rawBody`";

/// Its facts, which `server-core.js` gathers.
pub(super) struct Request {
    pub method: String,
    /// Behind the place of the proxy.
    pub path: String,
    /// Names and values in turn.
    pub query: Vec<(String, String)>,
    /// The origin of the page; empty where none is told.
    pub origin: String,
    /// The origin that the request itself is addressed to: the scheme of this server and the header `Host`.
    here: String,
    /// What the browser says of the page that asks (`Sec-Fetch-Site`). Pages cannot set it.
    site: String,
    has_cookie: bool,
    has_body: bool,
    /// Whether something else on this server has read the body already.
    is_spent: bool,
    /// Whether what is called a body has a byte at least, as far as anybody can know before it is read.
    is_body_sure: bool,
    media_type: String,
    /// Whether a browser asks what it may ask.
    pub preflight: bool,
    /// The headers that it wants to send.
    pub wanted_headers: String,
}

impl Request {
    pub(super) fn read(facts: &JsValue) -> Self {
        let text = |name: &str| host::text(facts, name).unwrap_or_default();
        let mut query = Vec::new();
        for pair in host::elements(&host::get(facts, "query")).unwrap_or_default().iter() {
            let part = |key: &str| host::text(&pair, key).unwrap_or_default();
            query.push((part("0"), part("1")));
        }
        let path = text("path");
        Self {
            method: text("method"),
            // Two slashes come of a base with a slash at its end.
            path: path.strip_prefix('/').filter(|rest| rest.starts_with('/')).unwrap_or(&path).into(),
            query,
            origin: text("origin"),
            here: text("here"),
            site: text("site"),
            has_cookie: host::get(facts, "hasCookie").is_truthy(),
            has_body: host::get(facts, "hasBody").is_truthy(),
            is_spent: host::get(facts, "isSpent").is_truthy(),
            is_body_sure: host::get(facts, "isBodySure").is_truthy(),
            media_type: text("mediaType"),
            preflight: host::get(facts, "preflight").is_truthy(),
            wanted_headers: text("wantedHeaders"),
        }
    }

    /// Whether a page of a named origin asks.
    pub(super) fn is_from_elsewhere(&self, settings: &Settings) -> bool {
        settings.origins.iter().any(|origin| origin.is(&self.origin))
    }

    /// Refuses what another site could have a signed-in browser send.
    pub(super) fn check(&self, settings: &Settings) -> Result<(), Refusal> {
        self.check_host(settings)?;
        if self.method == "GET" {
            return Ok(());
        }
        self.check_origin(settings)?;
        // A form can be sent from anywhere without being asked; JSON cannot.
        match self.has_body && self.is_body_sure || !self.media_type.is_empty() {
            true => self.check_type(),
            false => Ok(()),
        }
    }

    /// Refuses a body that is not said to be JSON.
    pub(super) fn check_type(&self) -> Result<(), Refusal> {
        let media_type = self.media_type.split(';').next().unwrap_or_default().trim_ascii();
        match media_type.eq_ignore_ascii_case("application/json") {
            true => Ok(()),
            false => {
                Err(Refusal::new(415, &["the body must be JSON, with `content-type: application/json`"]))
            }
        }
    }

    /// Whether the browser proves that the page is the proxy's own or one of a named origin. No page can set these headers.
    /// Browsers send `Sec-Fetch-Site` over https and to this machine only, so DNS rebinding cannot bring it.
    fn is_proven(&self, settings: &Settings) -> bool {
        let is_public = settings.public.as_ref().is_some_and(|public| public.origin == self.origin);
        self.site == "same-origin" || is_public || self.is_from_elsewhere(settings)
    }

    /// Refuses a foreign host name that leads to this server, if `publicUrl` says the right one. A page of that name is of
    /// the same origin for its browser (DNS rebinding), and could read what `authorize` allows without a cookie.
    fn check_host(&self, settings: &Settings) -> Result<(), Refusal> {
        let Some(public) = &settings.public else { return Ok(()) };
        let host = text::cut(&self.here, "://").1;
        let hostname = host::text(&host::address(&self.here), "hostname").unwrap_or_default();
        let is_named = |scheme: &str| {
            let origin = text::join(&[scheme, host]);
            settings.origins.iter().any(|one| one.is(&origin))
        };
        let is_ours = public.host() == host || is_named("https://") || is_named("http://");
        if is_ours || !is_public_name(&hostname) || self.is_proven(settings) {
            return Ok(());
        }
        let words = [
            "this proxy is at `",
            &public.origin,
            "`, and the request names the host `",
            host,
            "`: set `publicUrl` to the \
            address of the page, or name `https://",
            host,
            "` in `origins`",
        ];
        Err(Refusal::new(403, &words).told())
    }

    pub(super) fn check_origin(&self, settings: &Settings) -> Result<(), Refusal> {
        if self.is_proven(settings) {
            return Ok(());
        }
        // A browser sends `none` for its user, as from the address bar. An old browser and other programs send nothing.
        let is_foreign = !self.site.is_empty() && self.site != "none";
        if self.origin.is_empty() && !is_foreign {
            // Browsers tell the origin of all that is not a GET.
            return match self.has_cookie {
                true => Err(Refusal::new(403, &["a request with a cookie must tell its origin"])),
                false => Ok(()),
            };
        }
        // Sandboxed pages and files have the origin `null`, and so has the address of a server in an app, such as `app://`.
        let is_own = self.origin != "null" && self.origin == self.here || self.is_behind_tls();
        let is_rebound = is_own && settings.public.is_none() && self.is_plain_and_public();
        if is_own && !is_foreign && !is_rebound {
            return Ok(());
        }
        let Self { origin, here, site, .. } = self;
        let page = if origin.is_empty() { "unknown" } else { origin };
        let said = if is_foreign { text::join(&[" (`Sec-Fetch-Site: ", site, "`)"]) } else { String::new() };
        let remedy = if is_rebound {
            "over plain http anybody's name can lead here: if this one is yours, set `publicUrl` to it"
        } else {
            "if it is the proxy's own page behind a reverse proxy, set `publicUrl` to that origin; if it is another page of \
             yours, name it in `origins`"
        };
        let words =
            ["the page's origin is `", page, "`", &said, ", and the request came to `", here, "`: ", remedy];
        Err(Refusal::new(403, &words).told())
    }

    /// Whether the page has the same host over https, because TLS ends before this server.
    fn is_behind_tls(&self) -> bool {
        let host = self.here.strip_prefix("http://");
        let host = host.map(|host| host.strip_suffix(":443").unwrap_or(host));
        host.is_some() && self.origin.strip_prefix("https://") == host
    }

    /// Whether the request came over plain http by a name of the public DNS, whose owner can lead it to any machine.
    fn is_plain_and_public(&self) -> bool {
        let hostname = host::text(&host::address(&self.origin), "hostname");
        self.origin.starts_with("http://") && hostname.is_some_and(|hostname| is_public_name(&hostname))
    }

    /// The address of this proxy as the page has it.
    pub(super) fn address(&self, settings: &Settings) -> String {
        if let Some(public) = &settings.public {
            return public.base.clone();
        }
        let is_own = self.site == "same-origin" || self.is_behind_tls();
        let href = host::text(&host::address(&self.origin), "href").unwrap_or_default();
        let is_page = self.origin.starts_with("http") && origins::of(&href) == Some(&*self.origin);
        text::join(&[if is_own && is_page { &self.origin } else { &self.here }, &settings.path])
    }

    /// Refuses a request whose body is gone: without it, it would be another one.
    pub(super) fn check_spent(&self) -> Result<(), Refusal> {
        if self.is_spent && self.method != "GET" { Err(spent()) } else { Ok(()) }
    }

    /// Whether there is a body to be read.
    pub(super) fn has_body(&self) -> bool {
        self.has_body && self.method != "GET"
    }

    /// A value of the query, of which each name stands there once: twice, the service might read the other one.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn check_query(&self) -> Result<(), Refusal> {
        // No operation documents more than a few, and each is compared with all others.
        if self.query.len() > 64 {
            return Err(Refusal::new(400, &["the query has more than 64 parameters"]));
        }
        let mut seen = Vec::new();
        for (name, _) in &self.query {
            // `a[]` and `a[b]` are `a` for some servers: a list, or a condition in place of a value.
            if text::holds(name, "[") {
                return Err(Refusal::new(400, &["a parameter of the query must have a plain name"]));
            }
            if seen.contains(&name) {
                return Err(Refusal::new(400, &["a parameter of the query must not be repeated"]));
            }
            seen.push(name);
        }
        Ok(())
    }
}

/// The refusal of a body that something else on this server has read.
pub(super) fn spent() -> Refusal {
    let words = [
        "the body was read before the proxy could read it: read `request.clone()` in `authorize`, and ",
        MOUNT,
    ];
    Refusal::new(500, &words).told()
}

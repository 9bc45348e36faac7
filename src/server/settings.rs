//! The options of a proxy, checked when it is made: a mistake here would be a hole.

use std::cell::RefCell;
use std::collections::BTreeSet;

use wasm_bindgen::prelude::*;

use crate::context::options;
use crate::error::{Error, Result};
use crate::request::option_reader::Options;
use crate::server::allow::Allow;
use crate::server::origins::{self, Origin};
use crate::url;
use crate::{host, text};

pub(super) const MAKER: &str = "createProxy";
const OPTIONS: &str = "token:token allow:texts authorize:function owners:any sharedAccount:flag baseUrl:text path:text \
    publicUrl:text origins:texts credentials:flag maxBodyBytes:positive bodyTimeoutMs:positive callbackTimeoutMs:positive \
    upstreamTimeoutMs:positive secret:text webhookUrl:text proxyUploads:flag storageHosts:texts limits:any fetch:function onError:function";
/// Bodies are descriptions of tasks; files go to the storage.
const MAX_BODY_BYTES: f64 = 1_048_576.0;
/// A body that takes longer never comes.
const BODY_TIMEOUT_MS: f64 = 30_000.0;
/// How long `authorize`, `owners` and the like may take: a caller waits for them.
const CALLBACK_TIMEOUT_MS: f64 = 10_000.0;
/// Longer than a client waits by default, so that a start is seen through.
const UPSTREAM_TIMEOUT_MS: f64 = 120_000.0;
/// A secret that is shorter could be found by trying.
const SECRET_LENGTH: usize = 32;

/// What a proxy may do, and for whom.
pub(super) struct Settings {
    /// Where the service is, without a slash at its end.
    pub base: String,
    /// Where the proxy is, without a slash at its end.
    pub path: String,
    pub allow: Allow,
    /// Whether everybody may see and delete what anybody made.
    pub shared: bool,
    /// Where pages see the proxy, if that is told.
    pub public: Option<Public>,
    /// The origins of pages elsewhere that may ask.
    pub origins: Vec<Origin>,
    /// Whether they may send cookies.
    pub credentials: bool,
    pub callback_timeout_ms: f64,
    pub upstream_timeout_ms: f64,
    pub max_body_bytes: f64,
    pub body_timeout_ms: f64,
    /// Where the service tells of the end of a task; empty if it does not.
    pub webhook_url: String,
    /// Whether a user may start so much and no more.
    pub limits: bool,
    /// Whether the seconds of rooms are among the limits.
    pub room_seconds: bool,
    /// Whether files go through here, instead of straight to the storage.
    pub proxy_uploads: bool,
    /// The hosts of the storage, where they are told.
    pub storage_hosts: Vec<String>,
    /// Avatars of which the service's list has said that they are public.
    pub public_avatars: RefCell<BTreeSet<String>>,
}

/// The address of the proxy as pages have it.
pub(super) struct Public {
    pub origin: String,
    /// With the path, and no slash at its end.
    pub base: String,
}

impl Public {
    /// Reads `publicUrl`, to which the path of the proxy belongs if it has none of its own.
    fn read(given: &str, path: &str) -> Result<Self, &'static str> {
        let url = host::address(given);
        let part = |name: &str| host::text(&url, name).unwrap_or_default();
        let (href, protocol) = (part("href"), part("protocol"));
        let is_plain = part("secret").is_empty() && !text::holds(given, "?") && !text::holds(given, "#");
        let origin = origins::of(&href).filter(|_| matches!(&*protocol, "https:" | "http:") && is_plain);
        let origin = origin.ok_or(
            "must be the address at which pages see this proxy or its server, such as `https://app.example.com`, without a query",
        )?;
        let base = href.strip_suffix('/').unwrap_or(&href);
        let base = if base == origin { text::join(&[origin, path]) } else { base.into() };
        Ok(Self { origin: origin.into(), base })
    }

    /// The host with its port.
    pub(super) fn host(&self) -> &str {
        text::cut(&self.origin, "://").1
    }
}

impl Settings {
    pub(super) fn read(given: &JsValue) -> Result<Self> {
        let options = Options::read(MAKER, given, OPTIONS, "")?;
        let wrong = |name: &str, problem: &str| Error::option(MAKER, name, problem);
        match options.text("token") {
            Some(token) => options::check_token(MAKER, &token)?,
            None if options.function("token").is_some() => {}
            None => return Err(wrong("token", "is missing: it is what a proxy adds")),
        }
        if options.function("authorize").is_none() {
            let why =
                "is missing: it says who asks, as a text that names the user, or refuses by giving none";
            return Err(wrong("authorize", why));
        }
        let shared = options.flag("sharedAccount");
        let owners = options.value("owners");
        if !shared && !["get", "set"].iter().all(|name| host::has_method(&owners, name)) {
            let why = "must remember whose records are whose, by the methods `get` and `set`: `memoryOwners()`, \
                `kvOwners(namespace)` or your own; `sharedAccount: true` lets everybody see and delete everything";
            return Err(wrong("owners", why));
        }
        let webhook_url = options.text("webhookUrl").unwrap_or_default();
        let proxy_uploads = options.flag("proxyUploads");
        if (!webhook_url.is_empty() || proxy_uploads)
            && options.text("secret").unwrap_or_default().encode_utf16().count() < SECRET_LENGTH
        {
            return Err(wrong(
                "secret",
                "must be a text of 32 characters at least, by which this proxy knows its own addresses",
            ));
        }
        if !webhook_url.is_empty() {
            check_webhook(&webhook_url).map_err(|why| wrong("webhookUrl", why))?;
        }
        let origins: Result<Vec<_>> = options
            .texts("origins")
            .iter()
            .map(|one| Origin::read(one).map_err(|why| wrong("origins", &why)))
            .collect();
        let origins = origins?;
        let credentials = options.flag("credentials");
        if credentials && origins.is_empty() {
            return Err(wrong(
                "credentials",
                "needs `origins`: pages of the proxy's own origin send cookies anyway",
            ));
        }
        let storage_hosts = options.texts("storageHosts");
        if let Some(problem) = storage_hosts.iter().find_map(|name| check_host(name)) {
            return Err(wrong("storageHosts", problem));
        }
        let path = options.text("path").unwrap_or_else(|| String::from("/api/a2e"));
        let path = String::from(path.strip_suffix('/').unwrap_or(&path));
        let good =
            path.is_empty() || path.starts_with('/') && !path.ends_with('/') && url::problem(&path).is_none();
        if !good || text::holds(&path, "%") {
            return Err(wrong("path", "must be a path that begins with a slash, such as `/api/a2e`"));
        }
        let public = options.text("publicUrl").map(|url| Public::read(&url, &path));
        let public = public.transpose().map_err(|why| wrong("publicUrl", why))?;
        Ok(Self {
            base: options::base_url(
                MAKER,
                Some(&options.text("baseUrl").unwrap_or_else(|| options::DEFAULT_BASE_URL.into())),
                true,
            )?,
            path,
            allow: Allow::read(options.texts("allow"))?,
            shared,
            public,
            origins,
            credentials,
            callback_timeout_ms: options.number("callbackTimeoutMs").unwrap_or(CALLBACK_TIMEOUT_MS),
            upstream_timeout_ms: options.number("upstreamTimeoutMs").unwrap_or(UPSTREAM_TIMEOUT_MS),
            max_body_bytes: options.number("maxBodyBytes").unwrap_or(MAX_BODY_BYTES),
            body_timeout_ms: options.number("bodyTimeoutMs").unwrap_or(BODY_TIMEOUT_MS),
            webhook_url,
            limits: limits(&options.value("limits"))?,
            room_seconds: !host::get(&options.value("limits"), "roomSeconds").is_undefined(),
            proxy_uploads,
            storage_hosts,
            public_avatars: RefCell::default(),
        })
    }
}

/// Limits that cannot be read would be none.
fn limits(given: &JsValue) -> Result<bool> {
    let limits = Options::read(
        "limits",
        given,
        "startsPerMinute:positive coinsPerDay:positive roomSeconds:positive counters:any",
        "",
    )?;
    let counters = limits.value("counters");
    if !counters.is_undefined() && !host::has_method(&counters, "add") {
        return Err(Error::option(
            "limits",
            "counters",
            "must have the method `add`, such as `memoryCounters()`",
        ));
    }
    Ok(!given.is_undefined())
}

/// The name of a host alone, as addresses have it.
fn check_host(name: &str) -> Option<&'static str> {
    let address = host::address(&text::join(&["https://", name]));
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte));
    let is_host = is_plain && host::text(&address, "hostname").is_some_and(|host| host == name);
    (!is_host).then_some("must be names of hosts in small letters, such as `storage.example.com`, without `https://` and without a port")
}

/// Documented: webhooks are called over https, at addresses of at most 2048 characters.
fn check_webhook(url: &str) -> Result<(), &'static str> {
    let part = |name: &str| host::text(&host::address(url), name).unwrap_or_default();
    match url::is_private(&part("href")) {
        true if text::holds(url, "?") || text::holds(url, "#") => Err("must have no query and no fragment"),
        true => Ok(()),
        false => Err("must be an https address that the service reaches"),
    }
}

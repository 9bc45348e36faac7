//! A request at the proxy, as it came, and what may not come at all.

use wasm_bindgen::prelude::*;

use crate::server::refusal::Refusal;
use crate::server::settings::Settings;
use crate::{host, text};

/// Its facts, which `server-core.js` gathers.
pub(super) struct Request {
    pub method: String,
    /// Behind the place of the proxy.
    pub path: String,
    /// Names and values in turn.
    pub query: Vec<(String, String)>,
    /// The origin of the page; empty where none is told.
    pub origin: String,
    /// The proxy's own.
    here: String,
    has_cookie: bool,
    has_body: bool,
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
        Self {
            method: text("method"),
            path: text("path"),
            query,
            origin: text("origin"),
            here: text("here"),
            has_cookie: host::get(facts, "hasCookie").is_truthy(),
            has_body: host::get(facts, "hasBody").is_truthy(),
            is_body_sure: host::get(facts, "isBodySure").is_truthy(),
            media_type: text("mediaType"),
            preflight: host::get(facts, "preflight").is_truthy(),
            wanted_headers: text("wantedHeaders"),
        }
    }

    /// Whether a page of a named origin asks.
    pub(super) fn is_from_elsewhere(&self, settings: &Settings) -> bool {
        settings.origins.contains(&self.origin)
    }

    /// Refuses what another site could have a signed-in browser send.
    pub(super) fn check(&self, settings: &Settings) -> Result<(), Refusal> {
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

    pub(super) fn check_origin(&self, settings: &Settings) -> Result<(), Refusal> {
        if self.origin.is_empty() {
            // Browsers tell the origin of all that is not a GET.
            return match self.has_cookie {
                true => Err(Refusal::new(403, &["a request with a cookie must tell its origin"])),
                false => Ok(()),
            };
        }
        match self.origin == self.here || self.is_from_elsewhere(settings) {
            true => Ok(()),
            false => Err(Refusal::new(403, &["this origin may not ask here"])),
        }
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

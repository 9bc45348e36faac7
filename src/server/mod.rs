//! The proxy for servers, which adds the token.
//!
//! It is the feature `server`, the second wasm, and `a2e-wasm/server` on npm.
//!
//! What it decides is here, a machine for each request; what it does is in `server-core.js`: it asks who is there, reads
//! the body, sends, remembers. A token is looked at when a proxy is made, and not kept here.

mod allow;
mod answer;
mod before;
mod body;
mod claims;
mod ids;
mod keys;
mod lists;
mod named;
mod origins;
mod outcome;
mod refusal;
mod relay;
mod request;
mod routes;
mod rules;
mod scan;
mod settings;
mod stage;
mod start;
mod storage;
#[cfg(test)]
mod table;
mod visit;
mod walk;

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use request::Request;
use settings::Settings;
pub use visit::Visit;

/// A proxy: what it may forward, and for whom.
#[wasm_bindgen(skip_typescript)]
pub struct Proxy(Rc<Settings>);

#[wasm_bindgen]
impl Proxy {
    /// Refuses options that cannot work.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Proxy, JsValue> {
        Ok(Self(Rc::new(Settings::read(options)?)))
    }

    /// Where the service is.
    #[wasm_bindgen(getter)]
    pub fn base(&self) -> String {
        self.0.base.clone()
    }

    /// Where the proxy is, in the addresses of its host.
    #[wasm_bindgen(getter)]
    pub fn path(&self) -> String {
        self.0.path.clone()
    }

    /// How long `authorize`, `owners`, `counters` and `token` may take.
    #[wasm_bindgen(getter, js_name = callbackTimeoutMs)]
    pub fn callback_timeout_ms(&self) -> f64 {
        self.0.callback_timeout_ms
    }

    /// How long the service may take to answer.
    #[wasm_bindgen(getter, js_name = upstreamTimeoutMs)]
    pub fn upstream_timeout_ms(&self) -> f64 {
        self.0.upstream_timeout_ms
    }

    /// Where the service tells of ends; empty if it does not.
    #[wasm_bindgen(getter, js_name = webhookUrl)]
    pub fn webhook_url(&self) -> String {
        self.0.webhook_url.clone()
    }

    /// The machine that serves one request, of which it is told the facts.
    pub fn visit(&self, facts: &JsValue) -> Visit {
        Visit::new(Rc::clone(&self.0), Request::read(facts))
    }
}

//! An account at the emulator: each test has one of its own, so no test disturbs another.

use a2e_wasm::{Client, ClientOptions, Token};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{call, client, get, js, number, text};

/// Where the emulator listens: `cargo xtask test browser` starts it and compiles its address in.
pub const EMULATOR: &str = match option_env!("A2E_EMULATOR_URL") {
    Some(url) => url,
    None => "http://127.0.0.1:18787",
};

/// An account and its token.
pub struct Account {
    pub token: String,
}

impl Account {
    /// Opens an account with 1000 coins.
    pub fn new() -> Self {
        Self::named("sk_emulator_")
    }

    /// Opens an account whose token begins so.
    pub fn named(start: &str) -> Self {
        // What the page notes of starts is that of another visitor.
        js("localStorage.clear()");
        let unique = js("crypto.randomUUID()").as_string().unwrap();
        Self { token: [start, &unique].concat() }
    }

    /// A client of this account.
    pub fn client(&self) -> JsValue {
        self.client_with("{}")
    }

    /// A client of this account with more options, written in JavaScript.
    pub fn client_with(&self, options: &str) -> JsValue {
        client(&self.options(options)).unwrap()
    }

    /// A client of this account for Rust.
    pub fn typed(&self) -> Client {
        let options = ClientOptions {
            token: Token::Text(self.token.as_str().into()),
            base_url: Some(EMULATOR.into()),
            dangerously_allow_browser: true,
            ..Default::default()
        };
        Client::new(options).unwrap()
    }

    /// The options of a client of this account.
    pub fn options(&self, more: &str) -> JsValue {
        js(&format!(
            "({{ token: '{}', baseUrl: '{EMULATOR}', dangerouslyAllowBrowser: true, ...{more} }})",
            self.token
        ))
    }

    /// Makes the next request to an operation meet a fault.
    pub async fn fault(&self, operation: &str, fault: &str) {
        self.faults(operation, 1, fault).await;
    }

    /// Makes the next requests to an operation meet a fault; 0 for all that come.
    pub async fn faults(&self, operation: &str, times: u32, fault: &str) {
        let body = format!("{{ operation: '{operation}', times: {times}, fault: {fault} }}");
        self.command("faults", &body).await;
    }

    /// What the looks at the next face swap show, one after another.
    pub async fn script(&self, looks: &str) {
        self.script_of("addFaceSwapTask", looks).await;
    }

    /// The same for the next task of another operation.
    pub async fn script_of(&self, operation: &str, looks: &str) {
        self.command("script", &format!("{{ operation: '{operation}', looks: {looks} }}")).await;
    }

    /// Sends a command to the emulator's control plane.
    pub async fn command(&self, name: &str, body: &str) {
        let body = format!("JSON.stringify({{ token: '{}', ...{body} }})", self.token);
        let answer =
            fetch_json(&format!("/__emulator/{name}"), &format!("{{ method: 'POST', body: {body} }}")).await;
        assert!(get(&answer, "ok").is_truthy(), "{}", super::json(&answer));
    }

    /// What the emulator received from this account, without the questions of the browser.
    pub async fn log(&self) -> JsValue {
        let log = fetch_json(&format!("/__emulator/log?token={}", self.token), "{}").await;
        js_sys::Array::from(&log).filter(&mut |entry, _, _| text(&entry, "method") != "OPTIONS").into()
    }

    /// How often an operation was called.
    pub async fn count(&self, operation: &str) -> f64 {
        let counters = fetch_json(&format!("/__emulator/counters?token={}", self.token), "{}").await;
        match get(&counters, operation) {
            none if none.is_undefined() => 0.0,
            count => count.as_f64().unwrap(),
        }
    }

    /// Fails if anything was received from this account.
    pub async fn sent_nothing(&self) {
        let log = self.log().await;
        assert_eq!(number(&log, "length"), 0.0, "{}", super::json(&log));
    }

    /// The coins that are left.
    pub async fn coins(&self) -> f64 {
        number(&call(&self.client(), "account.coins", &[]).await.unwrap(), "coins")
    }

    /// Waits until the emulator has received a request to this operation.
    pub async fn received(&self, operation: &str) {
        while self.count(operation).await == 0.0 {}
    }
}

/// Options with a `fetch` whose first requests meet these faults, in this order. Firefox sends a read whose connection
/// broke again by itself, up to ten times: that meets the same fault, where a queue at the emulator would go on.
pub fn meeting(faults: &str) -> String {
    format!(
        "{{ fetch: ((faults) => (url, init) => {{
            const fault = faults.shift();
            if (fault) init.headers.set('x-emulator-fault', JSON.stringify(fault));
            return fetch(url, init);
        }})({faults}) }}"
    )
}

/// Everything that was received from anybody.
pub async fn whole_log() -> JsValue {
    fetch_json("/__emulator/log", "{}").await
}

/// Asks the emulator, past the library.
pub async fn fetch_json(path: &str, init: &str) -> JsValue {
    let code = format!("fetch('{EMULATOR}{path}', {init}).then((answer) => answer.text()).then(JSON.parse)");
    JsFuture::from(js_sys::Promise::resolve(&js(&code))).await.unwrap()
}

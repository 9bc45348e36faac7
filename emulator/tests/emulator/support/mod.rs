//! A server, and clients with an account each.

pub mod receiver;
pub mod sample;
pub mod schema;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;

use a2e_emulator::{Emulator, Options};
use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};
use ureq::{Agent, Error};

/// The server that the tests share.
pub static SHARED: LazyLock<String> = LazyLock::new(|| start(Options::default()));

/// Starts a server on a free port, and returns its base URL.
pub fn start(options: Options) -> String {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let options = Options { port: 0, ..options };
            let emulator = Emulator::bind(&options).await.expect("a free port");
            sender.send(emulator.url()).expect("a test that waits");
            emulator.serve().await;
        });
    });
    receiver.recv().expect("a server")
}

/// A response with its complete body.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn data(&self) -> Value {
        let envelope = self.json();
        assert_eq!(envelope["code"], 0, "{envelope}");
        envelope["data"].clone()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text header"))
    }
}

/// A client of the API. Its clock stands still unless a test moves it.
pub struct Client {
    pub base: String,
    pub token: String,
    agent: Agent,
}

impl Client {
    pub fn new() -> Self {
        Self::of(&SHARED)
    }

    pub fn of(base: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let token = format!("sk_emulator_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false);
        let client = Self { base: base.into(), token, agent: Agent::new_with_config(config.build()) };
        client.control("clock", json!({ "speed": 0 }));
        client
    }

    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.into() } else { format!("{}{path}", self.base) }
    }

    /// Sends exactly this request. An error is a connection that closed before the response was
    /// complete.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Error> {
        let mut request = Request::builder().method(method).uri(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match body {
            [] => self.agent.run(request.body(()).expect("a request")),
            body => self.agent.run(request.body(body).expect("a request")),
        }?;
        let (head, mut body) = response.into_parts();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, bytes: body.read_to_vec()? })
    }

    /// Calls the API with the token and the content type.
    pub fn try_call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Answer, Error> {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", bearer.as_str())];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        self.send(method, path, &headers, body.as_bytes())
    }

    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.try_call(method, path, body).expect("an answer")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None)
    }

    pub fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(&body))
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, None)
    }

    pub fn coins(&self) -> i64 {
        self.get("/api/v1/user/remainingCoins").data()["coins"].as_i64().expect("a number of coins")
    }

    /// Starts a face swap, and returns the answer.
    pub fn swap(&self, face_url: &str) -> Answer {
        let body = json!({ "name": "swap", "face_url": face_url, "video_url": "https://example.com/v.mp4" });
        self.post("/api/v1/userFaceSwapTask/add", body)
    }

    /// Starts a face swap that will succeed, and returns its path.
    pub fn good_swap(&self) -> String {
        let record = self.swap("https://example.com/face.jpg").data();
        format!("/api/v1/userFaceSwapTask/{}", record["_id"].as_str().expect("an id"))
    }

    /// Sends a command for this account to the control plane.
    pub fn control(&self, command: &str, mut body: Value) -> Value {
        body["token"] = self.token.as_str().into();
        let answer = self.post(&format!("/__emulator/{command}"), body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub fn advance(&self, ms: u32) {
        self.control("clock", json!({ "advanceMs": ms }));
    }

    pub fn fault(&self, operation: &str, fault: Value) {
        self.control("faults", json!({ "operation": operation, "fault": fault }));
    }

    pub fn log(&self) -> Vec<Value> {
        let answer = self.get(&format!("/__emulator/log?token={}", self.token));
        answer.json().as_array().expect("a list").clone()
    }

    /// The webhooks of this account, when none is under way any more.
    pub fn webhooks(&self) -> Vec<Value> {
        let answer = self.get(&format!("/__emulator/webhooks?token={}&wait", self.token));
        answer.json().as_array().expect("a list").clone()
    }

    pub fn counters(&self) -> Value {
        self.get(&format!("/__emulator/counters?token={}", self.token)).json()
    }
}

//! The headers that browsers need.

use a2e_emulator::Options;
use serde_json::json;

use crate::support::{Answer, Client, start};

const ORIGIN: &str = "access-control-allow-origin";
const COINS: &str = "/api/v1/user/remainingCoins";

fn preflight(client: &Client, path: &str) -> Answer {
    let headers = [
        ("origin", "https://page.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,content-type,x-lang"),
    ];
    client.send("OPTIONS", path, &headers, b"").expect("an answer")
}

#[test]
fn everything_is_allowed_by_default() {
    let client = Client::new();
    let answer = preflight(&client, COINS);
    assert_eq!((answer.status, answer.header(ORIGIN)), (204, "*"));
    assert_eq!(answer.header("access-control-allow-headers"), "authorization,content-type,x-lang");
    assert!(answer.header("access-control-allow-methods").contains("DELETE"));
    assert_eq!(answer.header("access-control-max-age"), "600");
    assert!(client.get(COINS).header("access-control-expose-headers").contains("Retry-After"));
    assert_eq!(client.get("/nowhere").header(ORIGIN), "*");
}

#[test]
fn faults_can_be_read_by_pages_too() {
    let client = Client::new();
    client.fault("getRemainingCoins", json!({ "kind": "status", "status": 429 }));
    assert_eq!(preflight(&client, COINS).status, 204, "a preflight meets no fault");
    let answer = client.get(COINS);
    assert_eq!((answer.status, answer.header(ORIGIN)), (429, "*"));
}

#[test]
fn without_cors_only_the_api_sends_no_headers() {
    let client = Client::of(&start(Options { cors: false, ..Options::default() }));
    assert_eq!(preflight(&client, COINS).header(ORIGIN), "");
    assert_eq!(client.get(COINS).header(ORIGIN), "");
    for path in ["/__emulator/health", "/__cdn/samples/sample-face.jpg", "/__storage/x"] {
        assert_eq!(preflight(&client, path).header(ORIGIN), "*", "{path}");
        assert_eq!(client.get(path).header(ORIGIN), "*", "{path}");
    }
}

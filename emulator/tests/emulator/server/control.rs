//! What the control plane shows, and which commands it refuses.

use std::time::SystemTime;

use a2e_emulator::Options;
use serde_json::{Value, json};

use crate::support::sample::lines_with_key;
use crate::support::{Client, start};

#[test]
fn health_counts_the_operations() {
    let health = json!({ "ok": true, "operations": lines_with_key("operationId") });
    assert_eq!(Client::new().get("/__emulator/health").json(), health);
}

#[test]
fn the_log_has_what_was_received() {
    let client = Client::new();
    let bearer = format!("Bearer {}", client.token);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("x-lang", "en-US"),
        ("x-mine", "1"),
    ];
    let body = json!({ "ids": ["0123456789abcdef01234567"] });
    let path = "/api/v1/userFaceSwapTask/batchDetail?a=1%202";
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time").as_millis();
    let before = now();
    client.send("POST", path, &headers, body.to_string().as_bytes()).expect("an answer");
    let log = client.log();
    let entry = &log[0];
    assert_eq!(log.len(), 1);
    assert!((before..=now()).contains(&entry["at"].as_u64().expect("a time").into()));
    for (name, wanted) in [
        ("method", json!("POST")),
        ("path", json!("/api/v1/userFaceSwapTask/batchDetail")),
        ("query", json!({ "a": "1 2" })),
        ("operation", json!("batchGetFaceSwapTasks")),
        ("host", json!(client.base.trim_start_matches("http://"))),
        ("tokenPresent", json!(true)),
        ("lang", json!("en-US")),
        ("contentType", json!("application/json")),
        ("body", body),
        ("status", json!(200)),
    ] {
        assert_eq!(entry[name], wanted, "{name}");
    }
    assert_eq!(
        (&entry["headers"]["x-mine"], &entry["headers"]["authorization"]),
        (&json!("1"), &json!("present"))
    );
    assert!(!entry.to_string().contains(&client.token));
}

#[test]
fn bodies_other_than_json_are_logged_too() {
    let client = Client::new();
    let bearer = format!("Bearer {}", client.token);
    let headers = [("authorization", bearer.as_str())];
    for body in [&b"text"[..], &[0xff, 0, 1]] {
        client.send("PUT", "/nowhere", &headers, body).expect("an answer");
    }
    let bodies: Vec<Value> = client.log().iter().map(|entry| entry["body"].clone()).collect();
    assert_eq!(bodies, [json!("text"), json!("<3 bytes>")]);
}

#[test]
fn requests_without_an_account_are_in_the_whole_log() {
    let client = Client::new();
    let path = format!("/elsewhere/{}", client.token);
    client.send("GET", &path, &[("host", "localhost:1")], b"").expect("an answer");
    let seen = |log: &str| {
        let log = client.get(log).json();
        let entry =
            log.as_array().expect("a log").iter().find(|entry| entry["path"] == path.as_str()).cloned();
        entry.map(|entry| (entry["host"].clone(), entry["status"].clone(), entry["tokenPresent"].clone()))
    };
    let wanted = Some((json!("localhost:1"), json!(404), json!(false)));
    assert_eq!(seen("/__emulator/log"), wanted);
    assert_eq!(seen("/__emulator/log?token="), wanted);
    assert_eq!(seen(&format!("/__emulator/log?token={}", client.token)), None);
}

#[test]
fn the_log_keeps_the_last_requests_and_the_counters_count_all() {
    let client = Client::of(&start(Options { log: 2, ..Options::default() }));
    for path in ["/1", "/2", "/3"] {
        client.get(path);
    }
    let paths: Vec<Value> = client.log().iter().map(|entry| entry["path"].clone()).collect();
    assert_eq!(paths, [json!("/2"), json!("/3")]);

    for _ in 0..3 {
        client.coins();
    }
    assert_eq!((client.log().len(), client.counters()), (2, json!({ "getRemainingCoins": 3 })));
}

#[test]
fn counters_are_kept_by_account() {
    let (one, other) = (Client::new(), Client::new());
    one.coins();
    one.coins();
    other.coins();
    assert_eq!(one.counters(), json!({ "getRemainingCoins": 2 }));
    assert_eq!(other.counters(), json!({ "getRemainingCoins": 1 }));
    let all = one.get("/__emulator/counters").json()["getRemainingCoins"].as_u64();
    assert!(all.is_some_and(|n| n >= 3));
}

#[test]
fn a_clock_can_be_given_a_speed_but_not_backwards() {
    let client = Client::new();
    let set = |speed: f64| {
        client.post("/__emulator/clock", json!({ "token": client.token, "speed": speed })).status
    };
    assert_eq!((set(20.0), set(0.0), set(-1.0)), (200, 200, 400));
}

#[test]
fn misspelt_commands_are_refused() {
    let client = Client::new();
    let refused = |command: &str, body: Value| {
        let answer = client.post(&format!("/__emulator/{command}"), body);
        assert_eq!(answer.json()["ok"], false);
        answer.status
    };
    assert_eq!(refused("nothing", json!({})), 404);
    assert_eq!(refused("accounts", json!({})), 400);
    assert_eq!(refused("clock", json!({ "token": client.token, "advance": 1 })), 400);
    assert_eq!(
        refused("script", json!({ "token": client.token, "operation": "getFaceSwapTask", "looks": [] })),
        400
    );
}

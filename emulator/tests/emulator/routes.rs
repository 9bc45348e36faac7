//! What is there beside the operations of the description, and what is not.

use serde_json::json;

use crate::support::Client;

#[test]
fn health_tells_how_many_operations_there_are() {
    assert_eq!(Client::new().get("/__emulator/health").json(), json!({ "ok": true, "operations": 266 }));
}

#[test]
fn trace_ids_are_fresh() {
    let client = Client::new();
    let trace = || client.post("/api/v1/anchor/tts_list", json!({})).json()["trace_id"].clone();
    assert_ne!(trace(), trace());
}

#[test]
fn an_unknown_route_is_a_page() {
    let client = Client::new();
    for (method, path) in [("GET", "/api/v1/nothing"), ("GET", "/"), ("PUT", "/api/v1/user/remainingCoins")] {
        let answer = client.call(method, path, None);
        assert_eq!(answer.status, 404, "{method} {path}");
        assert!(answer.header("content-type").starts_with("text/html"));
        assert!(answer.text().contains(&format!("Cannot {method} {path}")));
    }
}

#[test]
fn a_literal_segment_wins_over_a_parameter() {
    let client = Client::new();
    client.get("/api/v1/userFaceSwapTask/status").data();
    client.get("/api/v1/userFaceSwapTask/0123456789abcdef01234567");
    assert_eq!(client.counters(), json!({ "getFaceSwapStatus": 1, "getFaceSwapTask": 1 }));
}

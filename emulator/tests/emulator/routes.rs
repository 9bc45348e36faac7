//! Every operation of the description is there, and nothing else.

use serde_json::json;

use crate::sample::samples;
use crate::support::Client;

/// Operations on one record of a family that keeps state: they know no record that was never made.
const NEED_A_RECORD: [&str; 4] =
    ["getFaceSwapTask", "deleteFaceSwapTask", "getFaceSwapPreviewStatus", "deleteFaceSwapImage"];

#[test]
fn every_operation_answers_a_good_request() {
    let client = Client::new();
    let samples = samples();
    assert_eq!(samples.len(), 266);
    for sample in samples {
        let answer = client.call(&sample.method, &sample.path, sample.body.as_ref());
        let envelope = answer.json();
        if NEED_A_RECORD.contains(&sample.id.as_str()) {
            assert_eq!((answer.status, &envelope["code"]), (404, &json!(404)), "{}: {envelope}", sample.id);
        } else {
            assert_eq!((answer.status, &envelope["code"]), (200, &json!(0)), "{}: {envelope}", sample.id);
        }
        assert!(envelope["trace_id"].is_string(), "{}", sample.id);
    }
    let counters = client.counters();
    assert_eq!(counters.as_object().expect("counters").len(), 266);
}

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

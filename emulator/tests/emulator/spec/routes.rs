//! Which paths are routes, and what an unknown one answers.

use serde_json::json;

use crate::support::Client;

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
fn a_literal_segment_precedes_a_parameter() {
    let client = Client::new();
    client.get("/api/v1/userFaceSwapTask/status").data();
    client.get("/api/v1/userFaceSwapTask/0123456789abcdef01234567");
    assert_eq!(client.counters(), json!({ "getFaceSwapStatus": 1, "getFaceSwapTask": 1 }));
}

#[test]
fn neither_the_case_of_a_path_nor_a_slash_at_its_end_matters() {
    let client = Client::new();
    let task = client.good_swap();
    for path in [task.to_uppercase(), task.to_lowercase(), format!("{task}/")] {
        assert_eq!(client.get(&path).data()["name"], "swap", "{path}");
    }
    assert_eq!(client.get("/API/V1/user/RemainingCoins/").data()["coins"], 990);
    for path in
        ["/api/v1/user/remainingCoins//", "/api/v1//user/remainingCoins", "/api/v1/user/remainingCoinſ"]
    {
        assert_eq!(client.get(&path.replace('ſ', "%C5%BF")).status, 404, "{path}");
    }
}

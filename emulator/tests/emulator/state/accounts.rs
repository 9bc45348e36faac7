//! Tokens and what belongs to them.

use serde_json::json;

use crate::support::Client;

const COINS: &str = "/api/v1/user/remainingCoins";

#[test]
fn each_token_has_its_own_account() {
    let (one, other) = (Client::new(), Client::new());
    let path = one.good_swap();
    assert_eq!(one.get(COINS).data(), json!({ "coins": 990, "diamonds": 10 }));
    assert_eq!(other.get(COINS).data(), json!({ "coins": 1000, "diamonds": 10 }));
    assert_eq!(other.get(&path).status, 404);
    assert_eq!(other.get("/api/v1/userFaceSwapTask/status").data(), json!([]));
}

#[test]
fn a_wrong_token_is_refused() {
    let client = Client::new();
    for headers in [&[("authorization", "Bearer sk_wrong")][..], &[("authorization", "sk_emulator")], &[]] {
        let answer = client.send("GET", COINS, headers, b"").expect("an answer");
        assert_eq!((answer.status, &answer.json()["code"]), (401, &json!(401)));
    }
}

#[test]
fn a_free_plan_is_refused() {
    let client = Client::new();
    let answer = client.send("GET", COINS, &[("authorization", "Bearer sk_free_1")], b"").expect("an answer");
    assert_eq!((answer.status, &answer.json()["code"]), (403, &json!(403)));
    assert_eq!(answer.json()["msg"], "API access is not available for free users");
}

#[test]
fn operations_without_authentication_need_no_token() {
    let answer =
        Client::new().send("POST", "/api/v1/custom_back/randomBackground", &[], b"").expect("an answer");
    assert_eq!(answer.status, 200);
    answer.data();
}

#[test]
fn coins_can_be_set_and_run_out() {
    let client = Client::new();
    client.control("accounts", json!({ "coins": 10, "diamonds": 3 }));
    client.good_swap();
    let refused = client.swap("https://example.com/face.jpg");
    assert_eq!((refused.status, &refused.json()["msg"]), (400, &json!("Insufficient coins")));
    assert_eq!(client.get(COINS).data(), json!({ "coins": 0, "diamonds": 3 }));
    assert_eq!(client.get("/api/v1/userFaceSwapTask/status").data().as_array().expect("tasks").len(), 1);
}

#[test]
fn reset_forgets_one_account_only() {
    let (one, other) = (Client::new(), Client::new());
    let (path, kept) = (one.good_swap(), other.good_swap());
    one.fault("getRemainingCoins", json!({ "kind": "drop" }));
    one.control("reset", json!({}));
    assert_eq!(one.log(), Vec::<serde_json::Value>::new());
    assert_eq!(one.coins(), 1000);
    assert_eq!(one.get(&path).status, 404);
    assert_eq!(other.get(&kept).status, 200);
}

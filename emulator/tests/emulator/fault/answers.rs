//! Faults that change the answer.

use serde_json::{Value, json};

use crate::support::Client;

const COINS: &str = "/api/v1/user/remainingCoins";

#[test]
fn status_answers_without_the_work() {
    let client = Client::new();
    client.fault(
        "addFaceSwapTask",
        json!({ "kind": "status", "status": 503, "headers": { "retry-after": "2" } }),
    );
    let answer = client.swap("https://example.com/face.jpg");
    assert_eq!((answer.status, answer.header("retry-after")), (503, "2"));
    assert_eq!(answer.json()["code"], 503);
    assert_eq!(client.coins(), 1000);
}

#[test]
fn status_sends_the_body_that_is_given() {
    let client = Client::new();
    for (body, text, content_type) in [
        (json!({ "code": 1001, "message": "no" }), r#"{"code":1001,"message":"no"}"#, "application/json"),
        (json!("<html></html>"), "<html></html>", "text/html"),
        (json!("plain"), "plain", "text/plain"),
    ] {
        client.fault("getRemainingCoins", json!({ "kind": "status", "status": 500, "body": body }));
        let answer = client.get(COINS);
        assert_eq!((answer.status, answer.text().as_str()), (500, text));
        assert!(answer.header("content-type").starts_with(content_type));
    }
}

#[test]
fn status_does_the_work_on_request() {
    let client = Client::new();
    client.fault("addFaceSwapTask", json!({ "kind": "status", "status": 502, "work": true }));
    assert_eq!(client.swap("https://example.com/face.jpg").status, 502);
    assert_eq!(client.coins(), 990);
}

#[test]
fn code_is_an_error_with_http_200() {
    let client = Client::new();
    client.fault("addFaceSwapTask", json!({ "kind": "code", "code": 1003, "msg": "minor" }));
    let answer = client.swap("https://example.com/face.jpg");
    assert_eq!(
        (answer.status, &answer.json()["code"], &answer.json()["msg"]),
        (200, &json!(1003), &json!("minor"))
    );
    assert_eq!(client.coins(), 1000);
}

#[test]
fn data_replaces_the_answer_after_the_work() {
    let client = Client::new();
    for (n, data) in [Value::Null, json!([]), json!("text"), json!({})].into_iter().enumerate() {
        client.fault("addFaceSwapTask", json!({ "kind": "data", "data": data }));
        assert_eq!(client.swap("https://example.com/face.jpg").json()["data"], data);
        assert_eq!(client.coins(), 990 - 10 * n as i64);
    }
}

#[test]
fn record_changes_every_record_of_the_answer() {
    let client = Client::new();
    let merge = json!({ "current_status": "odd", "result_url": null, "coins": { "$delete": true } });
    let fault = json!({ "kind": "record", "merge": merge });
    let operations = ["addFaceSwapTask", "getFaceSwapStatus", "listFaceSwapTasks"];
    operations.iter().for_each(|operation| client.fault(operation, fault.clone()));
    let started = client.swap("https://example.com/face.jpg").data();
    let array = client.get("/api/v1/userFaceSwapTask/status").data()[0].clone();
    let rows = client.get("/api/v1/userFaceSwapTask/records?pageNum=1&pageSize=9").data()["rows"][0].clone();
    for record in [started, array, rows] {
        assert_eq!(record["current_status"], "odd");
        assert_eq!((record.get("result_url"), record.get("coins")), (Some(&Value::Null), None));
        assert_eq!(record["name"], "swap");
    }
}

#[test]
fn form_changes_the_form_of_the_answer_after_the_work() {
    let client = Client::new();
    let task = client.good_swap();
    let id = client.get(&task).data()["_id"].clone();
    let detail = |form: &str| {
        client.fault("getFaceSwapTask", json!({ "kind": "form", "form": form }));
        client.get(&task)
    };
    assert_eq!(detail("array").data()[0]["_id"], id);
    assert_eq!(detail("object").data()["_id"], id);
    assert_eq!(detail("keys").data(), json!({ "0": client.get(&task).data() }));
    assert_eq!(detail("bare").json(), client.get(&task).data());
    assert_eq!((detail("empty").status, detail("empty").bytes), (200, Vec::new()));

    let second = client.good_swap();
    let records = json!([client.get(&second).data(), client.get(&task).data()]);
    let list = |form: &str| {
        client.fault("listFaceSwapTasks", json!({ "kind": "form", "form": form }));
        client.get("/api/v1/userFaceSwapTask/records?pageNum=1&pageSize=9")
    };
    assert_eq!(list("array").data(), records);
    assert_eq!(list("object").data(), records[0]);
    assert_eq!(list("keys").data(), json!({ "0": records[0], "1": records[1] }));
    assert_eq!(list("bare").json(), records);

    client.fault("addFaceSwapTask", json!({ "kind": "form", "form": "empty" }));
    assert_eq!(client.swap("https://example.com/face.jpg").bytes, b"");
    assert_eq!(client.coins(), 970);
    for form in ["array", "bare", "empty"] {
        client.fault("addFaceSwapTask", json!({ "kind": "form", "form": form }));
        let refused = client.post("/api/v1/userFaceSwapTask/add", json!({}));
        assert_eq!((refused.status, &refused.json()["code"]), (400, &json!(400)), "{form}");
    }
}

#[test]
fn an_error_is_left_without_data() {
    let client = Client::new();
    client.fault("addFaceSwapTask", json!({ "kind": "data", "data": {} }));
    let answer = client.post("/api/v1/userFaceSwapTask/add", json!({}));
    assert_eq!((answer.status, answer.json().get("data")), (400, None));
}

#[test]
fn body_is_sent_raw() {
    let client = Client::new();
    client.fault("*", json!({ "kind": "body", "body": "<h1>Bad gateway</h1>", "status": 502 }));
    client.fault("*", json!({ "kind": "body", "body": "[1]", "contentType": "application/json" }));
    client.fault("*", json!({ "kind": "body", "body": "" }));
    let html = client.get(COINS);
    assert_eq!((html.status, html.text().as_str()), (502, "<h1>Bad gateway</h1>"));
    assert!(html.header("content-type").starts_with("text/html"));
    assert_eq!(client.get(COINS).json(), json!([1]));
    assert_eq!(client.get(COINS).bytes, b"");
}

#[test]
fn truncate_sends_the_beginning_as_all() {
    let client = Client::new();
    client.fault("addFaceSwapTask", json!({ "kind": "truncate" }));
    let half = client.swap("https://example.com/face.jpg");
    assert_eq!(half.header("content-length"), half.bytes.len().to_string());
    assert!(half.text().starts_with("{\"code\":0") && serde_json::from_slice::<Value>(&half.bytes).is_err());
    assert_eq!(client.coins(), 990);
    client.fault("getRemainingCoins", json!({ "kind": "truncate", "bytes": 5 }));
    assert_eq!(client.get(COINS).text(), "{\"cod");
}

#[test]
fn redirect_is_sent_as_it_is() {
    let client = Client::new();
    let location = "http://localhost:1/elsewhere?x=1";
    client.fault("getRemainingCoins", json!({ "kind": "redirect", "status": 307, "location": location }));
    let answer = client.get(COINS);
    assert_eq!((answer.status, answer.header("location")), (307, location));
}

#[test]
fn delay_goes_on_as_usual() {
    let client = Client::new();
    client.fault("addFaceSwapTask", json!({ "kind": "delay", "ms": 1 }));
    assert_eq!(client.swap("https://example.com/face.jpg").data()["current_status"], "initialized");
}

#[test]
fn faults_queue_and_can_skip_requests() {
    let client = Client::new();
    let status = |status: u16| json!({ "kind": "status", "status": status });
    client.control(
        "faults",
        json!({ "operation": "getRemainingCoins", "skip": 1, "times": 2, "fault": status(500) }),
    );
    client.control("faults", json!({ "operation": "*", "times": 0, "fault": status(429) }));
    let seen: Vec<u16> = (0..5).map(|_| client.get(COINS).status).collect();
    assert_eq!(seen, [200, 500, 500, 429, 429]);
    assert_eq!(client.get("/api/v1/userFaceSwapTask/status").status, 429);
    assert_eq!(Client::new().get(COINS).status, 200, "another account");
}

#[test]
fn a_request_can_bring_its_own_fault() {
    let client = Client::new();
    client.fault("getRemainingCoins", json!({ "kind": "status", "status": 500 }));
    let bearer = format!("Bearer {}", client.token);
    let seen = |fault: &str| {
        let headers = [("authorization", bearer.as_str()), ("x-emulator-fault", fault)];
        client.send("GET", COINS, &headers, b"").expect("an answer").status
    };
    assert_eq!(seen(r#"{ "kind": "status", "status": 503 }"#), 503);
    assert_eq!(seen(r#"{ "kind": "explode" }"#), 400);
    assert_eq!((client.get(COINS).status, client.get(COINS).status), (500, 200), "the queue was left alone");
}

#[test]
fn an_upload_has_a_fault_of_its_own() {
    let client = Client::new();
    client.fault("storagePut", json!({ "kind": "status", "status": 500, "body": "<Error/>" }));
    let presigned = client.post("/api/v1/r2/upload-presigned-url", json!({ "key": "a" })).data();
    let put =
        || client.send("PUT", presigned["uploadUrl"].as_str().expect("a URL"), &[], b"x").expect("an answer");
    assert_eq!((put().status, put().status), (500, 200));
    assert_eq!(client.counters()["storagePut"], 2);
}

#[test]
fn an_invalid_fault_is_refused() {
    let client = Client::new();
    let refused = |operation: &str, fault: Value| {
        let body = json!({ "token": client.token, "operation": operation, "fault": fault });
        client.post("/__emulator/faults", body).status
    };
    assert_eq!(refused("getRemainingCoin", json!({ "kind": "drop" })), 400);
    assert_eq!(refused("*", json!({ "kind": "explode" })), 400);
    assert_eq!(refused("*", json!({ "kind": "drop", "ms": 1 })), 400);
    assert_eq!(refused("*", json!({ "kind": "form", "form": "round" })), 400);
    assert_eq!(refused("*", json!({ "kind": "status", "status": 100 })), 400);
    assert_eq!(refused("*", json!({ "kind": "status", "status": 500, "headers": { "bad name": "" } })), 400);
    assert_eq!(refused("*", json!({ "kind": "redirect", "status": 302, "location": "a\nb" })), 400);
}

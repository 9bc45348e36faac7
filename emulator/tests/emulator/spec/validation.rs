//! A bad request is refused with the name of the wrong field, and costs nothing.

use serde_json::{Value, json};

use crate::support::Client;

const ADD: &str = "/api/v1/userFaceSwapTask/add";

fn good() -> Value {
    json!({ "name": "swap", "face_url": "https://example.com/f.jpg", "video_url": "https://example.com/v.mp4" })
}

#[track_caller]
fn refused(client: &Client, method: &str, path: &str, body: Option<&Value>, field: &str) {
    let answer = client.call(method, path, body);
    let envelope = answer.json();
    assert_eq!((answer.status, &envelope["code"]), (400, &json!(400)), "{envelope}");
    assert!(envelope["msg"].as_str().expect("a message").contains(field), "{envelope}");
    assert!(envelope["trace_id"].is_string());
    assert_eq!(client.coins(), 1000);
}

#[test]
fn a_missing_field_is_named() {
    let client = Client::new();
    for field in ["name", "face_url", "video_url"] {
        let mut body = good();
        body.as_object_mut().expect("an object").remove(field);
        refused(&client, "POST", ADD, Some(&body), field);
    }
    refused(&client, "POST", ADD, None, "face_url");
}

#[test]
fn a_field_of_the_wrong_kind_is_named() {
    let client = Client::new();
    for (field, bad) in [
        ("name", json!(1)),
        ("face_url", json!("no url")),
        ("video_url", Value::Null),
        ("model_version", json!("v9")),
        ("webhook_token", json!("x".repeat(257))),
    ] {
        let mut body = good();
        body[field] = bad;
        refused(&client, "POST", ADD, Some(&body), field);
    }
}

#[test]
fn an_empty_text_is_taken_unless_a_minimum_length_is_documented() {
    let client = Client::new();
    // A format is not a minimum length.
    let mut body = good();
    body["face_url"] = "".into();
    client.post(ADD, body.clone()).data();
    assert_eq!(client.coins(), 990);
    let client = Client::new();
    body["face_url"] = " ".into();
    refused(&client, "POST", ADD, Some(&body), "face_url");
    refused(&client, "POST", "/api/v1/video/send_tts", Some(&json!({ "msg": "", "tts_id": "x" })), "msg");
}

#[test]
fn unknown_fields_are_accepted() {
    let mut body = good();
    body["brand_new"] = json!({ "a": [1] });
    assert_eq!(Client::new().post(ADD, body).status, 200);
}

#[test]
fn path_and_query_are_checked() {
    let client = Client::new();
    refused(&client, "GET", "/api/v1/userFaceSwapTask/not-an-id", None, "_id");
    refused(&client, "GET", "/api/v1/userFaceSwapTask/records?pageNum=1", None, "pageSize");
    refused(&client, "GET", "/api/v1/userFaceSwapTask/records?pageNum=1&pageSize=101", None, "pageSize");
    refused(&client, "GET", "/api/v1/userFaceSwapTask/records?pageNum=one&pageSize=1", None, "pageNum");
    refused(&client, "GET", "/api/v1/userFaceSwapPreview/status?_id=1", None, "_id");
}

#[test]
fn a_body_must_be_a_json_object() {
    let client = Client::new();
    let bearer = format!("Bearer {}", client.token);
    let send = |content_type: &str, body: &[u8]| {
        let headers = [("authorization", bearer.as_str()), ("content-type", content_type)];
        client.send("POST", ADD, &headers, body).expect("an answer")
    };
    for (content_type, body) in [
        ("application/json", &b"{\"name\":"[..]),
        ("application/json", b"[]"),
        ("application/json", &[0xff, 0xfe]),
        ("text/plain", b"{}"),
    ] {
        let answer = send(content_type, body);
        assert_eq!((answer.status, &answer.json()["code"]), (400, &json!(400)));
    }
    assert_eq!(send("application/json; charset=utf-8", good().to_string().as_bytes()).status, 200);
}

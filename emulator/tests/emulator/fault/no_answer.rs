//! Faults without a complete answer.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Client;

const ADD: &str = "/api/v1/userFaceSwapTask/add";

fn body() -> Value {
    json!({ "name": "swap", "face_url": "https://example.com/f.jpg", "video_url": "https://example.com/v.mp4" })
}

fn tasks(client: &Client) -> usize {
    client.get("/api/v1/userFaceSwapTask/status").data().as_array().expect("tasks").len()
}

/// Starts a face swap without getting the answer. Returns the number of tasks and the coins.
fn lost_start(client: &Client, fault: Value) -> (usize, i64) {
    client.fault("addFaceSwapTask", fault);
    assert!(client.try_call("POST", ADD, Some(&body())).is_err());
    assert_eq!(client.log()[0]["operation"], "addFaceSwapTask");
    (tasks(client), client.coins())
}

#[test]
fn drop_does_nothing() {
    let client = Client::new();
    assert_eq!(lost_start(&client, json!({ "kind": "drop" })), (0, 1000));
    assert_eq!(client.log()[0]["status"], Value::Null);
}

#[test]
fn lost_does_the_work() {
    assert_eq!(lost_start(&Client::new(), json!({ "kind": "lost" })), (1, 990));
    assert_eq!(lost_start(&Client::new(), json!({ "kind": "lost", "work": false })), (0, 1000));
}

#[test]
fn cut_does_the_work_and_sends_half() {
    let client = Client::new();
    assert_eq!(lost_start(&client, json!({ "kind": "cut" })), (1, 990));
    assert_eq!(client.log()[0]["status"], 200);
}

#[test]
fn cut_announces_all_and_sends_half() {
    let client = Client::new();
    client.fault("getRemainingCoins", json!({ "kind": "cut" }));
    let text = raw(&client);
    let (head, sent) = text.split_once("\r\n\r\n").expect("a head");
    let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    let announced: usize = announced.parse().expect("a number");
    assert_eq!(sent.len(), announced / 2);
    assert!(sent.starts_with("{\"code\":0"));
}

#[test]
fn late_does_the_work_when_its_time_has_come() {
    let client = Client::new();
    assert_eq!(lost_start(&client, json!({ "kind": "late", "ms": 3000 })), (0, 1000));
    client.advance(2999);
    assert_eq!(tasks(&client), 0);
    client.advance(2001);
    let task = client.get("/api/v1/userFaceSwapTask/status").data()[0].clone();
    assert_eq!(task["current_status"], "processing", "it began two seconds ago");
    assert_eq!(client.coins(), 990);
    assert_eq!(client.counters()["addFaceSwapTask"], 1);
}

#[test]
fn hang_never_answers() {
    let client = Client::new();
    client.fault("getRemainingCoins", json!({ "kind": "hang" }));
    let mut stream = request(&client);
    stream.set_read_timeout(Some(Duration::from_millis(50))).expect("a timeout");
    assert!(stream.read(&mut [0]).is_err(), "neither an answer nor an end");
    assert_eq!(client.coins(), 1000, "others are served meanwhile");
}

/// Requests the coins over a bare socket, which hides and repeats nothing.
fn request(client: &Client) -> TcpStream {
    let address = client.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    let token = &client.token;
    write!(
        stream,
        "GET /api/v1/user/remainingCoins HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\r\n"
    )
    .expect("a request");
    stream
}

fn raw(client: &Client) -> String {
    let mut text = String::new();
    request(client).read_to_string(&mut text).expect("text until the end");
    text
}

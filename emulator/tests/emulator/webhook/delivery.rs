//! The one attempt to send a webhook, its outcome and its body.

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use a2e_emulator::Options;
use serde_json::{Value, json};

use crate::support::receiver::Receiver;
use crate::support::{Client, start as start_server};
use crate::webhook::{delivered, start};

fn queue_shape(client: &Client, shape: Value) {
    client.control("webhooks", json!({ "shape": shape }));
}

#[test]
fn an_error_is_logged_and_not_retried() {
    let (client, receiver) = (Client::new(), Receiver::new("500 Internal Server Error"));
    let outcome = delivered(&client, &receiver.url);
    assert_eq!((&outcome["status"], &outcome["failure"]), (&json!(500), &Value::Null));
    client.advance(3_600_000);
    assert_eq!(client.webhooks().len(), 1);
    receiver.next();
    assert!(receiver.is_empty());
}

#[test]
fn a_redirect_is_not_followed() {
    let (client, receiver) = (Client::new(), Receiver::new("307 Temporary Redirect\r\nlocation: /elsewhere"));
    assert_eq!(delivered(&client, &receiver.url)["status"], 307);
    receiver.next();
    assert!(receiver.is_empty());
}

#[test]
fn an_unreachable_receiver_is_logged() {
    let outcome = delivered(&Client::new(), "http://127.0.0.1:1/");
    assert_eq!(outcome["status"], Value::Null);
    assert!(outcome["failure"].as_str().expect("a reason").starts_with("no connection: "), "{outcome}");
}

#[test]
fn a_receiver_that_closes_the_connection_is_logged() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let client = Client::new();
    let hangs_up = thread::spawn(move || drop(listener.accept().expect("a connection")));
    let outcome = delivered(&client, &url);
    hangs_up.join().expect("a connection");
    assert!(outcome["failure"].as_str().expect("a reason").starts_with("no answer: "), "{outcome}");
}

/// A receiver that accepts connections into its backlog and never answers.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    (listener, url)
}

#[test]
fn a_silent_receiver_times_out() {
    let options = Options { webhook_timeout: Duration::from_millis(100), ..Options::default() };
    let (_listener, url) = silent();
    let outcome = delivered(&Client::of(&start_server(options)), &url);
    assert_eq!((&outcome["status"], &outcome["failure"]), (&Value::Null, &json!("no answer within 100 ms")));
}

#[test]
fn a_silent_receiver_delays_no_other_webhook() {
    let options = Options { webhook_timeout: Duration::from_secs(3600), ..Options::default() };
    let client = Client::of(&start_server(options));
    let ((_listener, url), receiver) = (silent(), Receiver::good());
    for url in [&url, &receiver.url] {
        start(&client, json!({ "webhook_url": url })).data();
    }
    client.advance(5000);
    receiver.next();
    assert_eq!(client.coins(), 980, "requests are answered");
    let list = client.get(&format!("/__emulator/webhooks?token={}", client.token)).json();
    assert_eq!((&list[0]["url"], &list[0]["event"]), (&json!(url), &json!("task.completed")));
    assert_eq!((&list[0]["status"], &list[0]["failure"]), (&Value::Null, &Value::Null), "under way");
}

#[test]
fn a_test_chooses_the_body() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let places =
        json!([{ "task": { "id": "{_id}", "is": "{status}", "all": "{record}" }, "n": 1 }, "-{event}-"]);
    queue_shape(&client, json!({ "kind": "json", "body": places }));
    let id = delivered(&client, &receiver.url)["task"].clone();
    let received = receiver.next();
    assert_eq!(received.header("content-type"), Some("application/json"));
    let body = received.json();
    assert_eq!((&body[0]["task"]["id"], &body[0]["task"]["is"]), (&id, &json!("completed")));
    assert_eq!((&body[0]["task"]["all"]["_id"], &body[0]["n"]), (&id, &json!(1)));
    assert_eq!(body[1], "-task.completed-");

    queue_shape(
        &client,
        json!({ "kind": "merge", "merge": { "event": "x", "data": { "_id": { "$delete": true } } } }),
    );
    delivered(&client, &receiver.url);
    let body = receiver.next().json();
    assert_eq!((&body["event"], body["data"].get("_id")), (&json!("x"), None));
    assert_eq!(body["data"]["current_status"], "completed");

    delivered(&client, &receiver.url);
    assert_eq!(receiver.next().json()["event"], "task.completed", "the shape was for one");
}

#[test]
fn a_body_need_not_be_json() {
    let (client, receiver) = (Client::new(), Receiver::good());
    queue_shape(&client, json!({ "kind": "text", "body": "" }));
    assert_eq!(delivered(&client, &receiver.url)["body"], Value::Null);
    let received = receiver.next();
    assert_eq!((received.body.len(), received.header("content-length")), (0, Some("0")));

    queue_shape(&client, json!({ "kind": "text", "body": "id={_id}", "contentType": "text/html" }));
    let id = delivered(&client, &receiver.url)["task"].clone();
    let received = receiver.next();
    assert_eq!(received.header("content-type"), Some("text/html"));
    assert_eq!(String::from_utf8_lossy(&received.body), format!("id={}", id.as_str().expect("an id")));
}

#[test]
fn a_body_can_be_huge() {
    let (client, receiver) = (Client::new(), Receiver::good());
    queue_shape(&client, json!({ "kind": "huge", "bytes": 3_000_000 }));
    let outcome = delivered(&client, &receiver.url);
    let received = receiver.next();
    assert!(received.body.len() > 3_000_000);
    assert_eq!(received.json()["event"], "task.completed");
    assert_eq!(outcome["body"], format!("<{} bytes>", received.body.len()));
}

#[test]
fn a_webhook_can_be_lost() {
    let (client, receiver) = (Client::new(), Receiver::good());
    client.control("webhooks", json!({ "times": 0, "shape": { "kind": "lost" } }));
    for _ in 0..2 {
        assert_eq!(delivered(&client, &receiver.url)["failure"], "lost, as was arranged");
    }
    assert!(receiver.is_empty());
}

#[test]
fn misspelt_shapes_are_refused() {
    let client = Client::new();
    for shape in [
        json!({ "kind": "nothing" }),
        json!({ "kind": "lost", "more": 1 }),
        json!({ "kind": "huge", "bytes": 1_000_000_000 }),
        json!({ "kind": "text", "body": "", "contentType": "a\nb" }),
    ] {
        let answer = client.post("/__emulator/webhooks", json!({ "token": client.token, "shape": shape }));
        assert_eq!((answer.status, answer.json()["ok"].clone()), (400, json!(false)), "{shape}");
    }
}

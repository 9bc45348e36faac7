//! When and to whom the end of a task is reported.

mod delivery;
mod https;
mod target;

use a2e_emulator::Options;
use serde_json::{Value, json};

use crate::support::receiver::Receiver;
use crate::support::{Answer, Client, start as start_server};

const ADD: &str = "/api/v1/userFaceSwapTask/add";
pub const SECRET: &str = "s3cret-of-the-receiver";

/// Starts a face swap with these webhook inputs.
pub fn start(client: &Client, webhook: Value) -> Answer {
    let mut body = json!({
        "name": "swap",
        "face_url": "https://example.com/f.jpg",
        "video_url": "https://example.com/v.mp4",
    });
    for (name, value) in webhook.as_object().expect("members") {
        body[name] = value.clone();
    }
    client.post(ADD, body)
}

/// Lets a task with this webhook end, and returns the delivery.
pub fn delivered(client: &Client, url: &str) -> Value {
    start(client, json!({ "webhook_url": url, "webhook_token": "t" })).data();
    client.advance(5000);
    let delivered = client.webhooks();
    delivered.last().expect("a webhook").clone()
}

/// The id of the started task.
fn id(answer: &Answer) -> String {
    answer.data()["_id"].as_str().expect("an id").into()
}

#[test]
fn a_success_is_reported_once() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let webhook = json!({ "webhook_url": receiver.url, "webhook_token": SECRET });
    let id = id(&start(&client, webhook));
    client.advance(4999);
    assert_eq!(client.webhooks(), [] as [Value; 0], "not before its end");
    client.advance(1);

    let received = receiver.next();
    assert_eq!(received.line, "POST /hook?a=1 HTTP/1.1");
    assert_eq!(received.header("x-a2e-webhook-token"), Some(SECRET));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.header("host"), receiver.url.split('/').nth(2));
    let body = received.json();
    assert_eq!(body["event"], "task.completed");
    assert_eq!(body["data"], client.get(&format!("/api/v1/userFaceSwapTask/{id}")).data());

    client.advance(3_600_000);
    let delivered = client.webhooks();
    assert_eq!(delivered.len(), 1);
    for (name, wanted) in [
        ("task", json!(id)),
        ("operation", json!("addFaceSwapTask")),
        ("event", json!("task.completed")),
        ("url", json!(receiver.url)),
        ("tokenPresent", json!(true)),
        ("body", body),
        ("status", json!(204)),
        ("failure", Value::Null),
    ] {
        assert_eq!(delivered[0][name], wanted, "{name}");
    }
    assert!(!delivered[0].to_string().contains(SECRET));
    assert!(receiver.is_empty());
}

#[test]
fn a_failure_is_reported_and_its_retry_is_not() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let video = "https://example.com/fail.mp4";
    let body = json!({ "name": "fail", "source_url": video, "webhook_url": receiver.url });
    let id = id(&client.post("/api/v1/userCaptionRemoval/start", body));
    client.advance(5000);
    let received = receiver.next();
    assert_eq!(received.header("x-a2e-webhook-token"), None);
    let body = received.json();
    assert_eq!((&body["event"], &body["data"]["_id"]), (&json!("task.failed"), &json!(id)));
    assert_eq!(body["data"]["current_status"], "failed");

    client.post("/api/v1/userCaptionRemoval/retry", json!({ "_id": id })).data();
    client.advance(5000);
    assert_eq!(client.webhooks().len(), 1);
    assert!(receiver.is_empty());
}

#[test]
fn a_deleted_task_sends_nothing() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let id = id(&start(&client, json!({ "webhook_url": receiver.url })));
    client.delete(&format!("/api/v1/userFaceSwapTask/{id}")).data();
    client.advance(5000);
    assert_eq!(client.webhooks(), [] as [Value; 0]);
}

#[test]
fn every_task_of_a_start_is_reported() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let body = json!({
        "name": "two",
        "image_url": "https://example.com/i.jpg",
        "prompt": "moves",
        "number_of_images": 2,
        "webhook_url": receiver.url,
    });
    assert_eq!(client.post("/api/v1/userImage2Video/start", body).status, 200);
    client.advance(5000);
    let (one, other) = (receiver.next().json(), receiver.next().json());
    assert_ne!(one["data"]["_id"], other["data"]["_id"]);
    assert_eq!(client.webhooks().len(), 2);
}

#[test]
fn a_scripted_task_is_reported_when_a_poll_shows_its_end() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let steps = json!([{ "current_status": "sent" }, { "current_status": "completed", "result_url": "r" }]);
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": steps }));
    let id = id(&start(&client, json!({ "webhook_url": receiver.url })));
    let poll = || client.get(&format!("/api/v1/userFaceSwapTask/{id}")).data();
    poll();
    client.advance(3_600_000);
    assert_eq!(client.webhooks(), [] as [Value; 0]);
    poll();
    assert_eq!(receiver.next().json()["data"]["result_url"], "r");
}

/// A client with a server of its own, in which no other test wakes the loop.
fn client_of_own_server() -> Client {
    Client::of(&start_server(Options::default()))
}

#[test]
fn the_end_is_reported_without_a_command_or_a_poll() {
    let (client, receiver) = (client_of_own_server(), Receiver::good());
    start(&client, json!({ "webhook_url": receiver.url })).data();
    client.control("clock", json!({ "speed": 50.0 }));
    assert_eq!(receiver.next().json()["event"], "task.completed");
}

#[test]
fn a_late_start_is_reported_too() {
    let (client, receiver) = (client_of_own_server(), Receiver::good());
    client.fault("addFaceSwapTask", json!({ "kind": "late", "ms": 3000 }));
    let body = json!({
        "name": "swap",
        "face_url": "https://example.com/f.jpg",
        "video_url": "https://example.com/v.mp4",
        "webhook_url": receiver.url,
    });
    assert!(client.try_call("POST", ADD, Some(&body)).is_err());
    client.control("clock", json!({ "speed": 50.0 }));
    assert_eq!(receiver.next().json()["event"], "task.completed");
}

#[test]
fn a_reset_removes_webhooks() {
    let (client, receiver) = (Client::new(), Receiver::good());
    start(&client, json!({ "webhook_url": receiver.url })).data();
    client.advance(5000);
    assert_eq!(client.webhooks().len(), 1);
    client.control("reset", json!({}));
    assert_eq!(client.webhooks(), [] as [Value; 0]);
}

//! Which URLs and tokens are accepted, and which starts have no webhook.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::receiver::Receiver;
use crate::webhook::{SECRET, start};

#[test]
fn no_webhook_is_sent_without_a_url() {
    let client = Client::new();
    client.good_swap();
    start(&client, json!({ "webhook_token": SECRET })).data();
    client.advance(5000);
    assert_eq!(client.webhooks(), [] as [Value; 0]);
}

#[test]
fn starts_without_webhook_inputs_ignore_them() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let body = json!({
        "face_url": "https://example.com/f.jpg",
        "video_url": "https://example.com/v.mp4",
        "webhook_url": receiver.url,
    });
    client.post("/api/v1/userFaceSwapPreview/add", body).data();
    client.advance(5000);
    assert_eq!(client.webhooks(), [] as [Value; 0]);
}

#[test]
fn a_login_token_gets_no_webhook() {
    let (client, receiver) = (Client::new(), Receiver::good());
    let body = json!({ "username": "somebody", "password": "p" });
    let token = client.post("/api/login/account", body).data()["token"].clone();
    let mut page = Client::new();
    page.token = token.as_str().expect("a token").into();
    start(&page, json!({ "webhook_url": receiver.url })).data();
    client.advance(5000);
    assert_eq!(page.get("/api/v1/userFaceSwapTask/status").data(), json!([]), "it has ended");
    assert_eq!(client.webhooks(), [] as [Value; 0]);
}

#[test]
fn only_https_and_this_machine_are_called() {
    let client = Client::new();
    for url in [
        "http://example.com/hook",
        "http://127.0.0.1.example.com/hook",
        "http://127.0.0.1@example.com/hook",
        "http://192.168.0.1/hook",
        "ftp://127.0.0.1/hook",
        "/hook",
        "",
    ] {
        let answer = start(&client, json!({ "webhook_url": url }));
        assert_eq!((answer.status, answer.json()["code"].clone()), (400, json!(400)), "{url}");
    }
    assert_eq!(start(&client, json!({ "webhook_url": 1 })).status, 400);
    let long = format!("https://example.com/{}", "a".repeat(2048));
    assert_eq!(start(&client, json!({ "webhook_url": long })).status, 400);
    assert_eq!(client.coins(), 1000);
    // The clock stands still, so none of them is called.
    for url in
        ["https://example.com/hook", "http://localhost:1/", "http://[::1]:1/", "http://u:p@127.8.9.1:1/a#b"]
    {
        start(&client, json!({ "webhook_url": url })).data();
    }
}

#[test]
fn a_token_must_fit_into_a_header() {
    let (client, receiver) = (Client::new(), Receiver::good());
    for token in ["a\r\nb", &"t".repeat(257)] {
        let webhook = json!({ "webhook_url": receiver.url, "webhook_token": token });
        assert_eq!(start(&client, webhook).status, 400, "{token}");
    }
}

//! Presigned uploads, public links, and copies of files on other servers.

use serde_json::{Value, json};

use crate::support::{Answer, Client};

const BYTES: &[u8] = b"0123456789";

fn presign(client: &Client) -> Value {
    let body = json!({ "key": "in/my face.png", "contentType": "image/png", "fileSize": BYTES.len() });
    client.post("/api/v1/r2/upload-presigned-url", body).data()
}

fn put(client: &Client, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    client.send("PUT", url, headers, body).expect("an answer")
}

fn url<'a>(presigned: &'a Value, name: &str) -> &'a str {
    presigned[name].as_str().expect("a URL")
}

#[test]
fn what_is_uploaded_can_be_fetched() {
    let client = Client::new();
    let presigned = presign(&client);
    assert_eq!((&presigned["bucket"], &presigned["expiresIn"]), (&json!("3days-apac"), &json!(3600)));
    let upload = url(&presigned, "uploadUrl");
    assert!(
        upload.starts_with(&client.base)
            && upload.contains("X-Amz-Signature=")
            && upload.contains("X-Amz-Expires=3600")
    );
    assert_eq!(client.get(url(&presigned, "cdnUrl")).status, 404, "nothing is there yet");

    assert_eq!(put(&client, upload, &[("content-type", "image/png")], BYTES).status, 200);
    let file = client.send("GET", url(&presigned, "cdnUrl"), &[], b"").expect("an answer");
    assert_eq!((file.status, file.header("content-type"), &file.bytes[..]), (200, "image/png", BYTES));
    assert_eq!(file.header("access-control-allow-origin"), "*");
    assert_eq!(client.coins(), 1000);
}

#[test]
fn the_older_path_does_the_same() {
    let client = Client::new();
    let presigned = client.post("/api/v1/r2/get_upload_presigned_url", json!({ "key": "a.bin" })).data();
    assert_eq!(
        put(&client, url(&presigned, "uploadUrl"), &[("content-type", "any/thing")], b"x").status,
        200
    );
    assert_eq!(client.get(url(&presigned, "cdnUrl")).text(), "x");
}

#[test]
fn an_upload_must_be_what_was_signed() {
    let client = Client::new();
    let presigned = presign(&client);
    let upload = url(&presigned, "uploadUrl");
    let png = ("content-type", "image/png");
    for (url, headers, body) in [
        (upload.to_string(), &[png, ("authorization", "Bearer sk_emulator")][..], BYTES),
        (upload.to_string(), &[("content-type", "image/jpeg")], BYTES),
        (upload.to_string(), &[png], b"another size"),
        (upload.replace("Signature=", "Signature=0"), &[png], BYTES),
        (upload.replace("face.png", "other.png"), &[png], BYTES),
    ] {
        let answer = put(&client, &url, headers, body);
        assert_eq!((answer.status, answer.header("content-type")), (403, "application/xml"), "{url}");
        assert!(answer.text().contains("<Code>"));
    }
    client.advance(3_600_001);
    assert!(put(&client, upload, &[png], BYTES).text().contains("ExpiredRequest"));
    assert_eq!(client.get(url(&presigned, "cdnUrl")).status, 404);
}

#[test]
fn a_link_serves_parts() {
    let client = Client::new();
    let presigned = presign(&client);
    put(&client, url(&presigned, "uploadUrl"), &[("content-type", "image/png")], BYTES);
    let link = url(&presigned, "cdnUrl");
    let part = |range: &str| client.send("GET", link, &[("range", range)], b"").expect("an answer");

    let middle = part("bytes=2-4");
    assert_eq!(
        (middle.status, middle.text().as_str(), middle.header("content-range")),
        (206, "234", "bytes 2-4/10")
    );
    assert_eq!(part("bytes=-1").text(), "9");
    let beyond = part("bytes=10-");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */10"));

    let head = client.send("HEAD", link, &[], b"").expect("an answer");
    assert_eq!(
        (head.status, head.header("content-length"), head.header("accept-ranges")),
        (200, "10", "bytes")
    );
    assert_eq!(client.send("DELETE", link, &[], b"").expect("an answer").status, 404);
}

#[test]
fn samples_are_there_from_the_start() {
    let client = Client::new();
    for (file, kind) in [("sample-face.jpg", "image/jpeg"), ("sample-video.webm", "video/webm")] {
        let sample = client.get(&format!("/__cdn/samples/{file}"));
        assert_eq!((sample.status, sample.header("content-type")), (200, kind));
        assert!(!sample.bytes.is_empty());
    }
}

#[test]
fn a_transfer_makes_a_copy() {
    let client = Client::new();
    let transfer = |url: &str| client.post("/api/v1/tos/transferToStorage", json!({ "url": url }));
    let sample = client.get("/__cdn/samples/sample-face.jpg").bytes;

    let copy = transfer(&client.url("/__cdn/samples/sample-face.jpg")).data();
    assert_eq!(client.get(url(&copy, "url")).bytes, sample);
    let stand_in = transfer("https://elsewhere.example/movie.mp4").data();
    assert_eq!(client.get(url(&stand_in, "url")).header("content-type"), "video/webm");
    assert_eq!(transfer(&client.url("/__cdn/nothing.jpg")).status, 400);
}

#[test]
fn the_presigned_url_is_for_put_only() {
    let client = Client::new();
    let presigned = presign(&client);
    assert_eq!(client.send("GET", url(&presigned, "uploadUrl"), &[], b"").expect("an answer").status, 405);
}

//! A task from its start to its end, on a clock that the test moves.

use serde_json::{Value, json};

use crate::support::Client;

const STATUS: &str = "/api/v1/userFaceSwapTask/status";

#[test]
fn a_face_swap_goes_through_its_stages() {
    let client = Client::new();
    let path = client.good_swap();
    let fresh = client.get(&path).data();
    assert_eq!(fresh["current_status"], "initialized");
    assert_eq!(
        (&fresh["result_url"], &fresh["error_code"], &fresh["coins"]),
        (&json!(""), &json!(""), &json!(10))
    );
    assert_eq!(
        (&fresh["face_url"], &fresh["name"]),
        (&json!("https://example.com/face.jpg"), &json!("swap"))
    );

    client.advance(1000);
    let running = client.get(&path).data();
    assert_eq!(running["current_status"], "processing");
    assert_eq!((&running["error_code"], &running["faild_message"]), (&Value::Null, &Value::Null));
    assert_eq!(client.get(STATUS).data()[0]["_id"], running["_id"]);

    client.advance(3999);
    assert_eq!(client.get(&path).data()["current_status"], "processing");

    client.advance(1);
    let done = client.get(&path).data();
    assert_eq!((&done["current_status"], &done["error_code"]), (&json!("completed"), &json!("0")));
    for time in ["initialized_time", "processing_time", "completed_time", "createdAt", "updatedAt"] {
        assert!(done[time].as_str().is_some_and(|text| text.ends_with('Z')), "{time} of {done}");
    }
    assert_eq!(done["updatedAt"], done["completed_time"]);
    assert_eq!(client.get(STATUS).data(), json!([]));
    assert_eq!(client.coins(), 990);
}

#[test]
fn the_result_is_a_file_of_the_inputs_kind() {
    let client = Client::new();
    for (input, kind) in
        [("https://example.com/v.mp4", "video/webm"), ("https://example.com/p.PNG?x=1", "image/jpeg")]
    {
        let body = json!({ "name": "swap", "face_url": "https://example.com/f.jpg", "video_url": input });
        let id = client.post("/api/v1/userFaceSwapTask/add", body).data()["_id"].clone();
        client.advance(5000);
        let done = client.post("/api/v1/userFaceSwapTask/batchDetail", json!({ "ids": [id] })).data();
        let file = client.get(done[0]["result_url"].as_str().expect("a URL"));
        assert_eq!((file.status, file.header("content-type")), (200, kind));
    }
}

#[test]
fn a_failed_task_refunds_its_coins() {
    let client = Client::new();
    let id = client.swap("https://example.com/fail-face.jpg").data()["_id"].clone();
    let path = format!("/api/v1/userFaceSwapTask/{}", id.as_str().expect("an id"));
    assert_eq!(client.coins(), 990);
    client.advance(60_000);
    assert_eq!(client.coins(), 1000);
    let record = client.get(&path).data();
    assert_eq!((&record["current_status"], &record["error_code"]), (&json!("failed"), &json!("500")));
    assert_eq!(record["faild_message"], "No face detected in the image");
    assert_eq!((&record["result_url"], &record["hasRefundCoin"]), (&json!(""), &json!(true)));
    client.advance(60_000);
    assert_eq!(client.coins(), 1000);
}

#[test]
fn a_preview_is_polled_by_query() {
    let client = Client::new();
    let body = json!({ "face_url": "https://example.com/f.jpg", "video_url": "https://example.com/v.mp4" });
    let id = client.post("/api/v1/userFaceSwapPreview/add", body).data()["_id"].clone();
    assert_eq!(client.coins(), 999);
    client.advance(5000);
    let done =
        client.get(&format!("/api/v1/userFaceSwapPreview/status?_id={}", id.as_str().expect("an id"))).data();
    assert_eq!((&done["_id"], &done["current_status"]), (&id, &json!("completed")));
    assert!(done["result_url"].as_str().is_some_and(|url| url.ends_with(".jpg")));
    assert_eq!(client.get(STATUS).data(), json!([]), "a preview is no face swap");
}

#[test]
fn deleting_a_queued_task_refunds_its_coins() {
    let client = Client::new();
    let queued = client.good_swap();
    client.delete(&queued).data();
    assert_eq!((client.get(&queued).status, client.coins()), (404, 1000));
    assert_eq!(client.delete(&queued).status, 404);

    let running = client.good_swap();
    client.advance(1000);
    client.delete(&running).data();
    assert_eq!((client.get(&running).status, client.coins()), (404, 990));
}

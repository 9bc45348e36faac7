//! What is special about some families.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::{Extent, UNKNOWN_ID, operation};
use crate::support::schema::assert_described;

const URL: &str = "https://example.com/a.jpg";
const HOUR: u32 = 3_600_000;

/// Starts a task with these inputs besides the required ones, and returns `data`.
fn start(client: &Client, id: &str, inputs: Value) -> Value {
    let start = operation(id);
    let mut body = start.body(UNKNOWN_ID, Extent::Least).expect("a body");
    for (key, value) in inputs.as_object().expect("inputs") {
        body[key] = value.clone();
    }
    let answer = client.post(start.path, body);
    assert_described(&start, &answer);
    answer.data()
}

fn id(record: &Value) -> &str {
    record["_id"].as_str().expect("an id")
}

fn count(client: &Client, path: &str) -> Value {
    client.get(path).data()["count"].clone()
}

#[test]
fn an_avatar_video_makes_progress() {
    let client = Client::new();
    let video = start(&client, "generateAvatarVideo", json!({ "msg": "hello" }));
    let poll = || client.post("/api/v1/video/awsResult", json!({ "_id": video["_id"] })).data()[0].clone();
    assert_eq!((&video["status"], &video["process"], &video["msg"]), (&json!("init"), &json!(0), &json!("")));
    let mut seen = Vec::new();
    for _ in 0..4 {
        client.advance(1250);
        let record = poll();
        seen.push((record["status"].clone(), record["process"].clone()));
    }
    let wanted = [("start", 25), ("process", 50), ("process", 75), ("success", 100)];
    assert_eq!(seen, wanted.map(|(word, percent)| (json!(word), json!(percent))));
    assert_eq!(poll()["diff_s"], 5);
    let detail = client.get(&format!("/api/v1/video/detail?video_id={}", id(&video))).data();
    assert_eq!(detail, poll());
}

#[test]
fn avatar_videos_are_listed_in_their_own_way() {
    let client = Client::new();
    for title in ["one", "two", "three"] {
        start(&client, "generateAvatarVideo", json!({ "title": title }));
    }
    let list = client.get("/api/v1/video/awsList?current=2&pageSize=2").data();
    assert_eq!((&list["current"], &list["total"], &list["success"]), (&json!(2), &json!(3), &json!(true)));
    assert_eq!(list["data"][0]["title"], "one");
    assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
}

#[test]
fn two_backgrounds_exclude_each_other() {
    let client = Client::new();
    let body = json!({ "anchor_id": UNKNOWN_ID, "anchor_type": 0, "audioSrc": URL, "back_id": UNKNOWN_ID, "custom_back_id": UNKNOWN_ID });
    let answer = client.post("/api/v1/video/generate", body);
    assert_eq!((answer.status, &answer.json()["code"]), (400, &json!(30005)));
    assert_eq!(client.coins(), 1000);
}

#[test]
fn one_of_two_inputs_can_be_required() {
    let client = Client::new();
    let answer = client.post("/api/v1/hailuoVideo/start", json!({ "prompt": "a cat" }));
    assert_eq!((answer.status, &answer.json()["msg"]), (400, &json!("image_url or image_urls is required")));
}

#[test]
fn a_start_can_make_several_tasks() {
    let client = Client::new();
    let images = start(&client, "startTextToImage", json!({ "max_images": 3 }));
    assert_eq!((images.as_array().map(Vec::len), client.coins()), (Some(3), 940));
    assert_eq!(count(&client, "/api/v1/userText2Image/allRecords"), 3);

    // One record is published as the answer; the other tasks are in the list.
    let video = start(&client, "startImageToVideo", json!({ "number_of_images": 2 }));
    assert!(video.is_object());
    assert_eq!((count(&client, "/api/v1/userImage2Video/allRecords"), client.coins()), (json!(2), 900));
    start(&client, "startKlingImage", json!({ "n": 9 }));
    assert_eq!((count(&client, "/api/v1/userKlingImage/list"), client.coins()), (json!(9), 720));
}

#[test]
fn a_photobook_has_the_requested_number_of_pictures() {
    let client = Client::new();
    for (inputs, wanted) in [(json!({}), 4), (json!({ "total_count": 16 }), 16)] {
        let book = start(&client, "startPhotobook", inputs);
        assert_eq!(book["image_urls"], json!([]));
        client.advance(HOUR);
        let done = client.get(&format!("/api/v1/userPhotobook/{}", id(&book))).data();
        assert_eq!(done["image_urls"].as_array().map(Vec::len), Some(wanted));
    }
}

#[test]
fn some_tasks_cannot_be_deleted_while_they_run() {
    let client = Client::new();
    for (operation, base) in [
        ("startImageToVideo", "/api/v1/userImage2Video"),
        ("startPhotobook", "/api/v1/userPhotobook"),
        ("startHeadSwap", "/api/v1/headSwap"),
    ] {
        let queued = start(&client, operation, json!({}));
        client.delete(&format!("{base}/{}", id(&queued))).data();
        assert_eq!(client.coins(), 1000, "{operation}");

        let path = format!("{base}/{}", id(&start(&client, operation, json!({ "image_url": URL }))));
        client.advance(1000);
        assert_eq!(client.delete(&path).status, 400);
        client.advance(HOUR);
        client.delete(&path).data();
        assert_eq!(client.coins(), 980);
        client.control("accounts", json!({ "coins": 1000 }));
    }
}

#[test]
fn tasks_can_be_renamed() {
    let client = Client::new();
    for (operation, base) in [
        ("trainVoiceClone", "userVoice"),
        ("startKlingVideo", "klingVideo"),
        ("startKlingOmniVideo", "klingOmni"),
        ("startSeedance2Video", "seedance2Video"),
    ] {
        let path = format!("/api/v1/{base}/{}", id(&start(&client, operation, json!({ "name": "old" }))));
        client.call("PUT", &path, Some(&json!({ "name": "new" }))).data();
        assert_eq!(client.get(&path).data()["name"], "new", "{operation}");
    }
}

#[test]
fn lists_can_be_narrowed_to_a_status() {
    let client = Client::new();
    start(&client, "startFlux2Image", json!({}));
    client.advance(HOUR);
    start(&client, "startFlux2Image", json!({}));
    start(&client, "startFlux2Image", json!({ "name": "fail" }));
    client.advance(2000);
    for (status, wanted) in [("completed", 1), ("processing", 2), ("initialized", 0), ("failed", 0)] {
        assert_eq!(count(&client, &format!("/api/v1/userFlux2/list?status={status}")), wanted, "{status}");
    }
    client.advance(HOUR);
    assert_eq!(count(&client, "/api/v1/userFlux2/list?status=failed"), 1);
    let twins = "/api/v1/userVideoTwin/records";
    start(&client, "createCustomAvatar", json!({}));
    assert_eq!(count(&client, &format!("{twins}?status=pending")), 1);
    client.advance(150_000);
    assert_eq!(count(&client, &format!("{twins}?status=processing")), 1);
}

#[test]
fn containers_differ() {
    let client = Client::new();
    start(&client, "startNanoBanana", json!({}));
    let list = client.get("/api/v1/userNanoBanana/allRecords?pageNum=1&pageSize=5").data();
    assert_eq!(list["list"].as_array().map(Vec::len), Some(1));
    for _ in 0..3 {
        start(&client, "startQwenImage", json!({}));
    }
    let list = client.get("/api/v1/userQwen2Image/list?page=2&page_size=2").data();
    assert_eq!((&list["count"], list["rows"].as_array().map(Vec::len)), (&json!(3), Some(1)));
}

#[test]
fn an_image_has_the_price_that_is_published() {
    let client = Client::new();
    for (inputs, price) in [
        (json!({}), 20),
        (json!({ "quality": "high" }), 35),
        (json!({ "model": "gpt-image-2" }), 25),
        (json!({ "model": "gpt-image-2", "resolution": "2K" }), 35),
        (json!({ "model": "gpt-image-2", "resolution": "4K" }), 45),
    ] {
        assert_eq!(start(&client, "startGptImage", inputs)["coins"], price);
    }
    client.control("accounts", json!({ "coins": 19 }));
    let flux = client.post("/api/v1/userFlux2/start", json!({ "name": "a", "prompt": "a" }));
    assert_eq!((flux.status, &flux.json()["code"]), (402, &json!(402)));
}

#[test]
fn a_failed_task_can_be_retried() {
    let client = Client::new();
    let task = start(&client, "startCaptionRemoval", json!({ "name": "fail" }));
    let path = format!("/api/v1/userCaptionRemoval/{}", id(&task));
    let retry = || client.post("/api/v1/userCaptionRemoval/retry", json!({ "_id": task["_id"] })).status;
    assert_eq!(retry(), 400, "it has not failed yet");
    client.advance(HOUR);
    assert_eq!((client.get(&path).data()["current_status"].clone(), client.coins()), (json!("failed"), 1000));
    assert_eq!((retry(), client.coins()), (200, 990));
    let record = client.get(&path).data();
    assert_eq!((&record["current_status"], &record["failed_message"]), (&json!("initialized"), &json!("")));
    assert_eq!(client.get("/api/v1/userCaptionRemoval/allProcessing").data(), json!([record]));
    client.advance(HOUR);
    assert_eq!(
        (client.get(&path).data()["current_status"].clone(), client.coins()),
        (json!("completed"), 990)
    );
}

#[test]
fn seedance_is_polled_by_its_list() {
    let client = Client::new();
    let steps = json!([{ "current_status": "sent" }, { "current_status": "completed" }]);
    client.control("script", json!({ "operation": "startSeedanceVideo", "looks": steps }));
    start(&client, "startSeedanceVideo", json!({}));
    let poll = || client.get("/api/v1/seedanceVideo/allRecords").data()["rows"][0]["current_status"].clone();
    assert_eq!([poll(), poll()], [json!("sent"), json!("completed")]);
}

#[test]
fn veo_has_a_second_status_and_a_larger_file() {
    let client = Client::new();
    let video = start(&client, "startVeoVideo", json!({}));
    let path = format!("/api/v1/veoVideo/{}", id(&video));
    let large = format!("{path}/1080p");
    assert_eq!((&video["state"], &video["video_output"]), (&json!("waiting"), &json!("")));
    assert_eq!(client.get(&large).status, 202);
    client.advance(5000);
    let done = client.get(&path).data();
    assert_eq!((&done["state"], &done["video_output"]), (&json!("success"), &done["result_url"]));
    assert_eq!(client.get(&large).status, 202);
    client.advance(5000);
    let url = client.get(&large).data()["url"].clone();
    assert_eq!(client.get(url.as_str().expect("a URL")).status, 200);

    let tall = start(&client, "startVeoVideo", json!({ "aspectRatio": "9:16" }));
    assert_eq!(client.get(&format!("/api/v1/veoVideo/{}/1080p", id(&tall))).status, 400);
    assert_eq!(client.get(&format!("/api/v1/veoVideo/{UNKNOWN_ID}/1080p")).status, 404);
}

#[test]
fn a_batch_takes_every_id_once_and_200_at_most() {
    let client = Client::new();
    let task = start(&client, "startMiniMaxH3Video", json!({}));
    let batch = |ids: Vec<Value>| {
        let found = client.post("/api/v1/minimaxH3Video/batchDetail", json!({ "ids": ids })).data();
        found.as_array().map(Vec::len)
    };
    assert_eq!(batch(vec![task["_id"].clone(), task["_id"].clone()]), Some(1));
    let mut many: Vec<Value> = (0..200).map(|n| format!("{n:024x}").into()).collect();
    many.push(task["_id"].clone());
    assert_eq!(batch(many), Some(0));
    assert_eq!(batch(Vec::new()), Some(0));
}

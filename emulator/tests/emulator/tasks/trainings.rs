//! Voices and avatars, which take minutes.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::UNKNOWN_ID;

const MINUTE: u32 = 60_000;
const TWINS: &str = "/api/v1/userVideoTwin";

fn train_voice(client: &Client, name: &str) -> Value {
    let body = json!({ "name": name, "voice_urls": ["https://example.com/a.wav"] });
    client.post("/api/v1/userVoice/training", body).json()
}

fn avatar(client: &Client, input: Value) -> Value {
    client.post(&format!("{TWINS}/startTraining"), input).data()
}

fn of_video(client: &Client) -> Value {
    avatar(client, json!({ "name": "Me", "video_url": "https://example.com/me.mp4" }))
}

#[test]
fn one_voice_is_trained_at_a_time() {
    let client = Client::new();
    let first = train_voice(&client, "one")["data"].clone();
    assert_eq!(first["current_status"], "sent");
    let refused = train_voice(&client, "two");
    assert_eq!((&refused["code"], refused["msg"].is_string()), (&json!(400), true));
    assert_eq!(train_voice(&Client::new(), "two")["code"], 0, "another account");
    let path = format!("/api/v1/userVoice/{}", first["_id"].as_str().expect("an id"));
    let mut statuses = Vec::new();
    for ms in [15_000, 15_000, 90_000] {
        client.advance(ms);
        statuses.push(client.get(&path).data()["current_status"].clone());
    }
    assert_eq!(statuses, ["pendding", "processing", "completed"]);
    assert_eq!(train_voice(&client, "two")["code"], 0);
    let names = |list: &str| -> Vec<Value> {
        let list = client.get(&format!("/api/v1/userVoice/{list}")).data();
        list.as_array().expect("a bare array").iter().map(|voice| voice["name"].clone()).collect()
    };
    assert_eq!(names("trainingRecord"), ["two", "one"]);
    assert_eq!(names("completedRecord"), ["one"]);
}

#[test]
fn an_avatar_becomes_usable_after_minutes() {
    let client = Client::new();
    let twin = of_video(&client);
    let id = twin["_id"].as_str().expect("an id");
    assert_eq!((&twin["anchor_id"], client.coins()), (&Value::Null, 1000));
    let mut statuses = Vec::new();
    for ms in [30_000, 120_000, 240_000, 30_000] {
        client.advance(ms);
        statuses.push(client.get(&format!("{TWINS}/{id}")).data()["current_status"].clone());
    }
    assert_eq!(statuses, ["processing", "training", "generating", "completed"]);
    let anchor = client.get(&format!("{TWINS}/{id}")).data()["anchor_id"].clone();
    let own = client.get(&format!("/api/v1/anchor/character_list?user_video_twin_id={id}")).data();
    assert_eq!((&own[0]["_id"], own.as_array().map(Vec::len)), (&anchor, Some(1)));
    let all = client.post("/api/v1/anchor/list", json!({})).data();
    assert_eq!((&all[0]["type"], &all[1]["type"]), (&json!("custom"), &json!("default")));

    client.post(&format!("{TWINS}/remove"), json!({ "_id": id })).data();
    assert_eq!(client.get(&format!("{TWINS}/{id}")).status, 404);
    assert_eq!(client.post(&format!("{TWINS}/remove"), json!({ "_id": id })).status, 404);
}

#[test]
fn an_avatar_of_an_image_has_a_price() {
    let client = Client::new();
    avatar(&client, json!({ "image_url": "https://example.com/me.jpg" }));
    assert_eq!(client.coins(), 970);
}

#[test]
fn further_training_takes_two_hours_and_a_diamond() {
    let client = Client::new();
    let twin = of_video(&client);
    let continue_training =
        |path: &str| client.post(&format!("{TWINS}/{path}"), json!({ "_id": twin["_id"] }));
    assert_eq!(continue_training("continueTraining").status, 400, "not completed yet");
    client.advance(8 * MINUTE);
    let record = continue_training("continueTranining").data();
    assert_eq!((&record["current_status"], record["anchor_id"].is_string()), (&json!("initialized"), true));
    let balance = || client.get("/api/v1/user/remainingCoins").data();
    assert_eq!(balance()["diamonds"], 9);
    let under_way = || client.get(&format!("{TWINS}/trainingRecords")).data().as_array().map(Vec::len);
    client.advance(119 * MINUTE);
    assert_eq!(under_way(), Some(1));
    client.advance(MINUTE);
    assert_eq!(under_way(), Some(0));
    let done = client.get(&format!("{TWINS}/userRecords")).data()[0].clone();
    assert_eq!((&done["current_status"], &done["anchor_id"]), (&json!("completed"), &record["anchor_id"]));

    client.control("accounts", json!({ "diamonds": 0 }));
    assert_eq!(continue_training("continueTraining").json()["msg"], "Insufficient diamonds");
}

#[test]
fn a_failed_avatar_can_be_retried() {
    let client = Client::new();
    let twin = avatar(&client, json!({ "image_url": "https://example.com/fail.jpg" }));
    client.advance(10 * MINUTE);
    assert_eq!(client.coins(), 1000);
    client.post(&format!("{TWINS}/retry"), json!({ "_id": twin["_id"] })).data();
    assert_eq!(client.coins(), 970);
    client.advance(10 * MINUTE);
    let list = client.get(&format!("{TWINS}/records?status=completed")).data();
    assert_eq!(list["rows"][0]["_id"], twin["_id"]);
    assert_eq!(client.post(&format!("{TWINS}/retry"), json!({})).status, 400);
}

#[test]
fn an_avatar_is_made_into_a_voice_and_an_image_into_an_avatar() {
    let client = Client::new();
    let twin = of_video(&client);
    let voice = client.post(&format!("{TWINS}/addVoiceClone"), json!({ "_id": twin["_id"] })).data();
    assert_eq!((&voice["name"], &voice["current_status"]), (&json!("Me"), &json!("sent")));

    let images = client.post("/api/v1/userText2Image/start", json!({ "prompt": "a face" })).data();
    let add = || client.post("/api/v1/userText2Image/quickAddAvatar", json!({ "_id": images[0]["_id"] }));
    assert_eq!(add().status, 400, "the image is not there yet");
    client.advance(MINUTE);
    assert_eq!(add().data()["current_status"], "initialized");
    assert_eq!(client.coins(), 950);
    let nobody = client.post("/api/v1/userText2Image/quickAddAvatar", json!({ "_id": UNKNOWN_ID }));
    assert_eq!(nobody.status, 404);
}

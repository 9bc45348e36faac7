//! Tasks whose looks are written down beforehand.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::{NOBODY, operation};

fn look(client: &Client, path: &str) -> Value {
    client.get(path).data()
}

#[test]
fn each_look_shows_the_next_page_and_the_last_one_stays() {
    let client = Client::new();
    let looks = json!([
        { "current_status": "sent", "result_url": null },
        { "current_status": "brand_new", "result_url": { "$delete": true }, "deep": { "a": 1 } },
        { "current_status": "completed", "result_url": "https://example.com/done.mp4" },
    ]);
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": looks }));
    let path = client.good_swap();
    client.advance(3_600_000);

    let first = look(&client, &path);
    assert_eq!((&first["current_status"], first.get("result_url")), (&json!("sent"), Some(&Value::Null)));
    let second = look(&client, &path);
    assert_eq!((&second["current_status"], second.get("result_url")), (&json!("brand_new"), None));
    assert_eq!(second["deep"], json!({ "a": 1 }));
    for _ in 0..2 {
        let last = look(&client, &path);
        assert_eq!(
            (&last["current_status"], &last["result_url"]),
            (&json!("completed"), &json!("https://example.com/done.mp4"))
        );
    }
}

#[test]
fn a_list_shows_the_page_without_turning_it() {
    let client = Client::new();
    let looks = json!([{ "current_status": "a" }, { "current_status": "b" }]);
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": looks }));
    let path = client.good_swap();
    let listed = || client.get("/api/v1/userFaceSwapTask/status").data()[0]["current_status"].clone();
    assert_eq!(listed(), "initialized");
    assert_eq!(look(&client, &path)["current_status"], "a");
    assert_eq!(listed(), "a");
    assert_eq!(look(&client, &path)["current_status"], "b");
}

#[test]
fn a_script_is_for_one_task() {
    let client = Client::new();
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": [{ "current_status": "a" }] }));
    let (scripted, usual) = (client.good_swap(), client.good_swap());
    client.advance(5000);
    assert_eq!(look(&client, &scripted)["current_status"], "a");
    assert_eq!(look(&client, &usual)["current_status"], "completed");
}

#[test]
fn a_look_of_null_shows_no_record_yet() {
    let client = Client::new();
    let looks = json!([null, null, { "current_status": "sent" }]);
    client.control("script", json!({ "operation": "startTextToImage", "looks": looks }));
    let start = json!({ "prompt": "a", "name": "a" });
    let started = client.post("/api/v1/userText2Image/start", start).data()[0].clone();
    let path = format!("/api/v1/userText2Image/{}", started["_id"].as_str().expect("an id"));
    let listed = || client.get("/api/v1/userText2Image/allRecords").data();
    let batched =
        || client.post("/api/v1/userText2Image/batchDetail", json!({ "ids": [started["_id"]] })).data();
    assert_eq!(listed()["count"], 1, "before the first look");
    let answer = client.get(&path);
    assert_eq!(
        (answer.status, &answer.json()["code"], answer.json().get("data")),
        (200, &json!(0), Some(&Value::Null))
    );
    assert_eq!((listed()["count"].clone(), listed()["rows"].clone()), (json!(0), json!([])));
    assert_eq!(batched(), json!([]));
    assert_eq!(look(&client, &path)["current_status"], "sent");
    assert_eq!(
        (listed()["count"].clone(), batched()[0]["current_status"].clone()),
        (json!(1), json!("sent"))
    );
}

#[test]
fn a_look_of_null_is_left_out_where_a_record_comes_in_a_list() {
    // Looked at in an array of one, and in a list alone.
    let families =
        [("generateAvatarVideo", "getAvatarVideoStatus"), ("startSeedanceVideo", "listSeedanceVideos")];
    for (start, poll) in families {
        let client = Client::new();
        let looks = json!([null, { "current_status": "sent" }]);
        client.control("script", json!({ "operation": start, "looks": looks }));
        let id = operation(start).send(&client, NOBODY).data()["_id"].clone();
        let seen = || {
            let data = operation(poll).send(&client, id.as_str().expect("an id")).data();
            let rows = data.get("rows").unwrap_or(&data).as_array().cloned().expect("a list");
            rows.iter().map(|row| row["_id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!((seen(), seen()), (vec![], vec![id.clone()]), "{start}");
    }
}

//! Tasks with a script.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::{UNKNOWN_ID, operation};

fn poll(client: &Client, path: &str) -> Value {
    client.get(path).data()
}

#[test]
fn each_poll_shows_the_next_step_and_the_last_one_stays() {
    let client = Client::new();
    let steps = json!([
        { "current_status": "sent", "result_url": null },
        { "current_status": "brand_new", "result_url": { "$delete": true }, "deep": { "a": 1 } },
        { "current_status": "completed", "result_url": "https://example.com/done.mp4" },
    ]);
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": steps }));
    let path = client.good_swap();
    client.advance(3_600_000);

    let first = poll(&client, &path);
    assert_eq!((&first["current_status"], first.get("result_url")), (&json!("sent"), Some(&Value::Null)));
    let second = poll(&client, &path);
    assert_eq!((&second["current_status"], second.get("result_url")), (&json!("brand_new"), None));
    assert_eq!(second["deep"], json!({ "a": 1 }));
    for _ in 0..2 {
        let last = poll(&client, &path);
        assert_eq!(
            (&last["current_status"], &last["result_url"]),
            (&json!("completed"), &json!("https://example.com/done.mp4"))
        );
    }
}

#[test]
fn a_list_shows_the_present_step() {
    let client = Client::new();
    let steps = json!([{ "current_status": "a" }, { "current_status": "b" }]);
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": steps }));
    let path = client.good_swap();
    let listed = || client.get("/api/v1/userFaceSwapTask/status").data()[0]["current_status"].clone();
    assert_eq!(listed(), "initialized");
    assert_eq!(poll(&client, &path)["current_status"], "a");
    assert_eq!(listed(), "a");
    assert_eq!(poll(&client, &path)["current_status"], "b");
}

#[test]
fn a_script_is_for_one_task() {
    let client = Client::new();
    client.control("script", json!({ "operation": "addFaceSwapTask", "looks": [{ "current_status": "a" }] }));
    let (scripted, usual) = (client.good_swap(), client.good_swap());
    client.advance(5000);
    assert_eq!(poll(&client, &scripted)["current_status"], "a");
    assert_eq!(poll(&client, &usual)["current_status"], "completed");
}

#[test]
fn a_step_of_null_shows_no_record_yet() {
    let client = Client::new();
    let steps = json!([null, null, { "current_status": "sent" }]);
    client.control("script", json!({ "operation": "startTextToImage", "looks": steps }));
    let start = json!({ "prompt": "a", "name": "a" });
    let started = client.post("/api/v1/userText2Image/start", start).data()[0].clone();
    let path = format!("/api/v1/userText2Image/{}", started["_id"].as_str().expect("an id"));
    let listed = || client.get("/api/v1/userText2Image/allRecords").data();
    let batched =
        || client.post("/api/v1/userText2Image/batchDetail", json!({ "ids": [started["_id"]] })).data();
    assert_eq!(listed()["count"], 1, "before the first poll");
    let answer = client.get(&path);
    assert_eq!(
        (answer.status, &answer.json()["code"], answer.json().get("data")),
        (200, &json!(0), Some(&Value::Null))
    );
    assert_eq!((listed()["count"].clone(), listed()["rows"].clone()), (json!(0), json!([])));
    assert_eq!(batched(), json!([]));
    assert_eq!(poll(&client, &path)["current_status"], "sent");
    assert_eq!(
        (listed()["count"].clone(), batched()[0]["current_status"].clone()),
        (json!(1), json!("sent"))
    );
}

#[test]
fn a_step_of_null_is_omitted_from_lists() {
    // One family is polled by an array with one record, the other by its list.
    let families =
        [("generateAvatarVideo", "getAvatarVideoStatus"), ("startSeedanceVideo", "listSeedanceVideos")];
    for (start, poll) in families {
        let client = Client::new();
        let steps = json!([null, { "current_status": "sent" }]);
        client.control("script", json!({ "operation": start, "looks": steps }));
        let id = operation(start).send(&client, UNKNOWN_ID).data()["_id"].clone();
        let seen = || {
            let data = operation(poll).send(&client, id.as_str().expect("an id")).data();
            let rows = data.get("rows").unwrap_or(&data).as_array().cloned().expect("a list");
            rows.iter().map(|row| row["_id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!((seen(), seen()), (vec![], vec![id.clone()]), "{start}");
    }
}

//! Lists and batches.

use serde_json::{Value, json};

use crate::support::Client;

fn ids(client: &Client, page: u32, size: u32) -> Vec<Value> {
    let list = client.get(&format!("/api/v1/userFaceSwapTask/records?pageNum={page}&pageSize={size}")).data();
    assert_eq!(list["count"], 5);
    list["rows"].as_array().expect("rows").iter().map(|row| row["_id"].clone()).collect()
}

fn five_swaps(client: &Client) -> Vec<Value> {
    (0..5).map(|_| client.swap("https://example.com/face.jpg").data()["_id"].clone()).collect()
}

#[test]
fn pages_begin_with_the_newest() {
    let client = Client::new();
    let mut made = five_swaps(&client);
    made.reverse();
    assert_eq!(ids(&client, 1, 2), made[..2]);
    assert_eq!(ids(&client, 2, 2), made[2..4]);
    assert_eq!(ids(&client, 3, 2), made[4..]);
    assert_eq!(ids(&client, 4, 2), Vec::<Value>::new());
    assert_eq!(ids(&client, 1, 100), made);
}

#[test]
fn a_batch_omits_unknown_ids() {
    let client = Client::new();
    let made = five_swaps(&client);
    let in_capitals = made[3].as_str().expect("an id").to_uppercase();
    let request = json!({ "ids": [in_capitals, made[3], "0123456789abcdef01234567", made[0]] });
    let batch = client.post("/api/v1/userFaceSwapTask/batchDetail", request).data();
    let found: Vec<&Value> = batch.as_array().expect("records").iter().map(|record| &record["_id"]).collect();
    assert_eq!(found, [&made[3], &made[0]]);
}

#[test]
fn ids_are_all_different() {
    let mut made: Vec<String> = five_swaps(&Client::new()).iter().map(Value::to_string).collect();
    made.sort();
    made.dedup();
    assert_eq!(made.len(), 5);
}

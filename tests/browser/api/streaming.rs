//! A room in which an avatar speaks live.

use a2e_wasm::api::streaming::{JoinStreamingRoom, LeaveStreamingRoom, ListStreamingAvatars, StreamingRoom};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A client, and a room of its.
async fn joined(account: &Account) -> (JsValue, JsValue) {
    let a2e = account.client();
    let avatars = ok(&a2e, "streaming.avatars", &[]).await;
    let wanted = js(&format!("{{ avatar_id: '{}', expire_seconds: 600 }}", text(&avatars, "0._id")));
    let room = ok(&a2e, "streaming.join", &[wanted]).await;
    (a2e, room)
}

/// What a call in a room takes.
fn told(room: &JsValue, words: &str) -> JsValue {
    js(&format!("{{ channel: '{}', {words} }}", text(room, "channel")))
}

#[wasm_bindgen_test]
async fn a_room_is_joined_asked_and_left() {
    let account = Account::new();
    account.command("clock", "{ speed: 0 }").await;
    let (a2e, room) = joined(&account).await;
    round_trip::<StreamingRoom>(&room);
    ok(&a2e, "streaming.setContext", &[told(&room, "text: 'You sell shoes.'")]).await;
    assert!(json(&ok(&a2e, "streaming.getContext", &[told(&room, "")]).await).contains("shoes"));
    ok(&a2e, "streaming.ask", &[told(&room, "text: 'What do you sell?'")]).await;
    ok(&a2e, "streaming.speak", &[told(&room, "text: 'Hello'")]).await;
    assert_eq!(account.coins().await, 990.0);
    ok(&a2e, "streaming.leave", &[told(&room, "")]).await;
    assert_eq!(account.coins().await, 1000.0);
}

#[wasm_bindgen_test]
async fn a_room_that_was_left_is_unknown() {
    let account = Account::new();
    let (a2e, room) = joined(&account).await;
    ok(&a2e, "streaming.leave", &[told(&room, "uid: '5'")]).await;
    let error = fails(&a2e, "streaming.speak", &[told(&room, "text: 'Hello'")]).await;
    has(&error, "{ kind: 'not_found', status: 404 }");
    has(&fails(&a2e, "streaming.leave", &[told(&room, "")]).await, "{ kind: 'not_found', attempts: 1 }");
}

#[wasm_bindgen_test]
async fn leaving_is_tried_again_and_joining_is_not() {
    let account = Account::new();
    let (a2e, room) = joined(&account).await;
    account.fault("leaveStreamingRoom", "{ kind: 'lost' }").await;
    let _clock = Clock::patient();
    ok(&a2e, "streaming.leave", &[told(&room, "uid: 5")]).await;
    account.fault("getStreamingToken", "{ kind: 'lost' }").await;
    let wanted = js(&format!("{{ avatar_id: '{NOBODY}' }}"));
    has(&fails(&a2e, "streaming.join", &[wanted]).await, "{ kind: 'unknown_outcome' }");
    assert_eq!(account.count("getStreamingToken").await, 2.0);
}

#[wasm_bindgen_test]
async fn without_a_free_host_there_is_no_room() {
    let account = Account::new();
    account.faults("getStreamingToken", 0, "{ kind: 'code', code: 1001, msg: 'hosts occupied' }").await;
    let wanted = js(&format!("{{ avatar_id: '{NOBODY}' }}"));
    let _clock = Clock::patient();
    let error = fails(&account.client(), "streaming.join", &[wanted]).await;
    has(&error, "{ code: 1001, outcomeUnknown: false }");
    says(&error, &["hosts occupied"]);
}

#[wasm_bindgen_test]
async fn rust_joins_and_leaves_too() {
    let account = Account::new();
    let (client, plain) = (account.typed(), Default::default());
    let avatars = client.send(&ListStreamingAvatars {}, &plain).await.unwrap();
    let join = JoinStreamingRoom { avatar_id: avatars[0]._id.clone(), expire_seconds: Some(60) };
    let room = client.send(&join, &plain).await.unwrap();
    let leave = LeaveStreamingRoom { channel: room.channel, ..Default::default() };
    client.send(&leave, &plain).await.unwrap();
    assert_eq!(account.count("leaveStreamingRoom").await, 1.0);
}

//! Starts that may have been sent in an earlier life of the caller: `sentAt`.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, LIST, keyed, refused, sent};
use crate::support::*;

/// Options with the time at which the start was sent, so many milliseconds ago.
fn sent_ago(options: &str, ms: f64) -> String {
    format!("{{ ...{options}, sentAt: Date.now() - {ms} }}")
}

#[wasm_bindgen_test]
async fn nothing_is_sent_and_the_list_is_polled_at_once_and_at_what_is_left_of_the_times() {
    for (ago, pauses) in [
        (0.0, &[1000.0, 4000.0, 10_000.0, 15_000.0][..]),
        (3_000.0, &[2000.0, 10_000.0, 15_000.0]),
        (29_000.0, &[1000.0]),
        (30_000.0, &[]),
        (90_000_000.0, &[]),
        // Our clock was set back since.
        (-600_000.0, &[1000.0, 4000.0, 10_000.0, 15_000.0]),
        (-90_000_000.0, &[1000.0, 4000.0, 10_000.0, 15_000.0]),
    ] {
        let account = Account::new();
        let clock = Clock::patient();
        let error = refused(&account.client(), &sent_ago(KEY, ago)).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false }");
        says(&error, &["faceSwap.start: was sent before with this key, and the list does not show its task"]);
        assert_eq!(clock.pauses(), pauses, "{ago}");
        assert_eq!(sent(&account).await, (0.0, pauses.len() as f64 + 1.0), "{ago}");
        assert_eq!(clock.waiting(), 0);
    }
}

#[wasm_bindgen_test]
async fn the_task_is_taken_where_the_list_shows_it() {
    for ago in [0.0, 3_000.0, 60_000.0] {
        let account = Account::new();
        let task = keyed(&account.client(), KEY).await;
        let clock = Clock::patient();
        let found = keyed(&account.client(), &sent_ago(KEY, ago)).await;
        assert_eq!(text(&found, "id"), text(&task, "id"));
        assert_eq!(clock.pauses().len(), 0);
        assert_eq!(sent(&account).await, (1.0, 2.0));
    }
}

#[wasm_bindgen_test]
async fn a_task_that_is_made_late_is_found_by_a_later_poll() {
    let account = Account::new();
    let task = keyed(&account.client(), KEY).await;
    account.faults(LIST, 2, "{ kind: 'data', data: { count: 0, rows: [] } }").await;
    let clock = Clock::patient();
    let found = keyed(&account.client(), &sent_ago(KEY, 2_000.0)).await;
    assert_eq!(text(&found, "id"), text(&task, "id"));
    assert_eq!(clock.pauses(), [3000.0, 10_000.0]);
    assert_eq!(sent(&account).await, (1.0, 4.0));
}

#[wasm_bindgen_test]
async fn with_resend_it_is_sent_when_the_last_poll_found_nothing() {
    let account = Account::new();
    let clock = Clock::patient();
    has(&keyed(&account.client(), &sent_ago(AGAIN, 20_000.0)).await, "{ state: 'queued' }");
    assert_eq!(clock.pauses(), [10_000.0]);
    assert_eq!(sent(&account).await, (1.0, 2.0));
}

#[wasm_bindgen_test]
async fn polls_that_fail_are_no_proof_and_nothing_is_sent() {
    let account = Account::new();
    account.faults(LIST, 0, "{ kind: 'status', status: 403 }").await;
    let _clock = Clock::patient();
    let error = refused(&account.client(), &sent_ago(AGAIN, 0.0)).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    assert_eq!(sent(&account).await, (0.0, 5.0));
}

#[wasm_bindgen_test]
async fn the_task_of_another_start_with_the_key_is_the_end_of_it() {
    let account = Account::new();
    let task = keyed(&account.client(), KEY).await;
    let other = js(&format!("{{ ...{SWAP}, video_url: 'https://a.example/other.mp4' }}"));
    let options = js(&sent_ago(KEY, 0.0));
    let error = fails(&account.client(), "faceSwap.start", &[other, options]).await;
    has(&error, "{ kind: 'validation', field: 'idempotencyKey', outcomeUnknown: true }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    assert_eq!(sent(&account).await, (1.0, 2.0));
}

#[wasm_bindgen_test]
async fn a_run_goes_on_with_the_task_of_an_earlier_life() {
    let account = Account::new();
    account.script(DONE).await;
    keyed(&account.client(), KEY).await;
    let _clock = Clock::patient();
    let options = js(&sent_ago(KEY, 0.0));
    has(&ok(&account.client(), "faceSwap.run", &[js(SWAP), options]).await, "{ state: 'succeeded' }");
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn the_typed_door_has_the_same_rule() {
    use a2e_wasm::api::face_swap::StartFaceSwap;
    use a2e_wasm::{CallOptions, ErrorKind, Key};

    let account = Account::new();
    let _clock = Clock::patient();
    let request = StartFaceSwap {
        name: "Ada".into(),
        face_url: "https://a.example/ada.jpg".into(),
        video_url: "https://a.example/talk.mp4".into(),
        ..Default::default()
    };
    let key = Key {
        key: "order-0001".into(),
        sent_at: Some(js("Date.now()").as_f64().unwrap()),
        ..Default::default()
    };
    let swaps = account.typed().tasks::<StartFaceSwap>();
    let error = swaps.start_once(&request, key.clone(), &CallOptions::default()).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::UnknownOutcome);
    assert_eq!(sent(&account).await, (0.0, 5.0));
    // Both doors make the same tag.
    let task = keyed(&account.client(), KEY).await;
    let found = swaps.start_once(&request, key, &CallOptions::default()).await.unwrap();
    assert_eq!(found.id, text(&task, "id"));
    assert_eq!(account.count(ADD).await, 1.0);
}

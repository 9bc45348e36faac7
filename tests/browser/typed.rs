//! The typed door: structs instead of objects of JavaScript.

use a2e_wasm::api::face_swap::{FaceSwapTask, StartFaceSwap};
use a2e_wasm::api::miscellaneous::RemainingCoins;
use a2e_wasm::{
    CallOptions, Client, ClientOptions, ErrorKind, Headers, PollOptions, TaskState, Tasks, WaitOptions,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

fn swap() -> StartFaceSwap {
    StartFaceSwap {
        name: "Ada".into(),
        face_url: "https://a.example/ada.jpg".into(),
        video_url: "https://a.example/talk.mp4".into(),
        ..Default::default()
    }
}

fn swaps(account: &Account) -> Tasks<StartFaceSwap> {
    account.typed().tasks()
}

const PLAIN: CallOptions =
    CallOptions { signal: JsValue::UNDEFINED, timeout_ms: None, max_retries: None, headers: Headers::new() };

#[wasm_bindgen_test]
async fn send_gives_a_typed_answer() {
    let coins = Account::new().typed().send(&RemainingCoins {}, &PLAIN).await.unwrap();
    assert_eq!((coins.coins, coins.diamonds), (1000.0, Some(10.0)));
}

#[wasm_bindgen_test]
async fn a_start_whose_answer_is_of_another_shape_names_its_task() {
    let account = Account::new();
    let data = format!("{{\"code\":0,\"data\":{{\"_id\":\"{NOBODY}\",\"coins\":\"ten\"}}}}");
    let body = format!("{{ kind: 'body', contentType: 'application/json', body: '{data}' }}");
    account.fault("addFaceSwapTask", &body).await;
    let error = account.typed().send(&swap(), &PLAIN).await.err().unwrap();
    assert_eq!((error.kind(), error.task_id()), (ErrorKind::UnknownOutcome, Some(NOBODY)));
    assert!(error.is_outcome_unknown());
}

#[wasm_bindgen_test]
async fn a_detail_that_is_null_is_not_found_for_now() {
    let account = Account::new();
    let task = swaps(&account).start(&swap(), &PLAIN).await.unwrap();
    account.fault("getFaceSwapTask", "{ kind: 'data', data: null }").await;
    let error = swaps(&account).get(&task.id, &PLAIN).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::NotFound, true));
    assert_eq!(
        error.to_string(),
        "faceSwap: the answer holds no record of it. A task that was just started may not be there yet"
    );
}

#[wasm_bindgen_test]
async fn wrong_input_names_the_family_or_the_request() {
    let (account, bad) = (Account::new(), CallOptions { headers: Headers::new().with("host", "a"), ..PLAIN });
    let swaps = swaps(&account);
    for error in [
        swaps.get("x", &PLAIN).await.unwrap_err(),
        swaps.start(&StartFaceSwap::default(), &PLAIN).await.err().unwrap(),
        swaps.wait("x", WaitOptions::default()).await.err().unwrap(),
        swaps.batch(&[], &PLAIN).await.unwrap_err(),
        swaps.rename(NOBODY, "Bob", &PLAIN).await.unwrap_err(),
        swaps.list(0, 10, &PLAIN).await.unwrap_err(),
    ] {
        assert!(error.to_string().starts_with("faceSwap: "), "{error}");
    }
    let error = account.typed().send(&StartFaceSwap::default(), &PLAIN).await.unwrap_err();
    assert!(error.to_string().starts_with("POST /api/v1/userFaceSwapTask/add: "), "{error}");
    let error = account.typed().send(&RemainingCoins {}, &bad).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /api/v1/user/remainingCoins: headers: option `host` is not this client's to set"
    );
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn send_gives_a_typed_error() {
    let client = Account::named("sk_free_").typed();
    let error = client.send(&RemainingCoins {}, &PLAIN).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Permission, Some(403)));
    assert!(error.trace_id().is_some() && !error.is_retryable() && !error.is_outcome_unknown());
    assert!(error.to_string().contains("free users"));
}

#[wasm_bindgen_test]
async fn a_start_sends_what_is_set_and_nothing_else() {
    let account = Account::new();
    let task = swaps(&account).start(&swap(), &PLAIN).await.unwrap();
    assert_eq!((task.family, task.state, task.coins()), ("faceSwap", TaskState::Queued, Some(10.0)));
    assert_eq!(task.record::<FaceSwapTask>().unwrap().name.as_deref(), Some("Ada"));
    assert_eq!(json(&get(&account.log().await, "0.body")), json(&js(SWAP)));
}

#[wasm_bindgen_test]
async fn a_start_without_a_field_is_refused_like_any_other() {
    let account = Account::new();
    let error = swaps(&account).start(&StartFaceSwap::default(), &PLAIN).await.err().unwrap();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Validation, Some("name")));
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_lost_start_says_that_its_outcome_is_unknown() {
    let account = Account::new();
    account.fault("addFaceSwapTask", "{ kind: 'lost' }").await;
    let error = swaps(&account).start(&swap(), &PLAIN).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::UnknownOutcome);
    assert!(error.is_outcome_unknown() && !error.is_retryable());
    assert_eq!(account.count("addFaceSwapTask").await, 1.0);
}

#[wasm_bindgen_test]
async fn get_list_batch_and_delete_give_typed_records() {
    let account = Account::new();
    let swaps = swaps(&account);
    let first = swaps.start(&swap(), &PLAIN).await.unwrap().id;
    let second = swaps.start(&swap(), &PLAIN).await.unwrap().id;
    assert_eq!(swaps.get(&first, &PLAIN).await.unwrap()._id, first);
    let page = swaps.list(1, 1, &PLAIN).await.unwrap();
    assert_eq!((page.total, page.page, page.page_size, page.has_more), (Some(2.0), 1, 1, true));
    assert_eq!(page.items[0]._id, second);
    let records = swaps.batch(&[first.clone(), NOBODY.into()], &PLAIN).await.unwrap();
    assert_eq!(records.iter().map(|record| &record._id).collect::<Vec<_>>(), [&first]);
    swaps.delete(&first, &PLAIN).await.unwrap();
    assert_eq!(swaps.get(&first, &PLAIN).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[wasm_bindgen_test]
async fn list_all_gives_every_record() {
    let account = Account::new();
    let swaps = swaps(&account);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, swaps.start(&swap(), &PLAIN).await.unwrap().id);
    }
    let mut records = swaps.list_all(2, PLAIN).unwrap();
    let mut found = Vec::new();
    while let Some(record) = records.next().await.unwrap() {
        found.push(record._id);
    }
    assert_eq!(found, ids);
}

#[wasm_bindgen_test]
async fn wait_gives_the_finished_task() {
    let account = Account::new();
    account.script(DONE).await;
    let swaps = swaps(&account);
    let task = swaps.start(&swap(), &PLAIN).await.unwrap();
    let done = swaps.wait(&task.id, WaitOptions::default()).await.unwrap();
    assert_eq!(
        (done.state, done.urls()),
        (TaskState::Succeeded, vec!["https://a.example/done.mp4".to_string()])
    );
}

#[wasm_bindgen_test]
async fn wait_ends_at_its_deadline_and_names_the_task() {
    let account = Account::new();
    account.script(ENDLESS).await;
    let swaps = swaps(&account);
    let task = swaps.start(&swap(), &PLAIN).await.unwrap();
    let _clock = Clock::patient();
    let poll = PollOptions { timeout_ms: Some(5000.0), ..Default::default() };
    let error = swaps.wait(&task.id, WaitOptions { poll, ..Default::default() }).await.err().unwrap();
    assert_eq!((error.kind(), error.task_id()), (ErrorKind::TaskTimeout, Some(task.id.as_str())));
}

#[wasm_bindgen_test]
fn neither_display_nor_debug_of_an_error_holds_the_token() {
    let options = ClientOptions { token: a2e_wasm::Token::Text("sk_sec ret".into()), ..Default::default() };
    let error = Client::new(options).err().unwrap();
    assert!(!format!("{error} {error:?}").contains("sk_sec"));
}

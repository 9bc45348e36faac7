//! Seedance 1.5 Pro, whose tasks are looked at in the list.

use a2e_wasm::TaskState;
use a2e_wasm::api::seedance_1_5_pro::StartSeedanceVideo;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const VIDEO: &str = "{ prompt: 'a sea' }";
const LOOKS: &str = "[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/v.mp4' }]";

#[wasm_bindgen_test]
async fn a_wait_looks_at_the_list() {
    let account = Account::new();
    account.script_of("startSeedanceVideo", LOOKS).await;
    let a2e = account.client();
    let _clock = Clock::patient();
    let done = ok(&a2e, "seedanceVideos.run", &[js(VIDEO)]).await;
    has(&done, "{ family: 'seedanceVideos', state: 'succeeded', urls: ['https://a.example/v.mp4'] }");
    assert_eq!(account.count("listSeedanceVideos").await, 2.0);
    let look = get(&account.log().await, "1");
    has(&look, "{ path: '/api/v1/seedanceVideo/allRecords' }");
    assert_eq!(text(&look, "query.pageNum"), "1");
}

#[wasm_bindgen_test]
async fn a_wait_by_id_looks_there_too() {
    let account = Account::new();
    account.script_of("startSeedanceVideo", LOOKS).await;
    let task = ok(&account.client(), "seedanceVideos.start", &[js(VIDEO)]).await;
    let _clock = Clock::patient();
    let client = account.typed();
    let videos = client.tasks::<StartSeedanceVideo>();
    let done = videos.wait(&text(&task, "id"), Default::default()).await.unwrap();
    assert_eq!((done.state, done.urls().len()), (TaskState::Succeeded, 1));
}

#[wasm_bindgen_test]
async fn what_the_list_does_not_hold_is_not_found() {
    let account = Account::new();
    let _clock = Clock::patient();
    let error = fails(&account.client(), "seedanceVideos.wait", &[NOBODY.into()]).await;
    has(&error, &format!("{{ kind: 'not_found', taskId: '{NOBODY}' }}"));
    assert_eq!(account.count("listSeedanceVideos").await, 3.0);
}

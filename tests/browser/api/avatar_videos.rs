//! Avatar videos: their own words, their own route of a look.

use a2e_wasm::api::avatar_videos::{AvatarVideoTask, DetectLanguage, StartAvatarVideo};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const VIDEO: &str =
    "{ anchor_id: 'bc7b36fe4d2924e49800d9b3', anchor_type: 0, audioSrc: 'https://a.example/1.mp3' }";

/// Starts an avatar video whose looks show this.
async fn started(account: &Account, looks: &str) -> (JsValue, JsValue) {
    account.script_of("generateAvatarVideo", looks).await;
    let a2e = account.client();
    let task = ok(&a2e, "avatarVideos.start", &[js(VIDEO)]).await;
    (a2e, task)
}

#[wasm_bindgen_test]
async fn a_look_is_a_post_and_its_array_of_one_is_the_record() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ status: 'process', process: 42 }]").await;
    has(&task, "{ family: 'avatarVideos', state: 'queued', status: 'init' }");
    let record = ok(&a2e, "avatarVideos.get", &[get(&task, "id")]).await;
    has(&record, "{ status: 'process', process: 42 }");
    let look = get(&account.log().await, "1");
    has(&look, "{ method: 'POST', path: '/api/v1/video/awsResult', query: {} }");
    assert_eq!(json(&get(&look, "body")), format!("{{\"_id\":\"{}\"}}", text(&task, "id")));
}

#[wasm_bindgen_test]
async fn an_empty_array_is_no_record() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ status: 'process' }]").await;
    account.fault("getAvatarVideoStatus", "{ kind: 'data', data: [] }").await;
    let error = fails(&a2e, "avatarVideos.get", &[get(&task, "id")]).await;
    has(&error, "{ kind: 'not_found', status: 200, path: '/api/v1/video/awsResult', outcomeUnknown: false }");
}

#[wasm_bindgen_test]
async fn a_run_tells_the_progress_and_gives_the_result() {
    let account = Account::new();
    let looks = "[{ status: 'start', process: 0 }, { status: 'process', process: 42 }, { status: 'copy', process: '99' },
        { status: 'success', process: 100, result: 'https://a.example/v.mp4' }]";
    account.script_of("generateAvatarVideo", looks).await;
    js("globalThis.told = []");
    let _clock = Clock::patient();
    let options = js("{ onProgress: (task) => told.push([task.state, task.progress]) }");
    let task = ok(&account.client(), "avatarVideos.run", &[js(VIDEO), options]).await;
    has(&task, "{ state: 'succeeded', status: 'success', progress: 100, urls: ['https://a.example/v.mp4'] }");
    let told = r#"[["queued",0],["queued",0],["running",42],["running",99],["succeeded",100]]"#;
    assert_eq!(json(&js("told")), told);
}

#[wasm_bindgen_test]
async fn a_failure_tells_its_reason_and_a_note_is_none() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ status: 'fail', msg: 'no face in the avatar' }]").await;
    let error = fails(&a2e, "avatarVideos.wait", &[task]).await;
    has(&error, "{ kind: 'task_failed' }");
    says(&error, &["no face in the avatar"]);
    let (a2e, task) =
        started(&account, "[{ status: 'success', msg: 'a note', result: 'https://a.example/x' }]").await;
    has(&ok(&a2e, "avatarVideos.wait", &[task]).await, "{ state: 'succeeded', failure: undefined }");
}

#[wasm_bindgen_test]
async fn backgrounds_exclude_each_other_and_speech_is_needed() {
    let account = Account::new();
    let a2e = account.client();
    for (change, words) in [
        ("back_id: 'a', custom_back_id: 'b'", ["back_id", "custom_back_id"]),
        ("audioSrc: undefined", ["audioSrc", "custom_voice"]),
    ] {
        let error = fails(&a2e, "avatarVideos.start", &[js(&format!("{{ ...{VIDEO}, {change} }}"))]).await;
        has(&error, "{ kind: 'validation' }");
        says(&error, &words);
    }
    account.sent_nothing().await;
    let voiced = format!(
        "{{ ...{VIDEO}, audioSrc: undefined, custom_voice: 'https://a.example/1.mp3', back_id: '{NOBODY}' }}"
    );
    has(&ok(&a2e, "avatarVideos.start", &[js(&voiced)]).await, "{ status: 'init' }");
}

#[wasm_bindgen_test]
async fn its_list_is_paged_in_a_way_of_its_own() {
    let account = Account::new();
    let a2e = account.client();
    for title in ["one", "two", "three"] {
        ok(&a2e, "avatarVideos.start", &[js(&format!("{{ ...{VIDEO}, title: '{title}' }}"))]).await;
    }
    let page = ok(&a2e, "avatarVideos.list", &[js("{ page: 2, pageSize: 2 }")]).await;
    has(&page, "{ page: 2, pageSize: 2, hasMore: false }");
    has(&get(&page, "items.0"), "{ title: 'one' }");
    has(&get(&account.log().await, "3"), "{ query: { current: '2', pageSize: '2' } }");
}

#[wasm_bindgen_test]
async fn detail_is_the_newer_look() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ status: 'process' }]").await;
    let record = ok(&a2e, "avatarVideos.detail", &[get(&task, "id")]).await;
    assert_eq!(text(&record, "_id"), text(&task, "id"));
    let look = get(&account.log().await, "1");
    has(&look, "{ method: 'GET', path: '/api/v1/video/detail' }");
    assert_eq!(text(&look, "query.video_id"), text(&task, "id"));
}

#[wasm_bindgen_test]
async fn a_deleted_video_is_not_found() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ status: 'success', result: 'https://a.example/x' }]").await;
    ok(&a2e, "avatarVideos.delete", &[task.clone()]).await;
    let error = fails(&a2e, "avatarVideos.get", &[get(&task, "id")]).await;
    has(&error, "{ kind: 'not_found' }");
}

#[wasm_bindgen_test]
async fn records_come_back_from_their_struct_as_they_were() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "avatarVideos.start", &[js(VIDEO)]).await;
    account.command("clock", "{ advanceMs: 60000 }").await;
    let client = account.typed();
    let videos = client.tasks::<StartAvatarVideo>();
    let record = videos.get(&text(&task, "id"), &Default::default()).await.unwrap();
    assert_eq!((record.status.as_deref(), record.process), (Some("success"), Some(100)));
    round_trip::<AvatarVideoTask>(&js(
        "{ _id: 'bc7b36fe4d2924e49800d9b3', title: 't', status: 'success', process: 100, result: 'https://a.example/v.mp4' }",
    ));
}

#[wasm_bindgen_test]
async fn the_language_of_a_text_is_a_bare_string() {
    let account = Account::new();
    let words = js("{ msg: 'こんにちは' }");
    assert_eq!(ok(&account.client(), "languages.detect", &[words]).await, "ja-JP");
    let typed = DetectLanguage { msg: "Guten Tag".into() };
    assert_eq!(account.typed().send(&typed, &Default::default()).await.unwrap(), "en-US");
}

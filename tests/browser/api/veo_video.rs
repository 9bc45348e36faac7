//! Veo videos: two forms of a record, and a file that comes later.

use a2e_wasm::api::veo_video::{GetVeoVideo1080p, StartVeoVideo};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn the_prompt_must_be_sent_and_may_be_empty() {
    let account = Account::new();
    let a2e = account.client();
    has(&ok(&a2e, "veoVideos.start", &[js("{ prompt: '' }")]).await, "{ family: 'veoVideos' }");
    has(&get(&account.log().await, "0"), "{ body: { prompt: '' } }");
    let typed = StartVeoVideo::default();
    account.typed().tasks().start(&typed, &Default::default()).await.unwrap();
    for params in ["{}", "{ prompt: null }", "{ prompt: 5 }"] {
        has(&fails(&a2e, "veoVideos.start", &[js(params)]).await, "{ kind: 'validation', field: 'prompt' }");
    }
}

#[wasm_bindgen_test]
fn the_other_form_of_a_record_is_understood() {
    let a2e = Account::new().client();
    for (members, view) in [
        ("state: 'waiting'", "{ state: 'queued', status: 'waiting' }"),
        ("state: 'running'", "{ state: 'running' }"),
        (
            "state: 'success', video_output: 'https://a.example/x'",
            "{ state: 'succeeded', urls: ['https://a.example/x'] }",
        ),
        (
            "current_status: 'completed', state: 'running', result_url: 'https://a.example/y'",
            "{ state: 'succeeded', urls: ['https://a.example/y'] }",
        ),
        (
            "state: 'fail', fail_reason: 'no'",
            "{ state: 'failed', failure: { code: undefined, message: 'no' } }",
        ),
    ] {
        let record = js(&format!("{{ _id: '{NOBODY}', {members} }}"));
        has(&invoke(&a2e, "veoVideos.task", &[record]).unwrap(), view);
    }
}

#[wasm_bindgen_test]
async fn one_address_in_both_forms_is_one_result() {
    let account = Account::new();
    let looks = "[{ current_status: 'completed', state: 'success', result_url: 'https://a.example/x', video_output: 'https://a.example/x' }]";
    account.script_of("startVeoVideo", looks).await;
    let _clock = Clock::patient();
    let done = ok(&account.client(), "veoVideos.run", &[js("{ prompt: 'a sea' }")]).await;
    has(&done, "{ urls: ['https://a.example/x'] }");
}

#[wasm_bindgen_test]
async fn the_file_of_1080p_is_ready_later() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    let task = ok(&a2e, "veoVideos.start", &[js("{ prompt: 'a sea', aspectRatio: '16:9' }")]).await;
    account.command("clock", "{ advanceMs: 5500 }").await;
    let id = || get(&task, "id");
    assert_eq!(json(&ok(&a2e, "veoVideos.get1080p", &[id()]).await), r#"{"ready":false}"#);
    let (client, plain) = (account.typed(), Default::default());
    let request = GetVeoVideo1080p { id: text(&task, "id") };
    assert_eq!(client.send(&request, &plain).await.unwrap().ready, Some(false));

    account.command("clock", "{ advanceMs: 60000 }").await;
    let file = ok(&a2e, "veoVideos.get1080p", &[id()]).await;
    assert!(text(&file, "url").starts_with(EMULATOR));
    let typed = client.send(&request, &plain).await.unwrap();
    assert_eq!((typed.ready, typed.url), (None, get(&file, "url").as_string()));
    // Neither answer was asked for twice.
    assert_eq!(account.count("getVeoVideo1080p").await, 4.0);
}

#[wasm_bindgen_test]
async fn an_unknown_video_has_no_file() {
    let error = fails(&Account::new().client(), "veoVideos.get1080p", &[NOBODY.into()]).await;
    has(&error, "{ kind: 'not_found', status: 404 }");
}

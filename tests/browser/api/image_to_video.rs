//! Image to video: several videos of one start, and prompts that a language model extends.

use a2e_wasm::api::image_to_video::{ExtendPrompt, MarkImageToVideoShared};
use a2e_wasm::{CallOptions, ErrorKind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const VIDEO: &str = "{ image_url: 'https://a.example/1.jpg', prompt: 'she smiles' }";
const PROMPT: &str = "{ reference_id: 'bc7b36fe4d2924e49800d9b3', image_url: 'https://a.example/1.jpg', prompt: 'smile', negative_prompt: 'blur' }";

#[wasm_bindgen_test]
async fn several_videos_that_are_answered_are_all_waited_for() {
    let account = Account::new();
    let a2e = account.client();
    let done =
        |url: &str| format!("[{{ current_status: 'completed', result_url: 'https://a.example/{url}' }}]");
    let mut records = Vec::new();
    for url in ["1", "2"] {
        account.script_of("startImageToVideo", &done(url)).await;
        records.push(json(&get(&ok(&a2e, "imageToVideo.start", &[js(VIDEO)]).await, "record")));
    }
    let both = records.join(",");
    account.fault("startImageToVideo", &format!("{{ kind: 'data', data: [{both}] }}")).await;
    let _clock = Clock::patient();
    let two = js(&format!("{{ ...{VIDEO}, number_of_images: 2 }}"));
    let task = ok(&a2e, "imageToVideo.run", &[two]).await;
    has(&task, "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/2'] }");
}

#[wasm_bindgen_test]
async fn of_several_videos_the_first_may_be_all_that_is_answered() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "imageToVideo.start", &[js(&format!("{{ ...{VIDEO}, number_of_images: 3 }}"))]).await;
    has(&task, "{ siblings: undefined }");
    has(&ok(&a2e, "imageToVideo.list", &[]).await, "{ total: 3 }");
    assert_eq!(account.coins().await, 940.0);
}

#[wasm_bindgen_test]
async fn a_video_under_way_cannot_be_deleted() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "imageToVideo.start", &[js(VIDEO)]).await;
    account.command("clock", "{ speed: 0 }").await;
    account.command("clock", "{ advanceMs: 3000 }").await;
    has(&fails(&a2e, "imageToVideo.delete", &[get(&task, "id")]).await, "{ status: 400 }");
    account.command("clock", "{ advanceMs: 60000 }").await;
    ok(&a2e, "imageToVideo.delete", &[get(&task, "id")]).await;
}

#[wasm_bindgen_test]
async fn a_prompt_is_extended() {
    let account = Account::new();
    let extended = ok(&account.client(), "imageToVideo.extendPrompt", &[js(PROMPT)]).await;
    assert!(extended.is_object(), "{}", json(&extended));
    let plain = js(&format!("{{ ...{PROMPT}, stream: false }}"));
    let plain = ok(&account.client(), "imageToVideo.extendPrompt", &[plain]).await;
    assert_eq!(json(&plain), json(&extended));
}

#[wasm_bindgen_test]
async fn events_are_no_answer_that_a_typed_call_can_give() {
    let account = Account::new();
    let a2e = account.client();
    let streaming = format!("{{ ...{PROMPT}, stream: true }}");
    let between = format!("{{ ...{streaming}, end_image_url: 'https://a.example/2.jpg' }}");
    for (method, params) in
        [("imageToVideo.extendPrompt", &streaming), ("imageToVideo.extendFlf2vPrompt", &between)]
    {
        let error = fails(&a2e, method, &[js(params)]).await;
        has(&error, "{ kind: 'unsupported', field: 'stream', retryable: false, outcomeUnknown: false }");
        says(&error, &["raw: true", "prompt_extension"]);
    }
    let typed = ExtendPrompt { stream: Some(true), ..serde_wasm_bindgen::from_value(js(PROMPT)).unwrap() };
    let error = account.typed().send(&typed, &CallOptions::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Unsupported, Some("stream")));
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_raw_call_gives_the_events() {
    let account = Account::new();
    let path = "/api/v1/userImage2Video/prompt_extension".into();
    let options = js(&format!("{{ body: {{ ...{PROMPT}, stream: true }}, raw: true }}"));
    let answer = ok(&account.client(), "call", &["POST".into(), path, options]).await;
    has(&answer, "{ status: 200, bodyUsed: false }");
    let events = ok(&answer, "text", &[]).await.as_string().unwrap();
    for event in ["event: delta", "event: result", "event: done"] {
        assert!(events.contains(event), "{events}");
    }
}

#[wasm_bindgen_test]
async fn marks_go_out_with_an_id_and_no_body() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "imageToVideo.start", &[js(VIDEO)]).await;
    for mark in ["markShared", "markDownloaded", "markCopied"] {
        ok(&a2e, &format!("imageToVideo.{mark}"), &[get(&task, "id")]).await;
        let error = fails(&a2e, &format!("imageToVideo.{mark}"), &[js("'..'")]).await;
        has(&error, "{ kind: 'validation', field: 'id' }");
    }
    has(&get(&account.log().await, "1"), "{ method: 'POST', query: {} }");
    let mark = MarkImageToVideoShared { id: text(&task, "id") };
    account.typed().send(&mark, &CallOptions::default()).await.unwrap();
    assert_eq!(account.count("markImageToVideoShared").await, 2.0);
}

/// The pauses of a run that ends at its first look, where the service tells this of how long a video takes.
async fn pauses_of_a_run(average: &str) -> Vec<f64> {
    let account = Account::new();
    account
        .script_of(
            "startImageToVideo",
            "[{ current_status: 'completed', result_url: 'https://a.example/x' }]",
        )
        .await;
    account.fault("getImageToVideoAvgProcessingTime", average).await;
    let clock = Clock::patient();
    has(&ok(&account.client(), "imageToVideo.run", &[js(VIDEO)]).await, "{ state: 'succeeded' }");
    assert_eq!(account.count("getImageToVideoAvgProcessingTime").await, 1.0);
    clock.pauses()
}

#[wasm_bindgen_test]
async fn the_first_look_waits_as_long_as_a_video_takes_on_average() {
    for (data, first) in [
        ("6", 6_000.0),
        ("6500", 6_500.0),
        ("{ avg: 7.5 }", 7_500.0),
        ("{ unit: 's', seconds: 8 }", 8_000.0),
        // Neither before the usual pause, nor after the longest.
        ("0.5", 2_000.0),
        ("90", 10_000.0),
        ("-1", 2_000.0),
        ("{}", 2_000.0),
        ("null", 2_000.0),
        ("'soon'", 2_000.0),
    ] {
        let pauses = pauses_of_a_run(&format!("{{ kind: 'data', data: {data} }}")).await;
        assert_eq!(pauses, [0.0, first], "{data}");
    }
}

#[wasm_bindgen_test]
async fn a_refused_average_changes_nothing() {
    for status in [403, 404, 500] {
        let pauses = pauses_of_a_run(&format!("{{ kind: 'status', status: {status} }}")).await;
        assert_eq!(pauses, [0.0, 2_000.0]);
    }
}

#[wasm_bindgen_test]
async fn the_average_is_asked_once_and_for_new_videos_only() {
    let account = Account::new();
    for _ in 0..3 {
        account
            .script_of(
                "startImageToVideo",
                "[{ current_status: 'completed', result_url: 'https://a.example/x' }]",
            )
            .await;
    }
    let a2e = account.client();
    let old = ok(&a2e, "imageToVideo.start", &[js(VIDEO)]).await;
    let _clock = Clock::patient();
    ok(&a2e, "imageToVideo.wait", &[old]).await;
    assert_eq!(account.count("getImageToVideoAvgProcessingTime").await, 0.0);
    ok(&a2e, "imageToVideo.run", &[js(VIDEO)]).await;
    ok(&a2e, "imageToVideo.run", &[js(VIDEO)]).await;
    assert_eq!(account.count("getImageToVideoAvgProcessingTime").await, 1.0);
}

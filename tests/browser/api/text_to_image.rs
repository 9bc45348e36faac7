//! Text to image: a start that answers several tasks, or is done at once.

use a2e_wasm::api::text_to_image::{QuickAddAvatar, StartTextToImage};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const THREE: &str = "{ prompt: 'a sea', max_images: 3 }";

/// The looks at a picture that is done at the second.
fn looks(url: &str) -> String {
    format!(
        "[{{ current_status: 'processing' }}, {{ current_status: 'completed', image_urls: ['https://a.example/{url}'] }}]"
    )
}

#[wasm_bindgen_test]
async fn every_picture_is_a_task_and_the_wait_ends_with_the_last() {
    let account = Account::new();
    for url in ["1", "2", "3"] {
        account.script_of("startTextToImage", &looks(url)).await;
    }
    let a2e = account.client();
    let task = ok(&a2e, "textToImage.start", &[js(THREE)]).await;
    has(&task, "{ family: 'textToImage', state: 'queued', urls: [] }");
    assert_eq!(number(&task, "siblings.length"), 2.0);
    // Kept somewhere and read again, the siblings are still known.
    let stored = js_sys::JSON::parse(&json(&task)).unwrap();
    let _clock = Clock::patient();
    let done = ok(&a2e, "textToImage.wait", &[stored]).await;
    has(
        &done,
        "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/2', 'https://a.example/3'] }",
    );
    has(&get(&done, "siblings.1"), "{ state: 'succeeded', urls: ['https://a.example/3'] }");
    // All are looked at together.
    assert_eq!(account.count("getTextToImage").await, 0.0);
    assert_eq!(account.count("batchGetTextToImages").await, 2.0);
    assert_eq!(account.coins().await, 940.0);
}

#[wasm_bindgen_test]
async fn rust_waits_for_all_of_them_in_a_run() {
    let account = Account::new();
    for url in ["1", "2"] {
        account.script_of("startTextToImage", &looks(url)).await;
    }
    let _clock = Clock::patient();
    let request = StartTextToImage { prompt: "a sea".into(), max_images: Some(2), ..Default::default() };
    let client = account.typed();
    let done = client.tasks().run(&request, Default::default()).await.unwrap();
    assert_eq!(
        (done.urls(), done.siblings().len()),
        (vec!["https://a.example/1".to_string(), "https://a.example/2".to_string()], 1)
    );
}

#[wasm_bindgen_test]
async fn one_picture_that_fails_fails_the_wait() {
    let account = Account::new();
    account.script_of("startTextToImage", &looks("1")).await;
    let failed = "[{ current_status: 'failed', failed_message: 'no sea', failed_code: 7 }]";
    account.script_of("startTextToImage", failed).await;
    let _clock = Clock::patient();
    let error =
        fails(&account.client(), "textToImage.run", &[js("{ prompt: 'a sea', max_images: 2 }")]).await;
    has(&error, "{ kind: 'task_failed', code: 7 }");
    has(&get(&error, "task"), "{ urls: ['https://a.example/1'] }");
    says(&error, &["no sea"]);
}

#[wasm_bindgen_test]
async fn a_start_that_answers_finished_pictures_needs_no_look() {
    let account = Account::new();
    let older = format!(
        "{{ _id: '{NOBODY}', current_status: 'completed', image_urls: ['https://a.example/1', 'https://a.example/2'] }}"
    );
    account.fault("startTextToImage", &format!("{{ kind: 'data', data: {older} }}")).await;
    let done = ok(&account.client(), "textToImage.run", &[js("{ prompt: 'a sea' }")]).await;
    has(
        &done,
        "{ state: 'succeeded', urls: ['https://a.example/1', 'https://a.example/2'], siblings: undefined }",
    );
    assert_eq!(account.count("getTextToImage").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_fresh_task_may_be_unknown_for_a_while() {
    let account = Account::new();
    account.script_of("startTextToImage", &looks("1")).await;
    account.faults("getTextToImage", 3, "{ kind: 'status', status: 404 }").await;
    let _clock = Clock::patient();
    let done = ok(&account.client(), "textToImage.run", &[js("{ prompt: 'a sea' }")]).await;
    has(&done, "{ state: 'succeeded', urls: ['https://a.example/1'] }");
}

#[wasm_bindgen_test]
async fn a_picture_becomes_an_avatar() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "textToImage.start", &[js("{ prompt: 'Ada' }")]).await;
    account.command("clock", "{ advanceMs: 60000 }").await;
    let avatar = js(&format!("{{ _id: '{}', gender: 'female' }}", text(&task, "id")));
    ok(&a2e, "textToImage.quickAddAvatar", &[avatar]).await;
    assert_eq!(number(&ok(&a2e, "avatars.listTwins", &[]).await, "length"), 1.0);
    // An answer without the avatar was met: it is not an error, because it is paid for.
    account.fault("quickAddAvatarFromImage", "{ kind: 'data', data: {} }").await;
    let request = QuickAddAvatar { _id: text(&task, "id"), gender: None };
    let added = account.typed().send(&request, &Default::default()).await.unwrap();
    assert_eq!(added.and_then(|avatar| avatar._id), None);
    assert_eq!(number(&ok(&a2e, "avatars.listTwins", &[]).await, "length"), 2.0);
}

//! The tag in a task's name: its length, its older form, and the parameters that it tells.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, KEY, NAME, keyed};
use crate::support::*;

const UUID: &str = "{ idempotencyKey: '8b7c2f1e-04c6-4f6e-9b1a-2f5d7f0f8a11' }";

/// The parameters of an avatar video with this title.
fn video(title: &str) -> String {
    format!("{{ {title} anchor_id: '{NOBODY}', anchor_type: 0, audioSrc: 'https://a.example/1.mp3' }}")
}

#[wasm_bindgen_test]
async fn a_uuid_fits_into_a_title_of_forty_characters() {
    for (title, kept) in [
        ("", ""),
        ("title: 'Ada',", "Ada "),
        ("title: 'Seventeen letters',", "Seventeen letters "),
        ("title: 'Seventeen letters and more',", "Seventeen letters "),
        // Half of a character would be no text.
        ("title: '🎬'.repeat(20),", "🎬🎬🎬🎬🎬🎬🎬🎬 "),
    ] {
        let account = Account::new();
        let params = js(&video(title));
        let task = ok(&account.client(), "avatarVideos.start", &[params.clone(), js(UUID)]).await;
        let made = text(&task, "record.title");
        assert!(made.starts_with(&format!("{kept}[a2e:")) && made.encode_utf16().count() <= 40, "{made}");
        let found = ok(&account.client(), "avatarVideos.start", &[params, js(UUID)]).await;
        assert_eq!(text(&found, "id"), text(&task, "id"));
        assert_eq!(account.count("generateAvatarVideo").await, 1.0);
    }
}

#[wasm_bindgen_test]
async fn titles_that_are_cut_to_the_same_are_those_of_different_starts() {
    let account = Account::new();
    let [one, two] =
        ["one", "two"].map(|end| js(&video(&format!("title: 'A title of many letters {end}',"))));
    ok(&account.client(), "avatarVideos.start", &[one, js(UUID)]).await;
    let error = fails(&account.client(), "avatarVideos.start", &[two, js(UUID)]).await;
    has(&error, "{ kind: 'validation', field: 'idempotencyKey' }");
}

#[wasm_bindgen_test]
async fn a_task_of_the_older_form_is_found() {
    let account = Account::new();
    for name in ["Ada [a2e:order-0001]", "[a2e:order-0001]"] {
        let older = js(&format!("{{ ...{SWAP}, name: '{name}' }}"));
        let task = ok(&account.client(), "faceSwap.start", &[older]).await;
        assert_eq!(text(&keyed(&account.client(), KEY).await, "id"), text(&task, "id"));
    }
    assert_eq!(account.count(ADD).await, 2.0);
}

#[wasm_bindgen_test]
async fn the_same_key_with_other_parameters_is_refused_in_another_client_too_and_names_the_task() {
    let account = Account::new();
    let task = keyed(&account.client(), KEY).await;
    for change in ["name: 'Bob'", "video_url: 'https://a.example/other.mp4'", "prompt: 'rain'"] {
        let other = js(&format!("{{ ...{SWAP}, {change} }}"));
        let error = fails(&account.client(), "faceSwap.start", &[other, js(KEY)]).await;
        has(&error, "{ kind: 'validation', field: 'idempotencyKey', outcomeUnknown: false }");
        assert_eq!(
            text(&error, "message"),
            "faceSwap.start: `idempotencyKey` was already used with other parameters"
        );
        assert_eq!(text(&error, "taskId"), text(&task, "id"));
    }
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn the_order_of_parameters_and_where_the_webhook_goes_make_no_other_start() {
    let account = Account::new();
    let task = keyed(&account.client(), KEY).await;
    for params in [
        "{ video_url: 'https://a.example/talk.mp4', face_url: 'https://a.example/ada.jpg', name: 'Ada' }",
        "{ ...SWAP, webhook_url: 'https://a.example/hook', webhook_token: 'a-secret' }",
        "{ ...SWAP, prompt: undefined }",
    ] {
        let params = js(&params.replace("SWAP", SWAP));
        let found = ok(&account.client(), "faceSwap.start", &[params, js(KEY)]).await;
        has(&get(&found, "record"), &format!("{{ name: '{NAME}' }}"));
        assert_eq!(text(&found, "id"), text(&task, "id"));
    }
    assert_eq!(account.count(ADD).await, 1.0);
}

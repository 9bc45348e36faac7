//! Fields of starts: numbers as texts, texts as numbers, and lists of words.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// The body of a start with these parameters.
async fn arrives(start: &str, params: &str) -> JsValue {
    let account = Account::new();
    ok(&account.client(), start, &[js(params)]).await;
    get(&account.log().await, "0.body")
}

#[wasm_bindgen_test]
async fn a_number_or_a_text_is_given_and_the_documented_one_is_sent() {
    for (start, params, sent) in [
        ("wanVideos.start", "{ prompt: 'a sea', duration: 5 }", "{ duration: '5' }"),
        ("wanVideos.start", "{ prompt: 'a sea', duration: '5' }", "{ duration: '5' }"),
        ("wanVideos.start", "{ prompt: 'a sea', seed: '42' }", "{ seed: 42 }"),
        ("wanVideos.start", "{ prompt: 'a sea', seed: 42 }", "{ seed: 42 }"),
        ("wanVideos.start", "{ prompt: 'a sea', seed: '5.25' }", "{ seed: 5.25 }"),
        (
            "avatarVideos.start",
            "{ anchor_id: 'bc7b36fe4d2924e49800d9b3', anchor_type: 1, custom_voice: 'https://a.example/1.mp3', resolution: '1080' }",
            "{ resolution: 1080, anchor_type: 1 }",
        ),
    ] {
        has(&arrives(start, params).await, sent);
    }
}

#[wasm_bindgen_test]
async fn what_is_neither_is_refused() {
    let account = Account::new();
    for (params, field) in [
        ("{ prompt: 'a sea', seed: 'many' }", "seed"),
        ("{ prompt: 'a sea', seed: '' }", "seed"),
        ("{ prompt: 'a sea', seed: '5.-5' }", "seed"),
        ("{ prompt: 'a sea', seed: true }", "seed"),
        ("{ prompt: 'a sea', duration: [5] }", "duration"),
        ("{ prompt: 'a sea', duration: null }", "duration"),
        // Not every number may come as a text.
        ("{ prompt: 'a sea', audio: 'true' }", "audio"),
    ] {
        let error = fails(&account.client(), "wanVideos.start", &[js(params)]).await;
        has(&error, &format!("{{ kind: 'validation', field: '{field}' }}"));
    }
    let start = "{ mode: 't2v', prompt: 'a sea', seed: '5.5' }";
    let error = fails(&account.client(), "happyHorseVideos.start", &[js(start)]).await;
    says(&error, &["`seed` must be integer, got string"]);
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn the_caller_s_own_object_stays_as_it_was() {
    let account = Account::new();
    let params = js("Object.freeze({ prompt: 'a sea', duration: 5 })");
    ok(&account.client(), "wanVideos.start", &[params.clone()]).await;
    has(&params, "{ duration: 5 }");
}

#[wasm_bindgen_test]
async fn one_of_two_inputs_is_needed() {
    let account = Account::new();
    let a2e = account.client();
    let error = fails(&a2e, "hailuoVideos.start", &[js("{ prompt: 'a sea' }")]).await;
    has(&error, "{ kind: 'validation' }");
    says(&error, &["image_url", "image_urls"]);
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn lists_of_texts_hold_texts() {
    let account = Account::new();
    for urls in ["'https://a.example/1.mp3'", "[1]", "[null]", "{}"] {
        let params = js(&format!("{{ name: 'Ada', voice_urls: {urls} }}"));
        let error = fails(&account.client(), "voices.start", &[params]).await;
        has(&error, "{ kind: 'validation', field: 'voice_urls' }");
    }
    account.sent_nothing().await;
}

//! Voices, whose result is no file, and speech, which is no task.

use a2e_wasm::api::voices::{DeleteSpeechPreview, GenerateSpeech, ListPublicVoices, StartVoiceClone};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const VOICE: &str = "{ name: 'Ada', voice_urls: ['https://a.example/1.mp3'] }";

/// Starts a voice clone whose looks show this.
async fn started(account: &Account, looks: &str) -> (JsValue, JsValue) {
    account.script_of("trainVoiceClone", looks).await;
    let a2e = account.client();
    let task = ok(&a2e, "voices.start", &[js(VOICE)]).await;
    (a2e, task)
}

#[wasm_bindgen_test]
async fn a_voice_has_a_result_only_when_it_is_completed() {
    let account = Account::new();
    let looks =
        "[{ current_status: 'pendding' }, { current_status: 'processing' }, { current_status: 'completed' }]";
    let (a2e, task) = started(&account, looks).await;
    has(&task, "{ family: 'voices', state: 'queued', status: 'sent', resultId: undefined }");
    js("globalThis.told = []");
    let _clock = Clock::patient();
    let options = js("{ onProgress: (task) => told.push([task.state, task.resultId ?? null]) }");
    let done = ok(&a2e, "voices.wait", &[task.clone(), options]).await;
    let id = text(&task, "id");
    assert_eq!(json(&js("told")), format!(r#"[["queued",null],["running",null],["succeeded","{id}"]]"#));
    has(&done, &format!("{{ urls: [], resultId: '{id}' }}"));
}

#[wasm_bindgen_test]
async fn a_failed_voice_has_none() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ current_status: 'failed', failed_message: 'noise' }]").await;
    let error = fails(&a2e, "voices.wait", &[task]).await;
    has(&error, "{ kind: 'task_failed' }");
    has(&get(&error, "task"), "{ state: 'failed', resultId: undefined }");
}

#[wasm_bindgen_test]
async fn the_list_holds_all_and_takes_no_page() {
    let account = Account::new();
    let (a2e, _) = started(&account, "[{ current_status: 'processing' }]").await;
    has(&ok(&a2e, "voices.list", &[]).await, "{ page: 1, pageSize: 20, hasMore: false }");
    has(&get(&account.log().await, "1"), "{ path: '/api/v1/userVoice/trainingRecord', query: {} }");
}

#[wasm_bindgen_test]
async fn a_voice_can_be_renamed() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ current_status: 'completed' }]").await;
    ok(&a2e, "voices.rename", &[get(&task, "id"), "Bob".into()]).await;
    has(&get(&account.log().await, "1"), "{ method: 'PUT', body: { name: 'Bob' } }");
    has(&ok(&a2e, "voices.get", &[get(&task, "id")]).await, "{ name: 'Bob' }");
    for name in ["undefined", "''", "5", "{}"] {
        let error = fails(&a2e, "voices.rename", &[get(&task, "id"), js(name)]).await;
        has(&error, "{ kind: 'validation', field: 'name' }");
    }
    let error = fails(&a2e, "voices.rename", &[js("'..'"), "Bob".into()]).await;
    has(&error, "{ kind: 'validation', field: 'id' }");
    assert_eq!(account.count("renameVoice").await, 1.0);
}

#[wasm_bindgen_test]
async fn rust_renames_too() {
    let account = Account::new();
    let (_, task) = started(&account, "[{ current_status: 'completed' }]").await;
    let (client, id, plain) = (account.typed(), text(&task, "id"), Default::default());
    let voices = client.tasks::<StartVoiceClone>();
    voices.rename(&id, "Bob", &plain).await.unwrap();
    assert_eq!(voices.get(&id, &plain).await.unwrap().name.as_deref(), Some("Bob"));
}

#[wasm_bindgen_test]
async fn speech_is_a_bare_address() {
    let account = Account::new();
    let words = format!("{{ msg: 'Hello', tts_id: '{NOBODY}' }}");
    let url = ok(&account.client(), "speech.generate", &[js(&words)]).await;
    assert!(url.as_string().unwrap().starts_with(EMULATOR), "{}", json(&url));
    let typed = GenerateSpeech { msg: "Hello".into(), tts_id: Some(NOBODY.into()), ..Default::default() };
    assert!(account.typed().send(&typed, &Default::default()).await.unwrap().starts_with(EMULATOR));
    assert_eq!(account.coins().await, 998.0);
}

#[wasm_bindgen_test]
async fn speech_needs_one_voice_and_not_two() {
    let account = Account::new();
    let a2e = account.client();
    for voices in ["", ", tts_id: 'a', user_voice_id: 'b'"] {
        let error = fails(&a2e, "speech.generate", &[js(&format!("{{ msg: 'Hello' {voices} }}"))]).await;
        has(&error, "{ kind: 'validation' }");
        says(&error, &["tts_id", "user_voice_id"]);
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_lost_answer_of_speech_is_unknown_outcome() {
    let account = Account::new();
    account.fault("generateTts", "{ kind: 'lost' }").await;
    let words = format!("{{ msg: 'Hello', tts_id: '{NOBODY}' }}");
    let error = fails(&account.client(), "speech.generate", &[js(&words)]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    assert_eq!(account.count("generateTts").await, 1.0);
}

#[wasm_bindgen_test]
async fn previews_of_speech_are_listed_and_deleted() {
    let account = Account::new();
    let a2e = account.client();
    ok(&a2e, "speech.generate", &[js(&format!("{{ msg: 'Hello', tts_id: '{NOBODY}' }}"))]).await;
    let previews = ok(&a2e, "speech.previews.list", &[js("{ pageSize: 5, current: 1 }")]).await;
    has(&get(&previews, "0"), "{ msg: 'Hello' }");
    has(&get(&account.log().await, "1"), "{ query: { pageSize: '5', current: '1' } }");
    let id = text(&previews, "0._id");
    account.typed().send(&DeleteSpeechPreview { id }, &Default::default()).await.unwrap();
    assert_eq!(json(&ok(&a2e, "speech.previews.list", &[]).await), "[]");
}

#[wasm_bindgen_test]
async fn public_voices_come_in_groups() {
    let account = Account::new();
    let a2e = account.client();
    let groups = ok(&a2e, "voices.listPublic", &[js("{ country: 'en', region: 'US' }")]).await;
    assert_eq!(text(&groups, "0.children.0.value").len(), 24);
    has(&get(&account.log().await, "0"), "{ method: 'GET', query: { country: 'en', region: 'US' } }");
    let typed = account.typed().send(&ListPublicVoices::default(), &Default::default()).await.unwrap();
    assert!(typed[0].children.as_ref().is_some_and(|voices| !voices[0].label.is_empty()));
}

//! Custom avatars: an id is the result, and it counts more than the word.

use a2e_wasm::api::avatars::{CustomAvatarTask, ListCustomAvatars, StartCustomAvatar, StartedCustomAvatar};
use a2e_wasm::api::backgrounds::Background;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const AVATAR: &str = "{ name: 'Ada', gender: 'female', video_url: 'https://a.example/1.mp4' }";

/// Starts an avatar whose looks show this.
async fn started(account: &Account, looks: &str) -> (JsValue, JsValue) {
    account.script_of("createCustomAvatar", looks).await;
    let a2e = account.client();
    let task = ok(&a2e, "avatars.start", &[js(AVATAR)]).await;
    (a2e, task)
}

#[wasm_bindgen_test]
async fn an_avatar_is_ready_as_soon_as_it_has_its_id() {
    let account = Account::new();
    let ready = format!(
        "[{{ current_status: 'processing', anchor_id: null }}, {{ current_status: 'processing', anchor_id: '{NOBODY}' }}]"
    );
    let (a2e, task) = started(&account, &ready).await;
    has(&task, "{ state: 'queued', resultId: undefined }");
    let _clock = Clock::patient();
    let done = ok(&a2e, "avatars.wait", &[task]).await;
    has(&done, &format!("{{ state: 'succeeded', status: 'processing', resultId: '{NOBODY}', urls: [] }}"));
}

#[wasm_bindgen_test]
fn a_further_training_is_no_success_although_the_avatar_is_there() {
    let a2e = Account::new().client();
    for (word, state) in
        [("training", "running"), ("generating", "running"), ("failed", "failed"), ("completed", "succeeded")]
    {
        let record = js(&format!("{{ _id: '{NOBODY}', anchor_id: '{NOBODY}', current_status: '{word}' }}"));
        let view = invoke(&a2e, "avatars.task", &[record]).unwrap();
        has(&view, &format!("{{ state: '{state}', status: '{word}' }}"));
        assert_eq!(get(&view, "resultId").is_undefined(), word != "completed", "{word}");
    }
}

#[wasm_bindgen_test]
async fn what_was_there_before_a_further_training_is_no_sign_of_its_end() {
    let account = Account::new();
    let looks = format!(
        "[{{ current_status: 'processing', anchor_id: '{NOBODY}' }}, {{ current_status: 'completed', anchor_id: '{NOBODY}' }}]"
    );
    let (a2e, task) = started(&account, &looks).await;
    let again = js(&format!(
        "{{ _id: '{}', anchor_id: '{NOBODY}', current_status: 'initialized' }}",
        text(&task, "id")
    ));
    let _clock = Clock::patient();
    let done = ok(&a2e, "avatars.wait", &[again]).await;
    has(&done, &format!("{{ state: 'succeeded', status: 'completed', resultId: '{NOBODY}' }}"));
    assert_eq!(account.count("getCustomAvatarTask").await, 2.0);
}

#[wasm_bindgen_test]
async fn the_training_of_lips_goes_on_with_the_same_task() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "avatars.start", &[js(AVATAR)]).await;
    account.command("clock", "{ advanceMs: 600000 }").await;
    let avatar = ok(&a2e, "avatars.wait", &[task.clone()]).await;
    ok(&a2e, "avatars.continueTraining", &[get(&task, "id")]).await;
    account.command("clock", "{ advanceMs: 120000 }").await;
    let training = ok(&a2e, "avatars.get", &[get(&task, "id")]).await;
    has(&invoke(&a2e, "avatars.task", &[training]).unwrap(), "{ state: 'running', status: 'training' }");
    account.command("clock", "{ advanceMs: 10800000 }").await;
    let done = ok(&a2e, "avatars.wait", &[get(&task, "id")]).await;
    assert_eq!(text(&done, "resultId"), text(&avatar, "resultId"));
    has(&ok(&a2e, "account.coins", &[]).await, "{ diamonds: 9 }");
}

#[wasm_bindgen_test]
async fn an_avatar_is_made_of_a_video_or_of_a_picture() {
    let account = Account::new();
    let a2e = account.client();
    for sources in ["{}", "{ video_url: 'https://a.example/1.mp4', image_url: 'https://a.example/1.jpg' }"] {
        let error = fails(&a2e, "avatars.start", &[js(sources)]).await;
        has(&error, "{ kind: 'validation' }");
        says(&error, &["video_url", "image_url"]);
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_avatar_is_deleted_by_a_post() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ current_status: 'completed' }]").await;
    ok(&a2e, "avatars.delete", &[get(&task, "id")]).await;
    let request = get(&account.log().await, "1");
    has(&request, "{ method: 'POST', path: '/api/v1/userVideoTwin/remove' }");
    assert_eq!(json(&get(&request, "body")), format!("{{\"_id\":\"{}\"}}", text(&task, "id")));
    // A delete may be sent again: the record is gone either way.
    let (a2e, task) = started(&account, "[{ current_status: 'completed' }]").await;
    account.fault("removeCustomAvatar", "{ kind: 'lost' }").await;
    let _clock = Clock::patient();
    ok(&a2e, "avatars.delete", &[get(&task, "id")]).await;
}

#[wasm_bindgen_test]
async fn the_list_takes_a_status() {
    let account = Account::new();
    let a2e = account.client();
    ok(&a2e, "avatars.start", &[js(AVATAR)]).await;
    account.command("clock", "{ advanceMs: 600000 }").await;
    ok(&a2e, "avatars.start", &[js(AVATAR)]).await;
    let done = ok(&a2e, "avatars.list", &[js("{ status: 'completed', pageSize: 5 }")]).await;
    assert_eq!(number(&done, "items.length"), 1.0);
    has(&get(&account.log().await, "2.query"), "{ pageNum: '1', pageSize: '5', status: 'completed' }");

    let client = account.typed();
    let avatars = client.tasks::<StartCustomAvatar>();
    let filter = ListCustomAvatars { status: Some("completed".into()) };
    let page = avatars.list_where(&filter, 1, 20, &Default::default()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(page.items[0].anchor_id.is_some());
    assert_eq!(avatars.list(1, 20, &Default::default()).await.unwrap().items.len(), 2);
}

#[wasm_bindgen_test]
async fn a_failed_training_is_tried_again() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "avatars.start", &[js(&format!("{{ ...{AVATAR}, name: 'fail' }}"))]).await;
    account.command("clock", "{ advanceMs: 600000 }").await;
    has(&fails(&a2e, "avatars.wait", &[task.clone()]).await, "{ kind: 'task_failed' }");
    ok(&a2e, "avatars.retry", &[get(&task, "id")]).await;
    account.command("clock", "{ advanceMs: 600000 }").await;
    has(&ok(&a2e, "avatars.wait", &[get(&task, "id")]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn the_library_keeps_what_it_is_given() {
    let account = Account::new();
    let a2e = account.client();
    let added = ok(&a2e, "avatars.library.add", &[js("{ name: 'Ada', mine: [1], tags: ['new'] }")]).await;
    let id = get(&added, "_id");
    ok(&a2e, "avatars.library.update", &[id.clone(), js("{ name: 'Bob' }")]).await;
    let all = ok(&a2e, "avatars.library.list", &[]).await;
    assert!(json(&all).contains("Bob"), "{}", json(&all));
    assert!(json(&ok(&a2e, "avatars.library.listTags", &[]).await).contains("new"));
    ok(&a2e, "avatars.library.delete", &[id]).await;
}

#[wasm_bindgen_test]
async fn records_come_back_from_their_struct_as_they_were() {
    let account = Account::new();
    let (_, task) = started(&account, "[{}]").await;
    round_trip::<CustomAvatarTask>(&get(&task, "record"));
}

#[wasm_bindgen_test]
async fn a_start_may_answer_the_task_in_an_array() {
    let account = Account::new();
    account.fault("createCustomAvatar", "{ kind: 'form', form: 'array' }").await;
    let task = ok(&account.client(), "avatars.start", &[js(AVATAR)]).await;
    has(&task, "{ family: 'avatars', state: 'queued', status: 'initialized', siblings: undefined }");
    assert_eq!(text(&task, "record.name"), "Ada");
    let record = format!("{{ _id: '{NOBODY}', current_status: 'initialized' }}");
    round_trip::<StartedCustomAvatar>(&js(&record));
    round_trip::<StartedCustomAvatar>(&js(&format!("[{record}]")));
}

#[wasm_bindgen_test]
fn a_background_says_whose_it_is() {
    round_trip::<Background>(&js(&format!("{{ _id: '{NOBODY}', type: 'custom' }}")));
}

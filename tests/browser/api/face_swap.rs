//! Face swaps, their previews, and the saved pictures.

use a2e_wasm::api::face_swap::{
    AddFaceSwapImage, AddedFaceSwapImages, DeleteFaceSwapImage, FaceSwapImage, FaceSwapStatus, FaceSwapTask,
    ListFaceSwapImages, StartFaceSwap, StartFaceSwapPreview,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const PREVIEW: &str = "{ face_url: 'https://a.example/ada.jpg', video_url: 'https://a.example/talk.mp4' }";

/// A preview whose looks show this.
async fn preview(account: &Account, looks: &str) -> JsValue {
    account.script_of("addFaceSwapPreview", looks).await;
    ok(&account.client(), "faceSwap.previews.start", &[js(PREVIEW)]).await
}

#[wasm_bindgen_test]
async fn status_gives_the_unfinished_swaps() {
    let account = Account::new();
    let a2e = account.client();
    let task = start(&a2e).await;
    let open = ok(&a2e, "faceSwap.status", &[]).await;
    assert_eq!(text(&open, "0._id"), text(&task, "id"));
    assert_eq!(account.count("getFaceSwapStatus").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_preview_starts_and_is_waited_for() {
    let account = Account::new();
    let task = preview(&account, DONE).await;
    has(&task, "{ family: 'faceSwap.previews', state: 'queued', coins: 1 }");
    let done = ok(&account.client(), "faceSwap.previews.wait", &[task]).await;
    has(&done, "{ family: 'faceSwap.previews', state: 'succeeded', urls: ['https://a.example/done.mp4'] }");
    let look = get(&account.log().await, "1");
    has(&look, "{ path: '/api/v1/userFaceSwapPreview/status' }");
    assert_eq!(text(&look, "query._id"), text(&done, "id"));
}

#[wasm_bindgen_test]
async fn a_preview_needs_no_name_but_both_addresses() {
    let account = Account::new();
    let a2e = account.client();
    let error = fails(&a2e, "faceSwap.previews.start", &[js("{ face_url: 'x' }")]).await;
    has(&error, "{ kind: 'validation', field: 'video_url' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn get_and_status_of_a_preview_are_the_same() {
    let account = Account::new();
    let task = preview(&account, ENDLESS).await;
    for method in ["faceSwap.previews.get", "faceSwap.previews.status"] {
        let record = ok(&account.client(), method, &[get(&task, "id")]).await;
        has(&record, "{ current_status: 'processing' }");
        assert_eq!(text(&record, "_id"), text(&task, "id"));
    }
}

#[wasm_bindgen_test]
async fn an_array_in_the_place_of_a_preview_is_looked_through() {
    let account = Account::new();
    let task = preview(&account, DONE).await;
    let id = text(&task, "id");
    let others = format!("{{ _id: '{NOBODY}', current_status: 'failed' }}");
    let data = format!(
        "[{others}, {{ _id: '{id}', current_status: 'completed', result_url: 'https://a.example/x' }}]"
    );
    account.faults("getFaceSwapPreviewStatus", 2, &format!("{{ kind: 'data', data: {data} }}")).await;
    let a2e = account.client();
    assert_eq!(text(&ok(&a2e, "faceSwap.previews.get", &[get(&task, "id")]).await, "_id"), id);
    has(
        &ok(&a2e, "faceSwap.previews.wait", &[task]).await,
        "{ state: 'succeeded', urls: ['https://a.example/x'] }",
    );
}

#[wasm_bindgen_test]
async fn what_the_service_has_not_for_previews_is_unsupported_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let id = || js(&format!("'{NOBODY}'"));
    for (verb, first) in [("list", js("{}")), ("batch", js("[]")), ("delete", id())] {
        let error = fails(&a2e, &format!("faceSwap.previews.{verb}"), &[first]).await;
        has(&error, "{ kind: 'unsupported', retryable: false }");
        says(&error, &["faceSwap.previews", verb]);
    }
    let pages = invoke(&a2e, "faceSwap.previews.listAll", &[]).unwrap();
    has(&fails(&pages, "next", &[]).await, "{ kind: 'unsupported' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_unknown_preview_is_not_found_without_a_list() {
    let account = Account::new();
    let _clock = Clock::patient();
    let error = fails(&account.client(), "faceSwap.previews.wait", &[js(&format!("'{NOBODY}'"))]).await;
    has(&error, &format!("{{ kind: 'not_found', taskId: '{NOBODY}' }}"));
    assert_eq!(account.count("getFaceSwapPreviewStatus").await, 3.0);
}

#[wasm_bindgen_test]
async fn images_are_added_listed_and_deleted() {
    let account = Account::new();
    let a2e = account.client();
    let added = ok(&a2e, "faceSwap.images.add", &[js("{ face_url: 'https://a.example/1.jpg' }")]).await;
    has(&get(&added, "0"), "{ face_url: 'https://a.example/1.jpg' }");
    ok(&a2e, "faceSwap.images.add", &[js("{ face_url: 'https://a.example/2.jpg' }")]).await;
    let images = ok(&a2e, "faceSwap.images.list", &[]).await;
    assert_eq!(
        (number(&images, "length"), text(&images, "0.face_url")),
        (2.0, "https://a.example/2.jpg".into())
    );
    round_trip::<Vec<FaceSwapImage>>(&images);
    round_trip::<AddedFaceSwapImages>(&added);
    ok(&a2e, "faceSwap.images.delete", &[get(&images, "1._id")]).await;
    assert_eq!(number(&ok(&a2e, "faceSwap.images.list", &[]).await, "length"), 1.0);
    let error = fails(&a2e, "faceSwap.images.delete", &[get(&images, "1._id")]).await;
    has(&error, "{ kind: 'not_found' }");
    let error = fails(&a2e, "faceSwap.images.add", &[js("{}")]).await;
    has(&error, "{ kind: 'validation', field: 'face_url' }");
}

#[wasm_bindgen_test]
async fn every_operation_has_a_typed_form() {
    let account = Account::new();
    let client = account.typed();
    let plain = Default::default();
    let add = AddFaceSwapImage { face_url: "https://a.example/1.jpg".into() };
    let AddedFaceSwapImages::All(images) = client.send(&add, &plain).await.unwrap() else {
        panic!("the published answer is a list");
    };
    assert_eq!(client.send(&ListFaceSwapImages {}, &plain).await.unwrap().len(), 1);
    client.send(&DeleteFaceSwapImage { id: images[0]._id.clone() }, &plain).await.unwrap();
    assert_eq!(client.send(&ListFaceSwapImages {}, &plain).await.unwrap().len(), 0);
    assert_eq!(client.send(&FaceSwapStatus {}, &plain).await.unwrap().len(), 0);
    let both = StartFaceSwapPreview { video_url: "https://a.example/1.mp4".into(), face_url: add.face_url };
    assert_eq!(client.tasks().start(&both, &plain).await.unwrap().family, "faceSwap.previews");
}

#[wasm_bindgen_test]
async fn records_of_the_emulator_come_back_from_their_struct_as_they_were() {
    let account = Account::new();
    let a2e = account.client();
    for name in ["Ada", "failing"] {
        let task = ok(&a2e, "faceSwap.start", &[js(&format!("{{ ...{SWAP}, name: '{name}' }}"))]).await;
        round_trip::<FaceSwapTask>(&get(&task, "record"));
        account.command("clock", "{ advanceMs: 60000 }").await;
        let ended = ok(&a2e, "faceSwap.get", &[get(&task, "id")]).await;
        // The emulator's own: no published record has it.
        js_sys::Reflect::delete_property(ended.unchecked_ref::<js_sys::Object>(), &"failed_time".into())
            .unwrap();
        round_trip::<FaceSwapTask>(&ended);
    }
}

#[wasm_bindgen_test]
fn published_examples_come_back_from_their_struct_as_they_were() {
    round_trip::<FaceSwapTask>(&js(
        "{ _id: 'bc7b36fe4d2924e49800d9b3', name: 'swap', video_url: 'https://cdn.example.com/in/v.mp4',
           face_url: 'https://cdn.example.com/in/face.jpg', duration: 12, current_status: 'completed',
           result_url: 'https://cdn.example.com/out/swap.mp4', error_code: '', faild_message: '',
           createdAt: '2026-05-04T03:02:01.000Z', updatedAt: '2026-05-04T03:06:41.000Z' }",
    ));
    round_trip::<FaceSwapTask>(&js(
        "{ _id: 'fcb08b164ac83e09964deb24', current_status: 'completed', result_url: 'https://a.example/x', error_code: null,
           faild_message: null, hasRefundCoin: false, remainingDays: 3, isExpired: false }",
    ));
    for code in ["500", "'500'", "0", "'0'", "''", "null"] {
        round_trip::<FaceSwapTask>(&js(&format!("{{ _id: '{NOBODY}', error_code: {code} }}")));
    }
    round_trip::<FaceSwapImage>(&js(
        "{ _id: 'd5ca322453f2986b752e58b1', face_url: 'https://cdn.example.com/in/face.jpg',
           createdAt: '2026-05-04T03:02:01.000Z', updatedAt: '2026-05-04T03:02:01.000Z' }",
    ));
}

#[wasm_bindgen_test]
fn requests_come_back_from_their_struct_as_they_were() {
    let all =
        "cover_url: 'c', model_version: 'v2', webhook_url: 'https://a.example/hook', webhook_token: 't'";
    round_trip::<StartFaceSwap>(&js(SWAP));
    round_trip::<StartFaceSwap>(&js(&format!("{{ ...{SWAP}, {all} }}")));
    round_trip::<StartFaceSwapPreview>(&js(PREVIEW));
    round_trip::<AddFaceSwapImage>(&js("{ face_url: 'x' }"));
}

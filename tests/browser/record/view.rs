//! Views of records, whatever the records hold.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// The view of a record with these members.
fn view(members: &str) -> JsValue {
    let record = js(&format!("{{ _id: '{NOBODY}', ...{members} }}"));
    invoke(&Account::new().client(), "faceSwap.task", &[record]).unwrap()
}

#[wasm_bindgen_test]
fn the_status_word_decides_and_for_an_unknown_one_the_result() {
    for (word, result, state) in [
        ("initialized", "", "queued"),
        ("pendding", "", "queued"),
        ("processing", "", "running"),
        ("processing", "https://a.example/preview.mp4", "running"),
        ("completed", "https://a.example/done.mp4", "succeeded"),
        ("Completed", "https://a.example/done.mp4", "succeeded"),
        ("failed", "https://a.example/half.mp4", "failed"),
        ("polishing", "", "running"),
        ("polishing", "https://a.example/done.mp4", "succeeded"),
        ("", "", "running"),
    ] {
        let view = view(&format!("{{ current_status: '{word}', result_url: '{result}' }}"));
        has(&view, &format!("{{ state: '{state}', status: '{word}' }}"));
    }
}

#[wasm_bindgen_test]
fn only_addresses_of_the_web_are_results() {
    for address in [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/x",
        "x",
    ] {
        let view = view(&format!("{{ current_status: 'processing', result_url: '{address}' }}"));
        has(&view, "{ urls: [] }");
    }
    let view = view(
        "{ current_status: 'completed', result_url: ['HTTPS://a.example/1', 'http://a.example/2', 'ftp://a.example/3', 7] }",
    );
    has(&view, "{ state: 'succeeded', urls: ['HTTPS://a.example/1', 'http://a.example/2'] }");
}

#[wasm_bindgen_test]
fn an_input_is_never_taken_for_a_result() {
    has(
        &view("{ current_status: 'polishing', video_url: 'https://a.example/in.mp4' }"),
        "{ state: 'running', urls: [] }",
    );
}

#[wasm_bindgen_test]
fn a_failure_has_code_and_message_in_every_spelling() {
    for (members, failure) in [
        ("error_code: 500, faild_message: 'no face'", "{ code: 500, message: 'no face' }"),
        ("error_code: '500', failed_message: 'no face'", "{ code: '500', message: 'no face' }"),
        (
            "failed_code: 7, error_code: null, failed_message: '', faild_message: 'no face'",
            "{ code: 7, message: 'no face' }",
        ),
        (
            "error_code: null, faild_message: null",
            "{ code: undefined, message: 'the service gave no reason' }",
        ),
        ("error_code: '0', faild_message: ''", "{ code: undefined, message: 'the service gave no reason' }"),
        ("error_code: 0", "{ code: undefined }"),
    ] {
        has(&get(&view(&format!("{{ current_status: 'failed', {members} }}")), "failure"), failure);
    }
}

#[wasm_bindgen_test]
fn an_error_code_on_a_good_task_is_no_failure() {
    for code in ["null", "0", "'0'", "''"] {
        let members = format!(
            "{{ current_status: 'completed', result_url: 'https://a.example/x', error_code: {code} }}"
        );
        has(&view(&members), "{ state: 'succeeded', failure: undefined }");
    }
}

#[wasm_bindgen_test]
fn a_view_survives_json_and_keeps_the_record() {
    let record = "{ current_status: 'completed', result_url: 'https://a.example/1.mp4', coins: 10, createdAt: '2026-01-02T03:04:05.678Z', extra: { deep: [null] } }";
    let view = view(record);
    has(
        &view,
        &format!(
            "{{ v: 1, id: '{NOBODY}', family: 'faceSwap', urls: ['https://a.example/1.mp4'], coins: 10 }}"
        ),
    );
    has(&view, "{ createdAt: '2026-01-02T03:04:05.678Z' }");
    has(&get(&view, "record"), record);
    let copy = js_sys::JSON::parse(&json(&view)).unwrap();
    assert_eq!(json(&copy), json(&view));
    assert!(!js(&format!("Date.parse('{}')", text(&view, "firstSeenAt"))).as_f64().unwrap().is_nan());
}

#[wasm_bindgen_test]
fn numbers_may_come_as_texts() {
    has(&view("{ process: '42', coins: '7' }"), "{ progress: 42, coins: 7 }");
    has(&view("{ process: 'half', coins: null }"), "{ progress: undefined, coins: undefined }");
}

#[wasm_bindgen_test]
fn a_record_without_an_id_has_no_view() {
    let a2e = Account::new().client();
    for record in ["{}", "{ _id: '' }", "{ _id: 'short' }", "{ _id: 5 }", "null", "undefined", "'x'", "[]"] {
        let error = invoke(&a2e, "faceSwap.task", &[js(record)]).unwrap_err();
        has(&error, "{ kind: 'validation', field: 'record' }");
    }
}

#[wasm_bindgen_test]
async fn a_start_that_answers_several_records_gives_the_others_as_siblings() {
    let account = Account::new();
    let ids = ["a", "b", "c"].map(|letter| letter.repeat(24));
    let records = ids.each_ref().map(|id| format!("{{ _id: '{id}', current_status: 'sent' }}")).join(",");
    account.fault("addFaceSwapTask", &format!("{{ kind: 'data', data: [{records}] }}")).await;
    let task = start(&account.client()).await;
    assert_eq!(text(&task, "id"), ids[0]);
    assert_eq!([text(&task, "siblings.0.id"), text(&task, "siblings.1.id")], ids[1..]);
    has(&task, "{ state: 'queued' }");
}

#[wasm_bindgen_test]
async fn a_stored_view_a_record_and_an_id_can_be_waited_for() {
    let account = Account::new();
    account.script(DONE).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    let stored = js_sys::JSON::parse(&json(&task)).unwrap();
    for what in [stored, get(&task, "record"), get(&task, "id")] {
        has(&ok(&a2e, "faceSwap.wait", &[what]).await, "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn a_view_of_another_family_and_garbage_are_refused() {
    let account = Account::new();
    let a2e = account.client();
    let view = js(&format!("{{ v: 1, id: '{NOBODY}', family: 'faceSwap.previews' }}"));
    let error = fails(&a2e, "faceSwap.wait", &[view]).await;
    has(&error, "{ kind: 'validation', field: 'task' }");
    says(&error, &["another family"]);
    for garbage in
        ["undefined", "null", "5", "{}", "[]", "'{}'", "{ id: '..' }", "{ v: 1, family: 'faceSwap' }"]
    {
        has(&fails(&a2e, "faceSwap.wait", &[js(garbage)]).await, "{ kind: 'validation' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
fn pictures_come_as_a_list_of_addresses() {
    let a2e = Account::new().client();
    for family in [
        "textToImage",
        "nanoBananas",
        "gptImages",
        "wan26Images",
        "wan27Images",
        "qwenImages",
        "flux2Images",
        "klingImages",
        "photobooks",
    ] {
        for (members, urls) in [
            (
                "current_status: 'completed', image_urls: ['https://a.example/1', 'https://a.example/2']",
                "['https://a.example/1', 'https://a.example/2']",
            ),
            (
                "current_status: 'completed', image_urls: ['', 'https://a.example/2', null]",
                "['https://a.example/2']",
            ),
            ("current_status: 'completed', image_urls: 'https://a.example/1'", "['https://a.example/1']"),
            ("current_status: 'processing', image_urls: null", "[]"),
            ("current_status: 'processing', image_url: 'an input'", "[]"),
        ] {
            let record = js(&format!("{{ _id: '{NOBODY}', {members} }}"));
            let view = invoke(&a2e, &format!("{family}.task"), &[record]).unwrap();
            has(&view, &format!("{{ family: '{family}', urls: {urls} }}"));
        }
    }
}

#[wasm_bindgen_test]
async fn a_photobook_has_many_pictures() {
    let account = Account::new();
    let a2e = account.client();
    let task = ok(&a2e, "photobooks.start", &[js("{ face_image_url: 'https://a.example/ada.jpg' }")]).await;
    account.command("clock", "{ advanceMs: 60000 }").await;
    let done = ok(&a2e, "photobooks.wait", &[task]).await;
    assert_eq!(number(&done, "urls.length"), 4.0);
}

//! The verbs of families: those that the service lacks, and names.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn what_the_service_has_not_is_unsupported_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let id = || js(&format!("'{NOBODY}'"));
    let ids = || js(&format!("['{NOBODY}']"));
    for (family, verb, first) in [
        ("hailuoVideos", "batch", ids()),
        ("dubbing", "batch", ids()),
        ("voices", "batch", ids()),
        ("avatarVideos", "batch", ids()),
        ("seedanceVideos", "get", id()),
        ("seedanceVideos", "batch", ids()),
        ("seedanceVideos", "delete", id()),
        ("wan30Videos", "get", id()),
        ("wan30Videos", "list", js("{}")),
        ("wan30Videos", "batch", ids()),
        ("wan30Videos", "delete", id()),
    ] {
        let error = fails(&a2e, &format!("{family}.{verb}"), &[first]).await;
        has(&error, "{ kind: 'unsupported', retryable: false, outcomeUnknown: false }");
        says(&error, &[family, verb]);
    }
    let error = fails(&a2e, "faceSwap.rename", &[id(), "Bob".into()]).await;
    has(&error, "{ kind: 'unsupported' }");
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_task_is_given_another_name() {
    for (family, start) in [
        ("klingVideos", "{ mode: 'text-to-video', prompt: 'a sea' }"),
        ("klingOmniVideos", "{ prompt: 'a sea' }"),
        ("seedance2Videos", "{ prompt: 'a sea' }"),
    ] {
        let account = Account::new();
        let a2e = account.client();
        let task = ok(&a2e, &format!("{family}.start"), &[js(start)]).await;
        ok(&a2e, &format!("{family}.rename"), &[task.clone(), "Bob".into()]).await;
        has(&get(&account.log().await, "1"), "{ method: 'PUT', body: { name: 'Bob' } }");
        has(&ok(&a2e, &format!("{family}.get"), &[task]).await, "{ name: 'Bob' }");
    }
}

#[wasm_bindgen_test]
async fn a_rename_changes_something_and_is_not_sent_again() {
    let account = Account::new();
    account.fault("renameKlingVideo", "{ kind: 'lost' }").await;
    let arguments = [NOBODY.into(), "Bob".into()];
    has(
        &fails(&account.client(), "klingVideos.rename", &arguments).await,
        "{ attempts: 1, outcomeUnknown: true }",
    );
    assert_eq!(account.count("renameKlingVideo").await, 1.0);
}

#[wasm_bindgen_test]
async fn ids_in_other_places_of_the_path_are_filled_in() {
    let account = Account::new();
    let a2e = account.client();
    for (family, path) in [
        ("nanoBananas", "/api/v1/userNanoBanana/detail/"),
        ("gptImages", "/api/v1/userGptImage/detail/"),
        ("photobooks", "/api/v1/userPhotobook/"),
    ] {
        fails(&a2e, &format!("{family}.get"), &[NOBODY.into()]).await;
        let log = account.log().await;
        let last = get(&log, &(number(&log, "length") - 1.0).to_string());
        assert_eq!(text(&last, "path"), format!("{path}{NOBODY}"));
    }
}

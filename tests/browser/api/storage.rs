//! The storage: addresses for uploads, and copies.

use a2e_wasm::Upload;
use a2e_wasm::api::storage::{PresignUpload, PresignedUpload, StoredFile, TransferToStorage};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn transfer_copies_a_file() {
    let account = Account::new();
    let source = format!("{EMULATOR}/__cdn/samples/sample-face.jpg");
    let file = ok(&account.client(), "storage.transfer", &[source.as_str().into()]).await;
    assert!(text(&file, "url").starts_with(EMULATOR));
    has(&get(&account.log().await, "0"), "{ operation: 'transferToStorage' }");
    assert_eq!(text(&account.log().await, "0.body.url"), source);
    round_trip::<StoredFile>(&file);
    round_trip::<TransferToStorage>(&js("{ url: 'https://a.example/1.jpg' }"));
}

#[wasm_bindgen_test]
async fn transfer_of_nothing_is_refused() {
    let account = Account::new();
    for url in ["undefined", "''", "5", "{ url: 'x' }"] {
        let error = fails(&account.client(), "storage.transfer", &[js(url)]).await;
        has(&error, "{ kind: 'validation', field: 'url' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn presign_gives_an_address() {
    let account = Account::new();
    let params = js("{ key: 'a.png', contentType: 'image/png', expiresIn: 120 }");
    let address = ok(&account.client(), "storage.presign", &[params]).await;
    has(&address, "{ bucket: '3days-apac', expiresIn: 120 }");
    round_trip::<PresignedUpload>(&address);
    round_trip::<PresignUpload>(&js(
        "{ key: 'a.png', bucket: 'b', urlPrefix: 'p', cdnDomain: 'c', expiresIn: 60, contentType: 'image/png', fileSize: 5e9, contentLength: 1 }",
    ));
}

#[wasm_bindgen_test]
async fn presign_needs_a_key() {
    let error = fails(&Account::new().client(), "storage.presign", &[js("{ fileSize: 5 }")]).await;
    has(&error, "{ kind: 'validation', field: 'key' }");
}

#[wasm_bindgen_test]
async fn rust_uploads_too() {
    let wanted = Upload { data: js("new Uint8Array(3)"), name: Some("a.png".into()), ..Default::default() };
    let file = Account::new().typed().upload(wanted, &Default::default()).await.unwrap();
    assert!(file.url.ends_with(".png") && file.url.ends_with(&file.key));
}

//! The account, languages, and the storage: addresses for uploads, and copies.

use a2e_wasm::Upload;
use a2e_wasm::api::miscellaneous::{
    Coins, CurrentUser, ExchangeDiamonds, Language, ListLanguages, PresignUpload, PresignedUpload,
    StoredFile, TransferToStorage, User,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn coins_gives_what_is_left() {
    let account = Account::new();
    account.command("accounts", "{ coins: 77, diamonds: 3 }").await;
    let coins = ok(&account.client(), "account.coins", &[]).await;
    has(&coins, "{ coins: 77, diamonds: 3 }");
    round_trip::<Coins>(&coins);
    round_trip::<Coins>(&js("{ coins: 1200 }"));
}

#[wasm_bindgen_test]
async fn diamonds_are_bought_with_coins() {
    let account = Account::new();
    ok(&account.client(), "account.exchangeDiamonds", &[js("{ diamonds: 2 }")]).await;
    has(&ok(&account.client(), "account.coins", &[]).await, "{ coins: 800, diamonds: 12 }");
    account.typed().send(&ExchangeDiamonds { diamonds: 1 }, &Default::default()).await.unwrap();
    assert_eq!(account.coins().await, 700.0);
    // Nobody but the service knows whether a purchase that was not answered was made.
    account.fault("exchangeDiamonds", "{ kind: 'lost' }").await;
    let error = fails(&account.client(), "account.exchangeDiamonds", &[js("{ diamonds: 1 }")]).await;
    has(&error, "{ kind: 'unknown_outcome' }");
    for diamonds in ["{}", "{ diamonds: 1.5 }", "{ diamonds: 'two' }"] {
        let error = fails(&account.client(), "account.exchangeDiamonds", &[js(diamonds)]).await;
        has(&error, "{ kind: 'validation', field: 'diamonds' }");
    }
}

#[wasm_bindgen_test]
async fn the_user_and_the_languages_are_read_by_posts() {
    let account = Account::new();
    let a2e = account.client();
    round_trip::<User>(&ok(&a2e, "account.user", &[]).await);
    round_trip::<Vec<Language>>(&ok(&a2e, "languages.list", &[]).await);
    let (client, plain) = (account.typed(), Default::default());
    client.send(&CurrentUser {}, &plain).await.unwrap();
    assert!(!client.send(&ListLanguages::default(), &plain).await.unwrap().is_empty());
    // A read is sent again although it is a POST.
    account.fault("listLanguages", "{ kind: 'status', status: 503 }").await;
    let _clock = Clock::patient();
    ok(&a2e, "languages.list", &[js("{ voice_map_type: 'en-US' }")]).await;
}

#[wasm_bindgen_test]
async fn fields_that_nobody_documented_are_welcome_where_the_vendor_says_so() {
    let account = Account::new();
    let a2e = account.client();
    ok(&a2e, "account.addUser", &[js("{ username: 'bob', whatever: { deep: 1 } }")]).await;
    has(&get(&account.log().await, "0"), "{ body: { username: 'bob', whatever: { deep: 1 } } }");
    has(&fails(&a2e, "account.addUser", &[js("{}")]).await, "{ kind: 'validation', field: 'username' }");
}

#[wasm_bindgen_test]
async fn transfer_copies_a_file() {
    let account = Account::new();
    let source = format!("{EMULATOR}/__cdn/samples/sample-face.jpg");
    let file = ok(&account.client(), "storage.transfer", &[js(&format!("{{ url: '{source}' }}"))]).await;
    assert!(text(&file, "url").starts_with(EMULATOR));
    has(&get(&account.log().await, "0"), "{ operation: 'transferToStorage' }");
    assert_eq!(text(&account.log().await, "0.body.url"), source);
    round_trip::<StoredFile>(&file);
    round_trip::<TransferToStorage>(&js("{ url: 'https://a.example/1.jpg' }"));
}

#[wasm_bindgen_test]
async fn transfer_of_nothing_is_refused() {
    let account = Account::new();
    for params in ["undefined", "{}", "{ url: '' }", "{ url: 5 }", "'https://a.example/1.jpg'"] {
        let error = fails(&account.client(), "storage.transfer", &[js(params)]).await;
        has(&error, "{ kind: 'validation' }");
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
async fn an_address_without_a_public_one_is_read_because_it_is_paid_for() {
    let account = Account::new();
    account.fault("getUploadUrl", "{ kind: 'record', merge: { cdnUrl: { $delete: true } } }").await;
    let request = PresignUpload { key: "a.png".into(), ..Default::default() };
    let address = account.typed().send(&request, &Default::default()).await.unwrap();
    assert_eq!((address.cdn_url, address.bucket.as_str()), (None, "3days-apac"));
}

#[wasm_bindgen_test]
async fn presign_needs_a_key() {
    let error = fails(&Account::new().client(), "storage.presign", &[js("{ fileSize: 5 }")]).await;
    has(&error, "{ kind: 'validation', field: 'key' }");
}

#[wasm_bindgen_test]
async fn rust_uploads_too() {
    let wanted = Upload { file: js("new Uint8Array(3)"), name: Some("a.png".into()), ..Default::default() };
    let file = Account::new().typed().upload(wanted, &Default::default()).await.unwrap();
    assert!(file.url.ends_with(".png") && file.url.ends_with(&file.key));
}

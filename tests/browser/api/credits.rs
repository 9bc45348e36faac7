//! Prices before a start, and what coins were spent on.

use a2e_wasm::api::credits::{GetCreditsHistory, Quote};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_quote_costs_nothing_and_starts_nothing() {
    let account = Account::new();
    let a2e = account.client();
    let start =
        "{ endpoint: 'POST /api/v1/userText2Image/start', requestBody: { prompt: 'a sea', max_images: 2 } }";
    let quote = ok(&a2e, "credits.quote", &[js(start)]).await;
    has(&quote, "{ credits: 40, generationRequestValidated: true }");
    round_trip::<Quote>(&quote);
    has(&ok(&a2e, "textToImage.list", &[]).await, "{ total: 0 }");
    assert_eq!(account.coins().await, 1000.0);
    // It changes nothing, so it is sent again.
    account.fault("quoteGeneration", "{ kind: 'drop' }").await;
    let _clock = Clock::patient();
    ok(&a2e, "credits.quote", &[js(start)]).await;
}

#[wasm_bindgen_test]
async fn a_quote_needs_a_path_and_a_body() {
    let account = Account::new();
    for (params, field) in [
        ("{ requestBody: {} }", "endpoint"),
        ("{ endpoint: '/api/v1/userText2Image/start' }", "requestBody"),
        ("{ endpoint: '/api/v1/userText2Image/start', requestBody: '{}' }", "requestBody"),
    ] {
        let error = fails(&account.client(), "credits.quote", &[js(params)]).await;
        has(&error, &format!("{{ kind: 'validation', field: '{field}' }}"));
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn the_history_tells_of_every_charge() {
    let account = Account::new();
    let a2e = account.client();
    start(&a2e).await;
    let query = js("{ pageNum: 1, pageSize: 5, is_consumption: true }");
    let history = json(&ok(&a2e, "credits.history", &[query]).await);
    assert!(history.contains("-10"), "{history}");
    let sent = get(&account.log().await, "1.query");
    has(&sent, "{ pageNum: '1', pageSize: '5', is_consumption: 'true' }");
    let typed = GetCreditsHistory { page_num: Some(1), ..Default::default() };
    account.typed().send(&typed, &Default::default()).await.unwrap();
}

#[wasm_bindgen_test]
async fn too_few_coins_are_a_kind_of_their_own() {
    for (family, params) in [("faceSwap", SWAP), ("flux2Images", "{ name: 'sea', prompt: 'a sea' }")] {
        let account = Account::new();
        account.command("accounts", "{ coins: 1 }").await;
        let error = fails(&account.client(), &format!("{family}.start"), &[js(params)]).await;
        has(&error, "{ kind: 'credits', outcomeUnknown: false }");
        assert_eq!(account.coins().await, 1.0);
    }
}

//! The lists in which a key is looked for.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, NAME, keyed, sent};
use crate::support::*;

/// A `fetch` that starts so many other face swaps as soon as a start has failed, all at once.
fn crowded(others: u32) -> String {
    let add = "/api/v1/userFaceSwapTask/add";
    let other = format!("fetch('{EMULATOR}{add}', {{ ...init, body: JSON.stringify({SWAP}) }})");
    format!(
        "{{ fetch: async (url, init) => {{
            try {{ return await fetch(url, init) }} catch (error) {{
                await Promise.all(Array.from({{ length: {others} }}, async () => (await {other}).text()));
                throw error;
            }}
        }} }}"
    )
}

/// Starts so many face swaps without a key.
async fn fill(a2e: &JsValue, count: usize) {
    let starts: Vec<_> = (0..count).map(|_| begin(a2e, "faceSwap.start", &[js(SWAP)])).collect();
    for start in starts {
        start.await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn each_style_of_list_shows_the_key() {
    let video = format!(
        "{{ title: 'Ada', anchor_id: '{NOBODY}', anchor_type: 0, audioSrc: 'https://a.example/1.mp3' }}"
    );
    for (family, params, field) in [
        ("imageToVideo", "{ name: 'Ada', image_url: 'https://a.example/1.jpg', prompt: 'rain' }", "name"),
        ("avatarVideos", video.as_str(), "title"),
        ("gptImages", "{ name: 'Ada', prompt: 'rain' }", "name"),
        ("qwenImages", "{ name: 'Ada', prompt: 'rain' }", "name"),
    ] {
        let account = Account::new();
        let start = format!("{family}.start");
        let task = ok(&account.client(), &start, &[js(params), js(KEY)]).await;
        assert_eq!(text(&task, &format!("record.{field}")), NAME, "{family}");
        let found = ok(&account.client(), &start, &[js(params), js(KEY)]).await;
        assert_eq!(text(&found, "id"), text(&task, "id"), "{family}");
        let log = account.log().await;
        let methods: Vec<_> = (0..3).map(|n| text(&get(&log, &n.to_string()), "method")).collect();
        assert_eq!((methods.join(" "), number(&log, "length")), ("GET POST GET".into(), 3.0), "{family}");
    }
}

#[wasm_bindgen_test]
async fn a_first_list_is_one_page() {
    let account = Account::new();
    account.command("accounts", "{ coins: 9999 }").await;
    fill(&account.client(), 101).await;
    keyed(&account.client(), KEY).await;
    assert_eq!(account.count("listFaceSwapTasks").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_look_goes_back_to_the_page_of_the_start() {
    let account = Account::new();
    account.command("accounts", "{ coins: 9999 }").await;
    account.fault(ADD, "{ kind: 'lost' }").await;
    let clock = Clock::patient();
    let task = keyed(&account.client_with(&crowded(100)), KEY).await;
    has(&get(&task, "record"), &format!("{{ name: '{NAME}' }}"));
    assert_eq!(clock.pauses(), [1000.0]);
    // The first list, and the two pages of the first look.
    assert_eq!(sent(&account).await, (101.0, 3.0));
}

#[wasm_bindgen_test]
async fn a_start_that_is_on_no_page_is_sent_again() {
    let account = Account::new();
    account.command("accounts", "{ coins: 9999 }").await;
    account.fault(ADD, "{ kind: 'drop' }").await;
    let _clock = Clock::patient();
    keyed(&account.client_with(&crowded(101)), AGAIN).await;
    // The first list, and four looks of two pages.
    assert_eq!(sent(&account).await, (103.0, 9.0));
}

#[wasm_bindgen_test]
async fn a_look_goes_back_no_further_than_five_minutes_before_the_start() {
    for (minutes, lists) in [(4, 9.0), (6, 5.0)] {
        let account = Account::new();
        account.command("accounts", "{ coins: 9999 }").await;
        let a2e = account.client();
        fill(&a2e, 101).await;
        account.fault(ADD, "{ kind: 'drop' }").await;
        let _clock = Clock::patient();
        pass(60_000 * minutes).await;
        keyed(&a2e, AGAIN).await;
        assert_eq!(sent(&account).await, (103.0, lists), "after {minutes} minutes");
    }
}

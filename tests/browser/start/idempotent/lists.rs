//! The lists in which a key is looked for.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, NAME, TAG, keyed, sent};
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
        assert!(text(&task, &format!("record.{field}")).starts_with(&format!("Ada {TAG}")), "{family}");
        let found = ok(&account.client(), &start, &[js(params), js(KEY)]).await;
        assert_eq!(text(&found, "id"), text(&task, "id"), "{family}");
        let log = account.log().await;
        let methods: Vec<_> = (0..3).map(|n| text(&get(&log, &n.to_string()), "method")).collect();
        assert_eq!((methods.join(" "), number(&log, "length")), ("GET POST GET".into(), 3.0), "{family}");
    }
}

#[wasm_bindgen_test]
async fn a_task_is_found_however_many_were_started_since() {
    for others in [98, 99, 100, 150] {
        let account = rich().await;
        let task = keyed(&account.client(), KEY).await;
        fill(&account.client(), others).await;
        assert_eq!(text(&keyed(&account.client(), KEY).await, "id"), text(&task, "id"));
        let lists = if others < 100 { 2.0 } else { 3.0 };
        assert_eq!(sent(&account).await, (others as f64 + 1.0, lists), "{others}");
    }
}

#[wasm_bindgen_test]
async fn the_list_is_read_back_to_the_window_by_the_times_of_the_service() {
    let day = "keyWindowMs: 24 * 3_600_000";
    for (hours, of_client, of_call, starts) in [
        (23, "", "", 1.0),
        (25, "", "", 2.0),
        (25, "keyWindowMs: 26 * 3_600_000", "", 1.0),
        (25, "keyWindowMs: Infinity", day, 2.0),
        (23, "keyWindowMs: 3_600_000", "", 2.0),
        (23, "keyWindowMs: 3_600_000", day, 1.0),
    ] {
        // However our clock differs from that of the service.
        let skews = if of_client.is_empty() {
            &[600_000.0, -600_000.0, 90_000_000.0, -90_000_000.0][..]
        } else {
            &[0.0]
        };
        for &skew in skews {
            let account = rich().await;
            keyed(&account.client(), KEY).await;
            // The page with the first row that is too old is read as a whole, so the task is on the next one.
            fill(&account.client(), 100).await;
            account.command("clock", &format!("{{ advanceMs: {} }}", hours * 3_600_000)).await;
            start(&account.client()).await;
            let clock = Clock::patient();
            clock.set_back(skew);
            let a2e = account.client_with(&format!("{{ {of_client} }}"));
            keyed(&a2e, &format!("{{ idempotencyKey: 'order-0001', {of_call} }}")).await;
            assert_eq!(account.count(ADD).await, 101.0 + starts, "{hours} {of_client} {of_call} {skew}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_list_that_is_not_in_order_is_read_to_its_end() {
    // By its last row alone the first page would be the last.
    let account = rich().await;
    keyed(&account.client(), KEY).await;
    fill(&account.client(), 150).await;
    let old = "{ createdAt: '2020-01-01T00:00:00.000Z' }";
    let a2e = account.client_with(&format!(
        "{{ fetch: async (url, init) => {{
            const answer = await fetch(url, init);
            if (!url.includes('pageNum=1&')) return answer;
            const body = JSON.parse(await answer.text());
            Object.assign(body.data.rows[50], {old});
            Object.assign(body.data.rows[99], {old});
            return Response.json(body);
        }} }}"
    ));
    keyed(&a2e, KEY).await;
    assert_eq!(sent(&account).await, (151.0, 3.0));
}

#[wasm_bindgen_test]
async fn pages_that_are_shorter_than_asked_for_are_not_the_end() {
    let account = rich().await;
    keyed(&account.client(), KEY).await;
    fill(&account.client(), 120).await;
    let a2e = account
        .client_with("{ fetch: (url, init) => fetch(url.replace('pageSize=100', 'pageSize=50'), init) }");
    keyed(&a2e, KEY).await;
    assert_eq!(sent(&account).await, (121.0, 4.0));
}

#[wasm_bindgen_test]
async fn a_list_that_counts_more_than_it_shows_is_read_to_an_empty_page() {
    let account = Account::new();
    fill(&account.client(), 2).await;
    let a2e = account.client_with(
        "{ fetch: async (url, init) => {
            const answer = await fetch(url, init);
            return Response.json(JSON.parse((await answer.text()).replace('\"count\":2', '\"count\":101')));
        } }",
    );
    keyed(&a2e, KEY).await;
    assert_eq!(sent(&account).await, (3.0, 2.0));
}

#[wasm_bindgen_test]
async fn a_poll_goes_back_to_the_page_of_the_start() {
    let account = rich().await;
    account.fault(ADD, "{ kind: 'lost' }").await;
    let clock = Clock::patient();
    let task = keyed(&account.client_with(&crowded(100)), KEY).await;
    has(&get(&task, "record"), &format!("{{ name: '{NAME}' }}"));
    assert_eq!(clock.pauses(), [1000.0]);
    // The first list, and the two pages of the first poll.
    assert_eq!(sent(&account).await, (101.0, 3.0));
}

#[wasm_bindgen_test]
async fn a_start_that_is_on_no_page_is_sent_again() {
    let account = rich().await;
    account.fault(ADD, "{ kind: 'drop' }").await;
    let _clock = Clock::patient();
    keyed(&account.client_with(&crowded(101)), AGAIN).await;
    // The first list, and four polls of two pages.
    assert_eq!(sent(&account).await, (103.0, 9.0));
}

/// An account that can pay for hundreds.
async fn rich() -> Account {
    let account = Account::new();
    account.command("accounts", "{ coins: 9999 }").await;
    account
}

//! Lists without an end, which are read within bounds: what was not read may hold the task.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, AGAIN, KEY, refused};
use crate::support::*;

/// Lists that go on for ever, or repeat themselves, with the pages of them that are read.
const ENDLESS: [(&str, f64); 5] = [
    // The page number is ignored.
    ("{ count: 1000, rows: rows(1) }", 2.0),
    ("{ rows: rows(1) }", 2.0),
    // Other rows on each page, without dates, and all of the same moment.
    ("{ rows: rows(page) }", 50.0),
    ("{ rows: rows(page).map((row) => ({ ...row, createdAt: '2026-01-01T00:00:00.000Z' })) }", 50.0),
    // Fewer than were promised.
    ("{ count: 1000, rows: page < 3 ? rows(page) : [] }", 3.0),
];

/// A client that is shown such a list; `lists` counts its pages.
fn shown(account: &Account, data: &str) -> wasm_bindgen::JsValue {
    js("globalThis.lists = 0");
    account.client_with(&format!(
        "{{ fetch: async (url, init) => {{
            if (init.method === 'POST') return fetch(url, init);
            lists += 1;
            // Time stands still meanwhile, and while the answer is read, which takes no turn of the loop.
            await (await fetch(url, init)).text();
            const page = Number(new URL(url).searchParams.get('pageNum'));
            const id = (number) => number.toString(16).padStart(24, '0');
            const rows = (page) => Array.from({{ length: 100 }}, (_, place) => ({{ _id: id(page * 100 + place), name: 'x' }}));
            const body = JSON.stringify({{ code: 0, data: {data} }});
            return {{ status: 200, headers: new Headers(), text: async () => body }};
        }} }}"
    ))
}

#[wasm_bindgen_test]
async fn before_a_first_start_a_bound_is_a_clear_error_and_nothing_is_sent() {
    for (data, pages) in ENDLESS {
        let account = Account::new();
        let error = refused(&shown(&account, data), AGAIN).await;
        has(&error, "{ kind: 'config', field: 'keyWindowMs', outcomeUnknown: false }");
        assert_eq!(
            text(&error, "message"),
            "faceSwap.start: option `keyWindowMs` must be smaller: the list could not be read back \
             so far, and may hold a task with this key there. Nothing was sent"
        );
        assert_eq!(js("lists").as_f64(), Some(pages), "{data}");
        assert_eq!(account.count(ADD).await, 0.0);
    }
}

#[wasm_bindgen_test]
async fn after_a_start_a_bound_leaves_the_outcome_unknown_and_nothing_is_sent_again() {
    for (data, pages) in ENDLESS {
        let account = Account::new();
        let _clock = Clock::patient();
        let options = format!("{{ ...{AGAIN}, sentAt: Date.now() - 20_000 }}");
        let error = refused(&shown(&account, data), &options).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
        // At once, and at 30 s.
        assert_eq!(js("lists").as_f64(), Some(2.0 * pages), "{data}");
        assert_eq!(account.count(ADD).await, 0.0);
    }
}

#[wasm_bindgen_test]
async fn a_smaller_window_helps_where_rows_have_dates() {
    let account = Account::new();
    let made = "new Date(1.8e12 - (page * 100 + place) * 60_000).toISOString()";
    let rows = format!("rows(page).map((row, place) => ({{ ...row, createdAt: {made} }}))");
    let a2e = shown(&account, &format!("{{ rows: {rows} }}"));
    let week = format!("{{ ...{KEY}, keyWindowMs: 7 * 24 * 3_600_000 }}");
    has(&refused(&a2e, &week).await, "{ field: 'keyWindowMs' }");
    // A day of a row a minute is on 15 pages.
    ok(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]).await;
    assert_eq!(js("lists").as_f64(), Some(50.0 + 15.0));
    assert_eq!(account.count(ADD).await, 1.0);
}

//! The four styles of paging: how a page is asked for, and where its records are.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A family of each style, with its names of page and size on the wire.
const STYLES: [(&str, &str, &str); 4] = [
    ("imageToVideo", "pageNum", "pageSize"),
    ("avatarVideos", "current", "pageSize"),
    ("gptImages", "page", "page_size"),
    ("qwenImages", "", ""),
];

/// A client whose service answers these `data`, one after another; the last one stays. What was
/// asked for is in `asked`.
fn answering(data: &str) -> JsValue {
    js("globalThis.asked = []");
    let answer = "Response.json({ code: 0, data: pages[Math.min(asked.length, pages.length) - 1] })";
    let fetch = format!(
        "((pages) => async (url) => (asked.push(new URL(url).searchParams.toString()), {answer}))({data})"
    );
    Account::new().client_with(&format!("{{ fetch: {fetch} }}"))
}

/// So many rows, from this number on.
fn rows(from: u32, count: u32) -> String {
    let row = |n| format!("{{ _id: '{n:024x}' }}");
    format!("[{}]", (from..from + count).map(row).collect::<Vec<_>>().join(","))
}

/// The ids that `listAll` of a family gives.
async fn all(a2e: &JsValue, family: &str, query: &str) -> Vec<String> {
    share("pages", &invoke(a2e, &format!("{family}.listAll"), &[js(query)]).unwrap());
    let code =
        "(async () => { const ids = []; for await (const { _id } of pages) ids.push(_id); return ids })()";
    let ids = JsFuture::from(js_sys::Promise::resolve(&js(code))).await.unwrap();
    js_sys::Array::from(&ids).iter().map(|id| id.as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn each_style_has_its_names_of_page_and_size() {
    for (family, page, size) in STYLES {
        let a2e = answering("[[]]");
        ok(&a2e, &format!("{family}.list"), &[js("{ page: 3, pageSize: 7 }")]).await;
        let wanted = if page.is_empty() { String::new() } else { format!("{page}=3&{size}=7") };
        assert_eq!(text(&js("asked"), "0"), wanted, "{family}");
    }
}

#[wasm_bindgen_test]
async fn the_wire_s_own_names_are_taken_too() {
    for (family, page, size) in STYLES.into_iter().filter(|(_, page, _)| !page.is_empty()) {
        let a2e = answering("[[]]");
        ok(&a2e, &format!("{family}.list"), &[js(&format!("{{ {page}: 3, {size}: 7 }}"))]).await;
        // The two in either order.
        let asked = text(&js("asked"), "0");
        let mut asked: Vec<&str> = asked.split('&').collect();
        asked.sort_by_key(|pair| pair.starts_with(size));
        assert_eq!(asked, [format!("{page}=3"), format!("{size}=7")], "{family}");
    }
}

#[wasm_bindgen_test]
async fn numbers_may_come_as_texts() {
    for (family, page, _) in STYLES {
        for (total, more) in [("'5'", true), ("5", true), ("'2'", false), ("'many'", true)] {
            let a2e = answering(&format!("[{{ rows: {}, total: {total} }}]", rows(1, 2)));
            let found = ok(&a2e, &format!("{family}.list"), &[js("{ pageSize: 2 }")]).await;
            has(&found, &format!("{{ page: 1, pageSize: 2, hasMore: {} }}", more && !page.is_empty()));
        }
    }
}

#[wasm_bindgen_test]
async fn every_page_of_each_style_is_gone_through() {
    for (family, page, _) in STYLES {
        for total in ["total: '5',", "count: 5,", ""] {
            let pages =
                [rows(1, 2), rows(3, 2), rows(5, 1)].map(|rows| format!("{{ {total} data: {rows} }}"));
            let a2e = answering(&format!("[{}]", pages.join(",")));
            let found = all(&a2e, family, "{ pageSize: 2 }").await;
            // A list without pages is asked once.
            let (records, requests) = if page.is_empty() { (2, 1.0) } else { (5, 3.0) };
            assert_eq!(
                (found.len(), number(&js("asked"), "length")),
                (records, requests),
                "{family} {total}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_server_that_ignores_the_page_does_not_go_on_for_ever() {
    for (family, page, _) in STYLES {
        for answer in [rows(1, 2), format!("{{ list: {}, total: '99' }}", rows(1, 2))] {
            let a2e = answering(&format!("[{answer}]"));
            assert_eq!(all(&a2e, family, "{ pageSize: 2 }").await.len(), 2, "{family}");
            let requests = if page.is_empty() { 1.0 } else { 2.0 };
            assert_eq!(number(&js("asked"), "length"), requests, "{family}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_record_that_moves_to_the_next_page_is_given_once() {
    // A start between two requests pushes the last record of the first page to the second.
    let pages = format!(
        "[{{ total: 4, rows: {} }}, {{ total: 5, rows: {} }}, {{ rows: [] }}]",
        rows(1, 2),
        rows(2, 2)
    );
    let a2e = answering(&pages);
    let found = all(&a2e, "imageToVideo", "{ pageSize: 2 }").await;
    assert_eq!(found.len(), 3, "{found:?}");
}

#[wasm_bindgen_test]
async fn the_query_of_a_list_goes_with_every_page() {
    let pages = format!("[{{ list: {} }}, {{ list: [] }}]", rows(1, 2));
    let a2e = answering(&pages);
    all(&a2e, "nanoBananas", "{ pageSize: 2, status: 'completed' }").await;
    for page in ["0", "1"] {
        let query = text(&js("asked"), page);
        assert!(query.contains("status=completed"), "{query}");
    }
}

//! Starts of several pages of one origin, each with a client of its own: their lock, and the note of what was sent.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, KEY, keyed, refused, sent};
use crate::support::*;

/// Where a start with the key is noted.
fn note() -> String {
    format!("a2e-wasm: {EMULATOR} faceSwap [a2e:order-0001]")
}

/// What the library has noted.
fn notes() -> JsValue {
    js("Object.keys(localStorage).filter((name) => name.startsWith('a2e-wasm'))")
}

/// A client whose start is never answered; `held` is fulfilled when it was sent.
fn silent(account: &Account) -> JsValue {
    js("globalThis.held = Promise.withResolvers()");
    account.client_with(
        "{ fetch: (url, init) => {
            if (init.method !== 'POST') return fetch(url, init);
            held.resolve();
            return new Promise(() => {});
        } }",
    )
}

#[wasm_bindgen_test]
async fn two_pages_at_one_moment_make_one_start() {
    let account = Account::new();
    let calls = [(); 3].map(|()| begin(&account.client(), "faceSwap.start", &[js(SWAP), js(KEY)]));
    let mut ids = Vec::new();
    for call in calls {
        ids.push(text(&call.await.unwrap(), "id"));
    }
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(sent(&account).await, (1.0, 3.0));
}

#[wasm_bindgen_test]
async fn pages_do_not_wait_for_each_other_with_other_keys_or_families() {
    let account = Account::new();
    let controller = controller();
    let held = begin(&silent(&account), "faceSwap.start", &[js(SWAP), obeying(&controller, KEY)]);
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&js("held.promise"))).await.unwrap();
    keyed(&account.client(), "{ idempotencyKey: 'order-0002' }").await;
    ok(&account.client(), "wanVideos.start", &[js("{ prompt: 'rain' }"), js(KEY)]).await;
    abort(&controller, "undefined");
    rejects(held).await;
}

#[wasm_bindgen_test]
async fn a_start_is_noted_before_it_is_sent_and_no_longer_than_its_end_is_unknown() {
    for (fault, is_ok) in [("{ kind: 'lost' }", true), ("{ kind: 'status', status: 402 }", false)] {
        let account = Account::new();
        let _clock = Clock::patient();
        account.fault(ADD, fault).await;
        js("globalThis.noted = []");
        let a2e = account.client_with(
            "{ fetch: (url, init) => { noted.push([init.method, Object.entries(localStorage)]); return fetch(url, init) } }",
        );
        let before = js("Date.now()").as_f64().unwrap();
        assert_eq!(call(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]).await.is_ok(), is_ok);
        let during = js("noted.map(([method, [entry]]) => [method, ...(entry ?? [])])");
        let wanted = js(&format!("[['GET'], ['POST', '{}', '{before}']]", note()));
        assert_eq!(json(&js_sys::Array::from(&during).slice(0, 2).into()), json(&wanted));
        assert_eq!(json(&notes()), "[]");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_is_opened_again_polls_for_what_was_sent_and_does_not_send_it() {
    let account = Account::new();
    let task =
        ok(&account.client(), "faceSwap.start", &[js(&format!("{{ ...{SWAP}, name: '{}' }}", super::NAME))])
            .await;
    account.faults(super::LIST, 1, "{ kind: 'data', data: { count: 0, rows: [] } }").await;
    let clock = Clock::patient();
    js(&format!("localStorage['{}'] = Date.now() - 2000", note()));
    let found = keyed(&account.client(), KEY).await;
    assert_eq!(text(&found, "id"), text(&task, "id"));
    assert_eq!(clock.pauses(), [3000.0]);
    assert_eq!(sent(&account).await, (1.0, 2.0));
    assert_eq!(json(&notes()), "[]");
}

#[wasm_bindgen_test]
async fn what_was_noted_and_is_not_found_is_unknown_once() {
    let account = Account::new();
    let clock = Clock::patient();
    js(&format!("localStorage['{}'] = Date.now() - 20_000", note()));
    let a2e = account.client();
    has(&refused(&a2e, KEY).await, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    assert_eq!(clock.pauses(), [10_000.0]);
    assert_eq!(sent(&account).await, (0.0, 2.0));
    // Somebody was told. The same call again looks once, and starts it.
    keyed(&a2e, KEY).await;
    assert_eq!(sent(&account).await, (1.0, 3.0));
}

#[wasm_bindgen_test]
async fn an_aborted_start_stays_noted_for_the_next_page() {
    let account = Account::new();
    let controller = controller();
    let call = begin(&silent(&account), "faceSwap.start", &[js(SWAP), obeying(&controller, KEY)]);
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&js("held.promise"))).await.unwrap();
    let clock = Clock::patient();
    abort(&controller, "undefined");
    has(&rejects(call).await, "{ kind: 'aborted', outcomeUnknown: true }");
    assert_eq!(json(&notes()), json(&js(&format!("['{}']", note()))));
    has(&refused(&account.client(), KEY).await, "{ kind: 'unknown_outcome' }");
    assert_eq!(clock.pauses().len(), 4);
    assert_eq!(sent(&account).await, (0.0, 6.0));
}

#[wasm_bindgen_test]
async fn a_page_can_leave_while_it_waits_for_another() {
    let account = Account::new();
    let [holds, waits] = [controller(), controller()];
    let first = begin(&silent(&account), "faceSwap.start", &[js(SWAP), obeying(&holds, KEY)]);
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&js("held.promise"))).await.unwrap();
    let second = begin(&account.client(), "faceSwap.start", &[js(SWAP), obeying(&waits, KEY)]);
    abort(&waits, "undefined");
    has(&rejects(second).await, "{ kind: 'aborted', outcomeUnknown: false }");
    abort(&holds, "undefined");
    rejects(first).await;
    nobody_listens(&waits);
    // Neither of them keeps the lock.
    js("localStorage.clear()");
    keyed(&account.client(), KEY).await;
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn notes_that_are_older_than_the_window_are_removed_and_those_of_others_are_left() {
    let account = Account::new();
    js(
        "Object.assign(localStorage, { 'a2e-wasm: other': Date.now() - 90_000_000, 'a2e-wasm: young': Date.now(), mine: 1 })",
    );
    js(&format!("localStorage['{}'] = Date.now() - 90_000_000", note()));
    keyed(&account.client(), KEY).await;
    assert_eq!(sent(&account).await, (1.0, 1.0));
    assert_eq!(json(&js("Object.keys(localStorage).sort()")), "[\"a2e-wasm: young\",\"mine\"]");
}

#[wasm_bindgen_test]
async fn a_page_without_locks_or_storage_starts_all_the_same() {
    for broken in [
        "[navigator, 'locks', { value: undefined }]",
        "[navigator, 'locks', { value: { request: () => Promise.reject(new DOMException('', 'SecurityError')) } }]",
        "[navigator, 'locks', { value: { request() { throw new DOMException('', 'SecurityError') } } }]",
        "[globalThis, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } }]",
        "[globalThis, 'localStorage', { value: undefined }]",
        "[globalThis, 'localStorage', { value: new Proxy({}, { set() { throw new DOMException('', 'QuotaExceededError') } }) }]",
    ] {
        let account = Account::new();
        js(&format!(
            "(([owner, name, property]) => {{
                const own = Object.getOwnPropertyDescriptor(owner, name);
                Object.defineProperty(owner, name, {{ ...property, configurable: true }});
                globalThis.mend = () => own ? Object.defineProperty(owner, name, own) : delete owner[name];
            }})({broken})"
        ));
        let task = call(&account.client(), "faceSwap.start", &[js(SWAP), js(KEY)]).await;
        js("mend()");
        has(&task.unwrap(), "{ state: 'queued' }");
        assert_eq!(sent(&account).await, (1.0, 1.0), "{broken}");
    }
}

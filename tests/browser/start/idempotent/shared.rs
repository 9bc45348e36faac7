//! Calls with one key in one client.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ADD, KEY, keyed, refused, sent};
use crate::support::*;

/// Options with a signal and the key.
fn obeying_key(controller: &JsValue) -> JsValue {
    obeying(controller, KEY)
}

/// A client whose first start is carried out, and whose answer never comes; `held` is fulfilled then.
fn held(account: &Account) -> JsValue {
    js("globalThis.held = Promise.withResolvers()");
    let fetch = "async (url, init) => {
        const answer = await fetch(url, init);
        if (init.method !== 'POST' || held.over) return answer;
        await answer.text();
        held.resolve(held.over = true);
        return new Promise(() => {});
    }";
    account.client_with(&format!("{{ fetch: {fetch} }}"))
}

/// Waits until the answer is there.
async fn until_held() {
    JsFuture::from(Promise::resolve(&js("held.promise"))).await.unwrap();
}

#[wasm_bindgen_test]
async fn calls_at_once_are_one_start() {
    let account = Account::new();
    let a2e = account.client();
    let calls = [(); 3].map(|()| begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]));
    let mut ids = Vec::new();
    for call in calls {
        ids.push(text(&call.await.unwrap(), "id"));
    }
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

#[wasm_bindgen_test]
async fn calls_with_other_keys_or_without_one_are_others() {
    let account = Account::new();
    let a2e = account.client();
    let other = "{ idempotencyKey: 'order-0002' }";
    let calls = [KEY, other, "{}"].map(|options| begin(&a2e, "faceSwap.start", &[js(SWAP), js(options)]));
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(sent(&account).await, (3.0, 2.0));
}

#[wasm_bindgen_test]
async fn one_key_serves_each_family_for_itself() {
    let account = Account::new();
    let a2e = account.client();
    let swap = begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]);
    let video = begin(&a2e, "wanVideos.start", &[js("{ name: 'Ada', prompt: 'rain' }"), js(KEY)]);
    has(&swap.await.unwrap(), "{ family: 'faceSwap' }");
    has(&video.await.unwrap(), "{ family: 'wanVideos' }");
}

#[wasm_bindgen_test]
async fn other_parameters_with_the_same_key_are_refused_at_once() {
    let account = Account::new();
    let a2e = account.client();
    let first = begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]);
    for change in ["name: 'Bob'", "video_url: 'https://a.example/other.mp4'"] {
        let other = js(&format!("{{ ...{SWAP}, {change} }}"));
        let error = fails(&a2e, "faceSwap.start", &[other, js(KEY)]).await;
        has(&error, "{ kind: 'validation', field: 'idempotencyKey', outcomeUnknown: false }");
    }
    let task = first.await.unwrap();
    let other = js(&format!("{{ ...{SWAP}, name: 'Bob' }}"));
    let error = fails(&a2e, "faceSwap.start", &[other, js(KEY)]).await;
    has(&error, &format!("{{ kind: 'validation', taskId: '{}' }}", text(&task, "id")));
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

#[wasm_bindgen_test]
async fn a_start_is_remembered_for_a_minute() {
    let account = Account::new();
    let a2e = account.client();
    let clock = Clock::patient();
    let task = keyed(&a2e, KEY).await;
    for (seconds, lists) in [(0, 1.0), (59, 1.0), (2, 2.0)] {
        pass(1000 * seconds).await;
        assert_eq!(text(&keyed(&a2e, KEY).await, "id"), text(&task, "id"));
        assert_eq!(sent(&account).await, (1.0, lists), "{seconds}");
    }
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn calls_at_once_fail_together_and_the_next_one_starts_anew() {
    let account = Account::new();
    let a2e = account.client();
    account.fault(ADD, "{ kind: 'status', status: 400 }").await;
    let calls = [(); 2].map(|()| begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]));
    for call in calls {
        has(&rejects(call).await, "{ kind: 'validation', status: 400 }");
    }
    assert_eq!(sent(&account).await, (1.0, 1.0));
    keyed(&a2e, KEY).await;
    assert_eq!(sent(&account).await, (2.0, 2.0));
}

#[wasm_bindgen_test]
async fn who_only_waits_for_a_start_can_leave_it() {
    let account = Account::new();
    let a2e = account.client();
    let controller = controller();
    let first = begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]);
    let second = begin(&a2e, "faceSwap.start", &[js(SWAP), obeying_key(&controller)]);
    abort(&controller, "undefined");
    has(&rejects(second).await, "{ kind: 'aborted', outcomeUnknown: false }");
    has(&first.await.unwrap(), "{ state: 'queued' }");
    nobody_listens(&controller);
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

#[wasm_bindgen_test]
async fn an_abort_before_the_start_was_sent_leaves_it_to_the_next() {
    let account = Account::new();
    let a2e = account.client();
    let controller = controller();
    let first = begin(&a2e, "faceSwap.start", &[js(SWAP), obeying_key(&controller)]);
    let others = [(); 2].map(|()| begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]));
    abort(&controller, "undefined");
    has(&rejects(first).await, "{ kind: 'aborted', outcomeUnknown: false }");
    let mut ids = Vec::new();
    for other in others {
        ids.push(text(&other.await.unwrap(), "id"));
    }
    assert_eq!(ids[0], ids[1]);
    nobody_listens(&controller);
    assert_eq!(account.count(ADD).await, 1.0);
}

#[wasm_bindgen_test]
async fn an_abort_after_the_start_was_sent_leaves_it_to_the_next_which_looks_first() {
    // Those who wait by then, and one who comes later.
    for waiting in [true, false] {
        let account = Account::new();
        let a2e = held(&account);
        let controller = controller();
        let clock = Clock::patient();
        let first = begin(&a2e, "faceSwap.start", &[js(SWAP), obeying_key(&controller)]);
        let next = || begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]);
        let early = waiting.then(next);
        until_held().await;
        abort(&controller, "undefined");
        has(&rejects(first).await, "{ kind: 'aborted', outcomeUnknown: true }");
        has(&early.unwrap_or_else(next).await.unwrap(), "{ state: 'queued' }");
        assert_eq!(clock.pauses().len(), 0);
        assert_eq!(sent(&account).await, (1.0, 2.0));
        nobody_listens(&controller);
        assert_eq!(clock.waiting(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_start_that_was_aborted_and_is_not_found_stays_unknown() {
    let account = Account::new();
    let a2e = held(&account);
    account.fault(ADD, "{ kind: 'code', code: 0, msg: '' }").await;
    let controller = controller();
    let _clock = Clock::patient();
    let first = begin(&a2e, "faceSwap.start", &[js(SWAP), obeying_key(&controller)]);
    until_held().await;
    abort(&controller, "undefined");
    rejects(first).await;
    has(&refused(&a2e, KEY).await, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    // The first list, a poll at once, and those at 1, 5, 15 and 30 s.
    assert_eq!(sent(&account).await, (1.0, 6.0));
}

/// As in Workers, where no request may wait for another.
const ALONE: &str = "{ poll: { shared: false } }";

#[wasm_bindgen_test]
async fn calls_at_once_are_one_start_although_the_client_shares_nothing() {
    let account = Account::new();
    let a2e = account.client_with(ALONE);
    let clock = Clock::patient();
    let calls = [(); 3].map(|()| begin(&a2e, "faceSwap.start", &[js(SWAP), js(KEY)]));
    let other = js(&format!("{{ ...{SWAP}, name: 'Bob' }}"));
    let error = fails(&a2e, "faceSwap.start", &[other, js(KEY)]).await;
    has(&error, "{ kind: 'validation', field: 'idempotencyKey' }");
    let mut ids = Vec::new();
    for call in calls {
        ids.push(text(&call.await.unwrap(), "id"));
    }
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(sent(&account).await, (1.0, 1.0));
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_client_that_shares_nothing_remembers_a_start_as_well() {
    let account = Account::new();
    let a2e = account.client_with(ALONE);
    let task = keyed(&a2e, KEY).await;
    assert_eq!(text(&keyed(&a2e, KEY).await, "id"), text(&task, "id"));
    assert_eq!(sent(&account).await, (1.0, 1.0));
}

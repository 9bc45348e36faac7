//! What a page is told of itself: hidden, shown, offline, online.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{NEVER, moments};
use crate::support::*;

/// A page that can be hidden and cut off; put back when it is dropped.
struct Page;

impl Page {
    fn new() -> Self {
        js("(() => {
            globalThis.heard = 0;
            for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
                globalThis[name] = (...all) => { heard += step; return EventTarget.prototype[name].apply(globalThis, all) };
            }
        })()");
        Self
    }

    fn be(visibility: &str, online: bool) {
        js(&format!(
            "(Object.defineProperty(document, 'visibilityState', {{ configurable: true, value: '{visibility}' }}),
              Object.defineProperty(navigator, 'onLine', {{ configurable: true, value: {online} }}))"
        ));
    }

    fn tell(event: &str) {
        js(&format!("globalThis.dispatchEvent({event})"));
    }

    fn listeners(&self) -> f64 {
        js("heard").as_f64().unwrap()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        js(
            "(delete document.visibilityState, delete navigator.onLine, delete globalThis.addEventListener, delete globalThis.removeEventListener)",
        );
    }
}

const TIMED: &str = "meet: (ask) => { ask.at = Date.now(); act?.(service.asked.length) }";

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_polls_as_the_wait_wants_it() {
    for (poll, times) in [
        ("timeoutMs: 45000", "[0,10,20,30,40,45]"),
        ("timeoutMs: 45000, hidden: 'slow', minIntervalMs: 500, maxIntervalMs: 500", "[0,10,20,30,40,45]"),
        // The first poll tells what is known, the last one whether the task has ended.
        ("timeoutMs: 45000, hidden: 'pause'", "[0,45]"),
        ("timeoutMs: 30000, hidden: 'normal'", "[0,2,5,9,14,22,30]"),
    ] {
        let page = Page::new();
        Page::be("hidden", true);
        js("globalThis.act = undefined");
        let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
        let clock = Clock::patient();
        for wait in waits(&service.client(&format!("{{ poll: {{ {poll} }} }}")), "faceSwap", 3) {
            has(&rejects(wait).await, "{ kind: 'task_timeout' }");
        }
        assert_eq!(moments(&service), times, "{poll}");
        assert_eq!((page.listeners(), clock.waiting()), (0.0, 0));
    }
}

#[wasm_bindgen_test]
async fn of_two_waits_for_a_task_the_one_that_polls_more_often_in_a_hidden_page_counts() {
    let _page = Page::new();
    Page::be("hidden", true);
    js("globalThis.act = undefined");
    let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
    let a2e = service.client("{ poll: { timeoutMs: 25000, hidden: 'pause' } }");
    let _clock = Clock::patient();
    let paused = begin(&a2e, "faceSwap.wait", &[id(0).into()]);
    let slow = begin(&a2e, "faceSwap.wait", &[id(0).into(), js("{ poll: { hidden: 'slow' } }")]);
    for wait in [paused, slow] {
        has(&rejects(wait).await, "{ kind: 'task_timeout' }");
    }
    assert_eq!(moments(&service), "[0,10,20,25]");
}

#[wasm_bindgen_test]
async fn a_page_that_believes_to_be_offline_polls_as_usual_as_long_as_requests_work() {
    let _page = Page::new();
    Page::be("visible", false);
    js("globalThis.act = undefined");
    let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
    let _clock = Clock::patient();
    let error =
        fails(&service.client("{ poll: { timeoutMs: 30000 } }"), "faceSwap.wait", &[id(0).into()]).await;
    has(&error, "{ kind: 'task_timeout' }");
    assert_eq!(moments(&service), "[0,2,5,9,14,22,30]");
}

#[wasm_bindgen_test]
async fn a_page_without_a_connection_tries_again_and_polls_at_once_when_it_is_online() {
    let _page = Page::new();
    Page::be("visible", false);
    js("globalThis.act = undefined");
    let meet = "meet: (ask) => { ask.at = Date.now(); if (!globalThis.connected) return Promise.reject(new TypeError('offline')) }";
    let service = Service::new(&format!("{{ {meet} }}"));
    js("globalThis.connected = false");
    let clock = Clock::patient();
    js("setTimeout(() => { globalThis.connected = true; dispatchEvent(new Event('online')) }, 61000)");
    all_succeed(waits(&service.client("{}"), "faceSwap", 1)).await;
    let times = moments(&service);
    assert!(times.ends_with(",61]") && times.starts_with("[0,2,5,9,14,"), "{times}");
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_notice_is_followed_at_once_in_a_hidden_page() {
    let _page = Page::new();
    Page::be("hidden", true);
    let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
    for hidden in ["pause", "slow"] {
        js(
            "globalThis.act = (n) => { if (n === 1) setTimeout(() => client.notify({ family: 'faceSwap', id: nth(0) }), 3000) }",
        );
        js("service.asked.length = 0");
        let a2e = service.client(&format!("{{ poll: {{ timeoutMs: 9000, hidden: '{hidden}' }} }}"));
        share("client", &a2e);
        let _clock = Clock::patient();
        for wait in waits(&a2e, "faceSwap", 2) {
            has(&rejects(wait).await, "{ kind: 'task_timeout' }");
        }
        assert_eq!(moments(&service), "[0,3,9]", "{hidden}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_is_shown_again_polls_at_once() {
    for (hidden, event) in [
        ("slow", "new Event('visibilitychange')"),
        ("slow", "new PageTransitionEvent('pageshow', { persisted: true })"),
        ("pause", "new Event('visibilitychange')"),
    ] {
        let page = Page::new();
        Page::be("hidden", true);
        share(
            "show",
            &wasm_bindgen::closure::Closure::<dyn Fn()>::new(|| Page::be("visible", true)).into_js_value(),
        );
        js(&format!(
            "globalThis.act = (n) => {{ if (n === 1) setTimeout(() => {{ show(); dispatchEvent({event}) }}, 5000) }}"
        ));
        let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
        let _clock = Clock::patient();
        let options = format!("{{ poll: {{ timeoutMs: 40000, hidden: '{hidden}' }} }}");
        for wait in waits(&service.client(&options), "faceSwap", 3) {
            has(&rejects(wait).await, "{ kind: 'task_timeout' }");
        }
        assert!(moments(&service).starts_with("[0,5,"), "{event}: {}", moments(&service));
        assert_eq!(page.listeners(), 0.0);
    }
}

#[wasm_bindgen_test]
async fn a_page_that_flickers_polls_as_often_as_its_shortest_pause_allows() {
    for (poll, times) in [
        ("minIntervalMs: 4000", "[0,4,8,12,13]"),
        ("minIntervalMs: 1000", "[0,1,2,3,4,5,6,7,8,9,10,11,12,13]"),
    ] {
        for event in ["visibilitychange", "online"] {
            let page = Page::new();
            Page::be("visible", true);
            js(&format!(
                "globalThis.act = (n) => {{
                    for (let ms = 100; n === 1 && ms <= 12000; ms += 100) setTimeout(() => dispatchEvent(new Event('{event}')), ms);
                }}"
            ));
            let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
            let _clock = Clock::patient();
            let options = format!("{{ poll: {{ timeoutMs: 13000, {poll} }} }}");
            for wait in waits(&service.client(&options), "faceSwap", 3) {
                has(&rejects(wait).await, "{ kind: 'task_timeout' }");
            }
            assert_eq!(moments(&service), times, "{event} {poll}");
            assert_eq!(page.listeners(), 0.0);
        }
    }
}

#[wasm_bindgen_test]
async fn polls_that_fail_are_not_made_more_often_while_the_connection_comes_and_goes() {
    let _page = Page::new();
    Page::be("visible", true);
    let meet = "meet: (ask, service) => {
        ask.at = Date.now();
        for (let ms = 100; service.asked.length === 1 && ms <= 9000; ms += 100) setTimeout(() => dispatchEvent(new Event('online')), ms);
        return Promise.reject(new TypeError('offline'));
    }";
    let service = Service::new(&format!("{{ {meet} }}"));
    let _clock = Clock::patient();
    let a2e = service.client("{ poll: { timeoutMs: 10000 } }");
    has(&fails(&a2e, "faceSwap.wait", &[id(0).into()]).await, "{ kind: 'task_timeout' }");
    assert_eq!(moments(&service), "[0,2,4,6,8,10]");
}

#[wasm_bindgen_test]
async fn a_hidden_page_makes_the_first_poll_of_a_task_that_was_just_started() {
    for (family, params) in [
        ("faceSwap", SWAP),
        (
            "imageToVideo",
            "{ name: 'a', image_url: 'https://a.example/a.png', prompt: 'p', negative_prompt: 'n' }",
        ),
    ] {
        let _page = Page::new();
        Page::be("hidden", true);
        let meet = "meet: (ask) => {
            ask.at = Date.now();
            if (ask.verb === 'detail' && ask.ids[0] !== nth(0)) return reply({ _id: nth(0), current_status: 'sent' });
        }";
        let service = Service::new(&format!("{{ {NEVER}, {meet} }}"));
        let _clock = Clock::patient();
        let a2e = service.client("{ poll: { timeoutMs: 45000, hidden: 'pause' } }");
        let error = fails(&a2e, &format!("{family}.run"), &[js(params)]).await;
        has(&error, "{ kind: 'task_timeout' }");
        let polls = service.tell("service.asked.filter(({ ids }) => ids[0] === nth(0)).map(({ at }) => Math.round((at - service.asked[0].at) / 1000))");
        assert_eq!(polls, "[2,45]", "{family}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_was_never_away_is_not_looked_at_more_often() {
    let page = Page::new();
    js("globalThis.act = undefined");
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let clock = Clock::stopped();
    let a2e = service.client("{}");
    let waits = waits(&a2e, "faceSwap", 3);
    macrotask().await;
    assert_eq!(page.listeners(), 3.0);
    Page::tell("new PageTransitionEvent('pageshow', { persisted: false })");
    macrotask().await;
    assert_eq!(service.count("batch"), 0);
    close(&a2e);
    for wait in waits {
        has(&rejects(wait).await, "{ kind: 'aborted' }");
    }
    assert_eq!((page.listeners(), clock.waiting()), (0.0, 0));
}

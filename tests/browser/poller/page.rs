//! What a page is told of itself: hidden, shown, offline, online.

use wasm_bindgen_test::wasm_bindgen_test;

use super::NEVER;
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

/// The moments of the looks, in seconds after the first.
fn moments(service: &Service) -> String {
    service.tell("service.asked.map(({ at }) => Math.round((at - service.asked[0].at) / 1000))")
}

const TIMED: &str = "meet: (ask) => { ask.at = Date.now(); act?.(service.asked.length) }";

#[wasm_bindgen_test]
async fn nobody_looks_often_at_a_page_that_is_hidden_or_offline() {
    for (visibility, online) in [("hidden", true), ("visible", false)] {
        let page = Page::new();
        Page::be(visibility, online);
        js("globalThis.act = undefined");
        let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
        let clock = Clock::patient();
        for wait in waits(&service.client("{ poll: { timeoutMs: 100000 } }"), "faceSwap", 3) {
            has(&rejects(wait).await, "{ kind: 'task_timeout' }");
        }
        assert_eq!(moments(&service), "[0,30,60,90,100]");
        assert_eq!((page.listeners(), clock.waiting()), (0.0, 0));
    }
}

#[wasm_bindgen_test]
async fn a_page_that_is_shown_or_online_again_looks_at_once() {
    for (visibility, online, event) in [
        ("hidden", true, "new Event('visibilitychange')"),
        ("visible", false, "new Event('online')"),
        ("hidden", true, "new PageTransitionEvent('pageshow', { persisted: true })"),
    ] {
        let page = Page::new();
        Page::be(visibility, online);
        share(
            "show",
            &wasm_bindgen::closure::Closure::<dyn Fn()>::new(|| Page::be("visible", true)).into_js_value(),
        );
        js(&format!(
            "globalThis.act = (n) => {{ if (n === 2) setTimeout(() => {{ show(); dispatchEvent({event}) }}, 5000) }}"
        ));
        let service = Service::new(&format!("{{ {NEVER}, {TIMED} }}"));
        let _clock = Clock::patient();
        for wait in waits(&service.client("{ poll: { timeoutMs: 40000 } }"), "faceSwap", 3) {
            has(&rejects(wait).await, "{ kind: 'task_timeout' }");
        }
        assert!(moments(&service).starts_with("[0,30,35,"), "{event}: {}", moments(&service));
        assert_eq!(page.listeners(), 0.0);
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
    assert_eq!(page.listeners(), 4.0);
    Page::tell("new PageTransitionEvent('pageshow', { persisted: false })");
    macrotask().await;
    assert_eq!(service.count("batch"), 0);
    close(&a2e);
    for wait in waits {
        has(&rejects(wait).await, "{ kind: 'aborted' }");
    }
    assert_eq!((page.listeners(), clock.waiting()), (0.0, 0));
}

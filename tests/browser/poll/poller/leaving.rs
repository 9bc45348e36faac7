//! Aborts, with the real clock: each settles before a timer that was set right after it, and nothing is left.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::NEVER;
use crate::support::*;

/// Keeps account of timers, listeners of the page and fetches, until it is dropped.
struct Ledger;

impl Ledger {
    fn new() -> Self {
        js("(() => {
            const { setTimeout, clearTimeout, fetch } = globalThis;
            globalThis.ledger = { timers: new Set(), listeners: 0, fetches: 0, setTimeout, close: () => Object.assign(globalThis, { setTimeout, clearTimeout, fetch }) };
            globalThis.setTimeout = (then, ...more) => {
                const timer = setTimeout(() => { ledger.timers.delete(timer); then() }, ...more);
                ledger.timers.add(timer);
                return timer;
            };
            globalThis.clearTimeout = (timer) => { ledger.timers.delete(timer); clearTimeout(timer) };
            globalThis.fetch = (url, init) => {
                ledger.fetches += 1;
                init?.signal?.addEventListener('abort', () => { ledger.fetches -= 1 });
                return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal.reason)));
            };
            for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
                globalThis[name] = (...all) => { ledger.listeners += step; return EventTarget.prototype[name].apply(globalThis, all) };
            }
        })()");
        Self
    }

    fn is_even() -> bool {
        json(&js("[ledger.timers.size, ledger.listeners, ledger.fetches]")) == "[0,0,0]"
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        js("(ledger.close(), delete globalThis.addEventListener, delete globalThis.removeEventListener)");
    }
}

/// Aborts what this expression begins, after so many turns of the event loop, and gives the error.
async fn aborted(call: &str, turns: u32) -> JsValue {
    let code = format!(
        "(async () => {{
            const controller = new AbortController(), {{ signal }} = controller;
            const settled = Promise.resolve({call}).then(() => 'a value', (error) => error);
            for (let turn = 0; turn < {turns}; turn++) await new Promise((done) => ledger.setTimeout.call(globalThis, done, 5));
            controller.abort('enough');
            return Promise.race([settled, new Promise((done) => ledger.setTimeout.call(globalThis, done, 0, 'too late'))]);
        }})()"
    );
    JsFuture::from(js_sys::Promise::resolve(&js(&code))).await.unwrap()
}

#[wasm_bindgen_test]
async fn whatever_is_aborted_ends_at_once_and_leaves_nothing() {
    js("globalThis.good = '0123456789abcdef01234567'");
    for call in [
        "client.faceSwap.wait(good, { signal })",
        "client.wait({ family: 'upscale', id: good }, { signal })",
        "client.faceSwap.watch(good, { signal }).next()",
        "client.check([{ family: 'faceSwap', id: good }, { family: 'upscale', id: good }], { signal })",
        "client.faceSwap.run({ name: 'a', face_url: 'https://a.example/a.jpg', video_url: 'https://a.example/a.mp4' }, { signal })",
        "client.faceSwap.start({ name: 'a', face_url: 'https://a.example/a.jpg', video_url: 'https://a.example/a.mp4' }, { signal })",
        "client.faceSwap.listAll({}, { signal }).next()",
        "client.storage.upload(new Uint8Array(9), { name: 'a.jpg', signal })",
    ] {
        for turns in [0, 1, 3] {
            share("client", &Account::new().client());
            let _ledger = Ledger::new();
            has(&aborted(call, turns).await, "{ name: 'AbortError', kind: 'aborted', cause: 'enough' }");
            assert!(
                Ledger::is_even(),
                "{call} {turns}: {}",
                json(&js("[ledger.timers.size, ledger.listeners, ledger.fetches]"))
            );
        }
    }
}

#[wasm_bindgen_test]
async fn all_waits_that_one_signal_ends_leave_nothing() {
    js("globalThis.good = '0123456789abcdef01234567'");
    let call = "client.waitAll(['faceSwap', 'upscale', 'veoVideos'].map((family) => ({ family, id: good })), { signal })
        .then((all) => Promise.reject(all.every(({ reason }) => reason.kind === 'aborted' && reason.taskId === good) ? all[0].reason : all))";
    for turns in [0, 1, 3] {
        share("client", &Account::new().client());
        let _ledger = Ledger::new();
        has(&aborted(call, turns).await, "{ kind: 'aborted', cause: 'enough' }");
        assert!(Ledger::is_even());
    }
}

#[wasm_bindgen_test]
async fn an_abort_between_two_looks_leaves_nothing() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    share("client", &service.client("{}"));
    let _ledger = Ledger::new();
    let error = aborted("client.faceSwap.wait(nth(0), { signal })", 3).await;
    has(&error, &format!("{{ kind: 'aborted', taskId: '{}' }}", id(0)));
    has(&get(&error, "task"), "{ state: 'running' }");
    assert!(Ledger::is_even());
    assert_eq!(service.count("detail"), 1);
}

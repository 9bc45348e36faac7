//! `notify`: a webhook says that there may be news.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{NEVER, SECOND, moments};
use crate::support::*;

#[wasm_bindgen_test]
async fn a_notified_task_is_looked_at_at_once() {
    for task in ["{ family: 'faceSwap', id: nth(0) }", "JSON.stringify({ family: 'faceSwap', id: nth(0) })"] {
        let service = Service::new(
            "{ looks: (id, n) => n < 4 ? { current_status: 'processing', process: n } : { current_status: 'completed', result_url: 'https://a.example/x' } }",
        );
        let a2e = service.client("{ poll: { minIntervalMs: 600000 } }");
        share("client", &a2e);
        let clock = Clock::patient();
        let options = js(&format!("{{ onProgress: () => setTimeout(() => client.notify({task}), 2000) }}"));
        has(&ok(&a2e, "faceSwap.wait", &[id(0).into(), options]).await, "{ state: 'succeeded' }");
        assert_eq!(clock.pauses(), [0.0, 2_000.0, 0.0, 2_000.0, 0.0, 2_000.0, 0.0], "{task}");
    }
}

#[wasm_bindgen_test]
async fn to_notify_of_a_task_for_which_nobody_waits_does_nothing() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    share("client", &a2e);
    let clock = Clock::patient();
    assert_eq!(js("client.notify({ family: 'faceSwap', id: nth(7) })"), false);
    macrotask().await;
    assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("0".into(), 0));
    let changes = invoke(&a2e, "faceSwap.watch", &[id(7).into()]).unwrap();
    assert_eq!(js("client.notify({ family: 'faceSwap', id: nth(7) })"), true);
    macrotask().await;
    assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("0".into(), 0));
    ok(&changes, "return", &[]).await;
}

#[wasm_bindgen_test]
async fn notify_says_whether_a_wait_heard_it() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    for (shared, heard) in [(true, true), (false, false)] {
        let a2e = service.client(&format!("{{ poll: {{ shared: {shared} }} }}"));
        share("client", &a2e);
        let _clock = Clock::patient();
        let waits = waits(&a2e, "faceSwap", 2);
        assert_eq!(js("client.notify({ family: 'faceSwap', id: nth(1) })"), heard);
        assert_eq!(js("client.notify({ family: 'faceSwap', id: nth(2) })"), false);
        assert_eq!(js("client.notify({ family: 'faceSwap.previews', id: nth(1) })"), false);
        all_succeed(waits).await;
        assert_eq!(js("client.notify({ family: 'faceSwap', id: nth(1) })"), false);
    }
}

#[wasm_bindgen_test]
async fn many_notices_of_a_task_poll_it_every_two_seconds_at_most_and_once_after_the_last() {
    for (pace, times) in
        [("minIntervalMs: 600000", "[0,2,4,6,20]"), ("minIntervalMs: 1500", "[0,2,3,5,6,10,14,18,20]")]
    {
        let meet = "meet: (ask, service) => {
            ask.at = Date.now();
            if (service.asked.length > 1) return;
            for (let ms = 100; ms <= 5000; ms += 100) setTimeout(() => client.notify({ family: 'faceSwap', id: nth(0) }), ms);
        }";
        let service = Service::new(&format!("{{ {NEVER}, {meet} }}"));
        let a2e = service.client(&format!("{{ poll: {{ {pace}, maxIntervalMs: 4000, timeoutMs: 20000 }} }}"));
        share("client", &a2e);
        let _clock = Clock::patient();
        has(&fails(&a2e, "faceSwap.wait", &[id(0).into()]).await, "{ kind: 'task_timeout' }");
        assert_eq!(moments(&service), times, "{pace}");
    }
}

#[wasm_bindgen_test]
async fn a_notice_of_nothing_is_refused() {
    let service = Service::new("{}");
    let a2e = service.client("{}");
    for task in [
        "undefined",
        "null",
        "5",
        "'x'",
        "'{'",
        "{}",
        "[]",
        "{ family: 'nope', id: nth(0) }",
        "{ family: 'faceSwap', id: '../x' }",
        "nth(0)",
    ] {
        let error = invoke(&a2e, "notify", &[js(task)]).map(drop).expect_err(task);
        has(&error, "{ kind: 'validation' }");
    }
}

#[wasm_bindgen_test]
async fn a_notice_during_a_poll_brings_another_two_seconds_after_it_began() {
    let account = Account::new();
    account
        .script("[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/x' }]")
        .await;
    let a2e = account.client_with("{ onResponse: () => { if (!told++) notified.notify(subject) } }");
    js("globalThis.told = 0");
    let task = start(&account.client()).await;
    share("subject", &task);
    share("notified", &a2e);
    let clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[task]).await, "{ state: 'succeeded' }");
    assert_eq!(clock.pauses(), [0.0, 2_000.0]);
    assert_eq!(account.count("getFaceSwapTask").await, 2.0);
}

#[wasm_bindgen_test]
async fn a_rest_of_the_family_ends_with_a_webhook_and_then_at_most_every_ten_seconds() {
    // After each answer was read, and before any time passes.
    let webhook = "(async () => { for (let turn = 0; turn < 200; turn++) await null; notified.notify({ family: 'faceSwap', id: nth(0) }) })()";
    for (status, count) in [(429, 1), (503, 1)] {
        let busy = format!("reply({{ code: {status}, msg: 'busy' }}, {status}, {{ 'retry-after': '50' }})");
        let service = Service::new(&format!(
            "{{ meet: (ask, service) => {{ ask.at = Date.now(); return service.asked.length < 4 ? ({webhook}, {busy}) : undefined }} }}"
        ));
        let a2e = service.client("{}");
        share("notified", &a2e);
        let _clock = Clock::patient();
        all_succeed(waits(&a2e, "faceSwap", count)).await;
        let times =
            service.tell("service.asked.map(({ at }) => Math.round((at - service.asked[0].at) / 1000))");
        assert_eq!(times, "[0,2,10,20]", "{status}");
    }
}

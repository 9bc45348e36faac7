//! `notify`: a webhook says that there may be news.

use wasm_bindgen_test::wasm_bindgen_test;

use super::NEVER;
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
        let options = js(&format!("{{ onProgress: () => client.notify({task}) }}"));
        has(&ok(&a2e, "faceSwap.wait", &[id(0).into(), options]).await, "{ state: 'succeeded' }");
        assert_eq!((clock.pauses(), clock.waiting()), (vec![0.0; 4], 0), "{task}");
    }
}

#[wasm_bindgen_test]
async fn to_notify_of_a_task_for_which_nobody_waits_does_nothing() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    share("client", &a2e);
    let clock = Clock::patient();
    js("client.notify({ family: 'faceSwap', id: nth(7) })");
    macrotask().await;
    assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("0".into(), 0));
    let changes = invoke(&a2e, "faceSwap.watch", &[id(7).into()]).unwrap();
    js("client.notify({ family: 'faceSwap', id: nth(7) })");
    macrotask().await;
    assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("0".into(), 0));
    ok(&changes, "return", &[]).await;
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
async fn a_notice_during_a_look_brings_another_right_after_it() {
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
    // Without a pause between the two.
    assert_eq!(clock.pauses(), [0.0]);
    assert_eq!(account.count("getFaceSwapTask").await, 2.0);
}

#[wasm_bindgen_test]
async fn a_long_rest_of_the_family_ends_ten_seconds_after_a_webhook() {
    let busy = "reply({ code: 429, msg: 'busy' }, 429, { 'retry-after': '3600' })";
    // After the answer was read, and before any time passes.
    let webhook = "(async () => { for (let turn = 0; turn < 200; turn++) await null; notified.notify({ family: 'faceSwap', id: nth(0) }) })()";
    let service = Service::new(&format!(
        "{{ meet: (ask, service) => service.asked.length < 2 ? ({webhook}, {busy}) : undefined }}"
    ));
    let a2e = service.client("{}");
    share("notified", &a2e);
    let clock = Clock::patient();
    let began = clock.now();
    has(&ok(&a2e, "faceSwap.wait", &[id(0).into()]).await, "{ state: 'succeeded' }");
    assert_eq!(clock.now() - began, 10_000.0);
}

//! Tasks that come from a store: `wait`, `watch` and `waitAll` of the client itself.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{NEVER, SECOND};
use crate::support::*;

#[wasm_bindgen_test]
async fn a_stored_view_is_waited_for_in_every_form() {
    let account = Account::new();
    account.script(DONE).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    let stored = json(&task);
    for form in [task.clone(), js_sys::JSON::parse(&stored).unwrap(), stored.into()] {
        has(&ok(&a2e, "wait", &[form.clone()]).await, "{ state: 'succeeded', family: 'faceSwap' }");
        let changes = invoke(&a2e, "watch", &[form]).unwrap();
        has(&get(&ok(&changes, "next", &[]).await, "value"), "{ state: 'succeeded' }");
        has(&ok(&changes, "next", &[]).await, "{ done: true }");
    }
}

#[wasm_bindgen_test]
async fn a_stored_view_that_was_tampered_with_is_refused_before_anything_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    js("globalThis.good = '0123456789abcdef01234567'");
    for task in [
        "undefined",
        "null",
        "5",
        "''",
        "'x'",
        "'{'",
        "'[]'",
        "good",
        "[]",
        "{}",
        "{ id: good }",
        "{ family: 'nope', id: good }",
        "{ family: '', id: good }",
        "{ family: 'constructor', id: good }",
        "{ family: '__proto__', id: good }",
        "{ family: 'speech', id: good }",
        "{ family: 'faceSwap ', id: good }",
        "{ family: ['faceSwap'], id: good }",
        "{ family: 'faceSwap' }",
        "{ family: 'faceSwap', id: '../../admin' }",
        "{ family: 'faceSwap', id: good + '/x' }",
        "{ family: 'faceSwap', id: [good] }",
        r#"'{"__proto__":{"family":"faceSwap"},"id":"0123456789abcdef01234567"}'"#,
    ] {
        has(&fails(&a2e, "wait", &[js(task)]).await, "{ kind: 'validation' }");
        has(&invoke(&a2e, "watch", &[js(task)]).map(drop).expect_err(task), "{ kind: 'validation' }");
        let outcomes = ok(&a2e, "waitAll", &[js(&format!("[{task}]"))]).await;
        has(&get(&outcomes, "0"), "{ status: 'rejected' }");
        has(&get(&outcomes, "0.reason"), "{ kind: 'validation' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn each_of_many_waits_has_its_own_outcome_in_order() {
    let service = Service::new(
        "{ looks: (id) => id === nth(1) ? { current_status: 'failed', faild_message: 'no face' } : { current_status: 'completed', result_url: 'https://a.example/x' } }",
    );
    let _clock = Clock::patient();
    let tasks = "[{ family: 'faceSwap', id: nth(1) }, { family: 'nope', id: nth(2) }, JSON.stringify({ family: 'upscale', id: nth(3) }), { family: 'faceSwap', id: nth(4) }]";
    share("outcomes", &ok(&service.client("{}"), "waitAll", &[js(tasks)]).await);
    assert_eq!(
        json(&js(
            "outcomes.map(({ value, reason }) => value ? [value.family, value.id === nth(3) || value.id === nth(4)] : reason.kind)"
        )),
        r#"["task_failed","validation",["upscale",true],["faceSwap",true]]"#
    );
    assert_eq!(js("outcomes[0].reason.taskId"), id(1).as_str());
}

#[wasm_bindgen_test]
async fn one_signal_ends_all_of_them() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    js("globalThis.leaving = new AbortController()");
    let clock = Clock::patient();
    let tasks = "[0, 1, 2].map((n) => ({ family: n ? 'faceSwap' : 'upscale', id: nth(n) }))";
    let options = "{ signal: leaving.signal, onProgress: () => leaving.abort('enough') }";
    share("outcomes", &ok(&a2e, "waitAll", &[js(tasks), js(options)]).await);
    assert_eq!(
        json(&js(
            "outcomes.map(({ reason: { kind, taskId, cause } }, n) => [kind, taskId === nth(n), cause])"
        )),
        r#"[["aborted",true,"enough"],["aborted",true,"enough"],["aborted",true,"enough"]]"#
    );
    assert_eq!(clock.waiting(), 0);
    let asked = service.tell("service.asked.length");
    share("outcomes", &ok(&a2e, "waitAll", &[js(tasks), js(options)]).await);
    assert_eq!(
        json(&js("outcomes.map(({ reason }, n) => reason.kind + (reason.taskId === nth(n)))")),
        r#"["abortedtrue","abortedtrue","abortedtrue"]"#
    );
    assert_eq!(service.tell("service.asked.length"), asked);
}

#[wasm_bindgen_test]
async fn a_wait_for_all_of_nothing_is_over_and_what_is_no_array_is_refused() {
    let service = Service::new("{}");
    let a2e = service.client("{}");
    assert_eq!(json(&ok(&a2e, "waitAll", &[js("[]")]).await), "[]");
    has(&fails(&a2e, "waitAll", &[js("{}")]).await, "{ kind: 'validation', field: 'tasks' }");
    has(&fails(&a2e, "waitAll", &[js("[]"), js("{ pol: 1 }")]).await, "{ kind: 'config', field: 'pol' }");
}

#[wasm_bindgen_test]
async fn a_slow_reader_is_told_of_the_newest_change_alone() {
    let service = Service::new(
        "{ looks: (id, n) => n < 4 ? { current_status: 'processing', process: n } : { current_status: 'completed', result_url: 'https://a.example/x' } }",
    );
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let changes = invoke(&a2e, "faceSwap.watch", &[id(0).into()]).unwrap();
    has(&get(&ok(&changes, "next", &[]).await, "value"), "{ progress: 1 }");
    // Somebody else brings the news.
    has(&ok(&a2e, "faceSwap.wait", &[id(0).into()]).await, "{ state: 'succeeded' }");
    has(&get(&ok(&changes, "next", &[]).await, "value"), "{ state: 'succeeded' }");
    has(&ok(&changes, "next", &[]).await, "{ done: true }");
    assert_eq!(service.count("detail"), 4);
}

#[wasm_bindgen_test]
async fn a_watch_that_is_left_or_never_read_asks_nothing() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let unread = invoke(&a2e, "faceSwap.watch", &[id(0).into()]).unwrap();
    let left = invoke(&a2e, "faceSwap.watch", &[id(1).into()]).unwrap();
    ok(&left, "next", &[]).await;
    ok(&left, "return", &[]).await;
    macrotask().await;
    assert_eq!(
        (service.tell("service.asked.map((ask) => ask.ids.map(Number))"), clock.waiting()),
        ("[[1]]".into(), 0)
    );
    ok(&unread, "return", &[]).await;
}

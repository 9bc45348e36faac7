//! Many waits on one client: as few requests as possible, and each wait its own outcome.

mod callbacks;
mod check;
mod clocks;
mod ends;
mod faults;
mod leaving;
mod notify;
mod page;
mod stored;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// Looks of which the second shows the end.
const SECOND: &str = "looks: (id, n) => n < 2 ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'https://a.example/x' }";

/// Looks that never show an end.
const NEVER: &str = "looks: () => ({ current_status: 'processing' })";

/// The moments of the looks, in seconds after the first.
fn moments(service: &Service) -> String {
    service.tell("service.asked.map(({ at }) => Math.round((at - service.asked[0].at) / 1000))")
}

#[wasm_bindgen_test]
async fn two_hundred_tasks_cost_one_request_a_round() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let clock = Clock::patient();
    all_succeed(waits(&service.client("{}"), "faceSwap", 450)).await;
    assert_eq!(service.tell("service.asked.map((ask) => ask.ids.length)"), "[200,200,50,200,200,50]");
    assert_eq!((service.count("batch"), service.count("detail"), clock.waiting()), (6, 0, 0));
}

#[wasm_bindgen_test]
async fn one_task_is_asked_for_by_its_own_route() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let _clock = Clock::patient();
    all_succeed(waits(&service.client("{}"), "faceSwap", 1)).await;
    assert_eq!((service.count("detail"), service.count("batch")), (2, 0));
}

#[wasm_bindgen_test]
async fn the_emulator_s_batch_ends_waits_like_any_other() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    let mut tasks = Vec::new();
    for _ in 0..5 {
        tasks.push(start(&a2e).await);
    }
    account.command("clock", "{ advanceMs: 60000 }").await;
    let _clock = Clock::patient();
    let waits: Vec<_> = tasks.iter().map(|task| begin(&a2e, "faceSwap.wait", &[task.clone()])).collect();
    for (wait, task) in waits.into_iter().zip(&tasks) {
        assert_eq!(text(&wait.await.unwrap(), "id"), text(task, "id"));
    }
    assert_eq!(account.count("batchGetFaceSwapTasks").await, 1.0);
    assert_eq!(account.count("getFaceSwapTask").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_family_without_a_batch_is_looked_at_in_its_list() {
    let account = Account::new();
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    let mut tasks = Vec::new();
    for _ in 0..4 {
        tasks.push(
            ok(
                &a2e,
                "hailuoVideos.start",
                &[js("{ prompt: 'A calm sea', image_url: 'https://a.example/a.jpg' }")],
            )
            .await,
        );
    }
    account.command("clock", "{ advanceMs: 600000 }").await;
    let _clock = Clock::patient();
    let waits: Vec<_> = tasks.iter().map(|task| begin(&a2e, "hailuoVideos.wait", &[task.clone()])).collect();
    for wait in waits {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
    let looks = account.log().await;
    let looks = js_sys::Array::from(&looks).filter(&mut |entry, _, _| text(&entry, "method") == "GET");
    assert_eq!(looks.length(), 1, "{}", json(&looks));
}

#[wasm_bindgen_test]
async fn a_family_with_neither_is_asked_six_tasks_at_a_time() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let _clock = Clock::patient();
    all_succeed(waits(&service.client("{}"), "faceSwap.previews", 20)).await;
    assert_eq!((service.most(), service.count("detail")), (6.0, 40));
}

#[wasm_bindgen_test]
async fn families_do_not_disturb_each_other() {
    let service = Service::new(&format!(
        "{{ {SECOND}, meet: (ask) => ask.base.endsWith('veoVideo') ? new Promise(() => {{}}) : undefined }}"
    ));
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let hanging = waits(&a2e, "veoVideos", 3);
    for family in ["faceSwap", "faceSwap.previews", "upscale", "hailuoVideos"] {
        all_succeed(waits(&a2e, family, 7)).await;
    }
    close(&a2e);
    for wait in hanging {
        has(&rejects(wait).await, "{ kind: 'aborted' }");
    }
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn two_waits_for_one_task_cost_one_request_and_the_abort_of_one_leaves_the_other() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let a2e = service.client("{}");
    js("globalThis.leaving = new AbortController()");
    let _clock = Clock::patient();
    let first = begin(
        &a2e,
        "faceSwap.wait",
        &[id(0).into(), js("{ signal: leaving.signal, onProgress: () => leaving.abort() }")],
    );
    let second = begin(&a2e, "faceSwap.wait", &[id(0).into()]);
    has(&rejects(first).await, &format!("{{ kind: 'aborted', taskId: '{}' }}", id(0)));
    has(&second.await.unwrap(), "{ state: 'succeeded' }");
    assert_eq!(service.count("detail"), 2);
}

#[wasm_bindgen_test]
async fn a_wait_and_a_watch_of_one_task_share_its_looks() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let changes = invoke(&a2e, "faceSwap.watch", &[id(0).into()]).unwrap();
    let wait = begin(&a2e, "faceSwap.wait", &[id(0).into()]);
    has(&get(&ok(&changes, "next", &[]).await, "value"), "{ state: 'running' }");
    has(&get(&ok(&changes, "next", &[]).await, "value"), "{ state: 'succeeded' }");
    has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    has(&ok(&changes, "next", &[]).await, "{ done: true }");
    assert_eq!(service.count("detail"), 2);
}

#[wasm_bindgen_test]
async fn waits_with_different_headers_are_not_mixed() {
    let service = Service::new("{}");
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let with = |n: u32, who: &str| {
        begin(&a2e, "faceSwap.wait", &[id(n).into(), js(&format!("{{ headers: {{ 'x-who': '{who}' }} }}"))])
    };
    for wait in [with(0, "a"), with(1, "b"), with(2, "a"), with(3, "b")] {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
    let asked =
        service.tell("service.asked.map(({ ids, headers }) => [headers.get('x-who'), ...ids.map(Number)])");
    assert_eq!(asked, r#"[["a",0,2],["b",1,3]]"#);
}

#[wasm_bindgen_test]
async fn a_pause_that_one_call_was_told_is_obeyed_by_those_with_other_headers() {
    let busy =
        "meet: (ask) => service.asked.length === 1 ? reply('', 429, { 'retry-after': '30' }) : undefined";
    let service = Service::new(&format!("{{ {busy} }}"));
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let first = begin(&a2e, "faceSwap.wait", &[id(0).into()]);
    let began = clock.now();
    while service.count("detail") == 0 {
        macrotask().await;
    }
    macrotask().await;
    let second = begin(&a2e, "faceSwap.wait", &[id(1).into(), js("{ headers: { 'x-who': 'b' } }")]);
    has(&second.await.unwrap(), "{ state: 'succeeded' }");
    // With the half of a fifth on top.
    assert_eq!((clock.now() - began).round(), 33_000.0);
    has(&first.await.unwrap(), "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn waits_that_share_nothing_are_looked_at_each_for_itself() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let clock = Clock::patient();
    all_succeed(waits(&service.client("{ poll: { shared: false } }"), "faceSwap", 20)).await;
    assert_eq!((service.count("batch"), service.count("detail"), clock.waiting()), (0, 40, 0));
}

#[wasm_bindgen_test]
async fn ten_thousand_waits_all_end() {
    let service = Service::new("{}");
    let a2e = service.client("{}");
    share("many", &a2e);
    let all = ok(&js("{ go: () => many.waitAll(Array.from({ length: 10000 }, (_, n) => ({ family: 'faceSwap', id: nth(n) }))) }"), "go", &[]).await;
    share("many", &all);
    assert_eq!(js("many.length"), JsValue::from(10_000));
    assert_eq!(js("many.every(({ value }, n) => value.id === nth(n) && value.state === 'succeeded')"), true);
    assert_eq!((service.count("batch"), service.most()), (50, 6.0));
}

#[wasm_bindgen_test]
async fn close_ends_a_thousand_waits_each_with_its_task() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    let clock = Clock::stopped();
    let waits = waits(&a2e, "faceSwap", 1000);
    macrotask().await;
    close(&a2e);
    for (n, wait) in waits.into_iter().enumerate() {
        has(&rejects(wait).await, &format!("{{ kind: 'aborted', taskId: '{}' }}", id(n as u32)));
    }
    assert_eq!(clock.waiting(), 0);
}

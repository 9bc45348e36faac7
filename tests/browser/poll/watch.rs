//! Waits: when they look, what they tolerate, and how they end.

mod missing;
mod several;

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// Runs a face swap whose looks show this, with these options, to its good end.
async fn run(account: &Account, looks: &str, options: &str) -> JsValue {
    account.script(looks).await;
    ok(&account.client(), "faceSwap.run", &[js(SWAP), js(options)]).await
}

/// Starts a face swap whose looks show this, and gives its client and its view.
async fn started(account: &Account, looks: &str) -> (JsValue, JsValue) {
    account.script(looks).await;
    let a2e = account.client();
    let task = start(&a2e).await;
    (a2e, task)
}

#[wasm_bindgen_test]
async fn run_tells_each_change_in_order_and_gives_the_last() {
    let account = Account::new();
    let looks = "[{ current_status: 'initialized' }, { current_status: 'processing' }, { current_status: 'processing' },
        { current_status: 'completed', result_url: 'https://a.example/done.mp4' }]";
    js("globalThis.told = []");
    let clock = Clock::patient();
    let task = run(&account, looks, "{ onProgress: (task) => told.push(task.state) }").await;
    has(&task, "{ state: 'succeeded', urls: ['https://a.example/done.mp4'] }");
    assert_eq!(json(&js("told")), r#"["queued","running","succeeded"]"#);
    assert_eq!(account.count("addFaceSwapTask").await, 1.0);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn pauses_grow_and_a_change_starts_again_from_the_shortest() {
    let account = Account::new();
    let looks = "[{ current_status: 'processing' }, {}, {}, {}, { process: 50 }, { process: 50 }].map((look) => ({ current_status: 'processing', ...look }))
        .concat({ current_status: 'completed', result_url: 'https://a.example/x' })";
    let clock = Clock::patient();
    let (a2e, task) = started(&account, looks).await;
    ok(&a2e, "faceSwap.wait", &[task]).await;
    assert_eq!(clock.pauses(), [0.0, 2000.0, 2800.0, 3920.0, 5488.0, 2000.0, 2800.0]);
}

#[wasm_bindgen_test]
async fn the_pace_is_the_caller_s_to_choose() {
    let account = Account::new();
    let looks = "[...Array(4).fill({ current_status: 'processing' }), { current_status: 'completed', result_url: 'https://a.example/x' }]";
    let clock = Clock::patient();
    run(&account, looks, "{ poll: { minIntervalMs: 100, maxIntervalMs: 150 } }").await;
    assert_eq!(clock.pauses(), [100.0, 100.0, 140.0, 150.0, 150.0]);
}

#[wasm_bindgen_test]
async fn a_pause_that_the_service_asks_for_is_obeyed() {
    let account = Account::new();
    let (a2e, task) = started(&account, DONE).await;
    let busy = "{ kind: 'status', status: 429, headers: { 'retry-after': '30' } }";
    account.fault("*", busy).await;
    let clock = Clock::patient();
    ok(&a2e, "faceSwap.wait", &[task]).await;
    assert_eq!(clock.pauses(), [0.0, 33_000.0]);
}

#[wasm_bindgen_test]
async fn a_deadline_ends_a_wait_with_the_task() {
    let account = Account::new();
    let (a2e, task) = started(&account, ENDLESS).await;
    let clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task.clone(), js("{ poll: { timeoutMs: 10000 } }")]).await;
    has(&error, "{ kind: 'task_timeout', outcomeUnknown: false }");
    says(&error, &["faceSwap", "goes on at the service"]);
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    has(&get(&error, "task"), "{ state: 'running' }");
    assert_eq!(clock.pauses().iter().sum::<f64>(), 10_000.0);
    assert_eq!(clock.waiting(), 0);
}

/// A pace that makes few looks of a long time.
const SLOW: &str = "minIntervalMs: 700000, maxIntervalMs: 700000";

#[wasm_bindgen_test]
async fn a_wait_without_a_deadline_goes_on() {
    let account = Account::new();
    let looks = "[...Array(9).fill({ current_status: 'processing' }), { current_status: 'completed', result_url: 'https://a.example/x' }]";
    let clock = Clock::patient();
    run(&account, looks, &format!("{{ poll: {{ {SLOW}, timeoutMs: Infinity }} }}")).await;
    assert_eq!(clock.pauses().iter().sum::<f64>(), 7_000_000.0);
}

#[wasm_bindgen_test]
async fn an_hour_is_the_default_deadline() {
    let account = Account::new();
    let (a2e, task) = started(&account, ENDLESS).await;
    let clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task, js(&format!("{{ poll: {{ {SLOW} }} }}"))]).await;
    has(&error, "{ kind: 'task_timeout' }");
    assert_eq!(clock.pauses().iter().sum::<f64>(), 3_600_000.0);
}

#[wasm_bindgen_test]
async fn passing_trouble_is_tolerated() {
    let account = Account::new();
    let (_, task) = started(&account, DONE).await;
    let trouble = "[
        { kind: 'status', status: 500 },
        { kind: 'status', status: 503 },
        { kind: 'drop' },
        { kind: 'cut' },
        { kind: 'truncate' },
        { kind: 'body', status: 502, body: '<html>Bad Gateway</html>' },
        { kind: 'code', code: 1001, msg: 'busy' },
        { kind: 'status', status: 408 },
    ]";
    let a2e = account.client_with(&meeting(trouble));
    let _clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[task]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_refused_token_ends_a_wait_and_names_the_task() {
    for status in [401, 403] {
        let account = Account::new();
        let (a2e, task) = started(&account, ENDLESS).await;
        account.faults("*", 0, &format!("{{ kind: 'status', status: {status} }}")).await;
        let _clock = Clock::patient();
        let error = fails(&a2e, "faceSwap.wait", &[task.clone()]).await;
        has(&error, &format!("{{ status: {status} }}"));
        assert_eq!(text(&error, "taskId"), text(&task, "id"));
    }
}

#[wasm_bindgen_test]
async fn a_success_without_a_result_is_looked_at_three_times_more() {
    let account = Account::new();
    let (a2e, task) = started(&account, "[{ current_status: 'completed', result_url: '' }]").await;
    let _clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task.clone()]).await;
    has(&error, "{ kind: 'decode' }");
    has(&get(&error, "task"), "{ state: 'succeeded', urls: [] }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    assert_eq!(account.count("getFaceSwapTask").await, 4.0);
}

#[wasm_bindgen_test]
async fn a_result_may_come_a_moment_after_the_success() {
    let account = Account::new();
    let looks = "[{ current_status: 'completed', result_url: null }, { current_status: 'completed', result_url: 'https://a.example/x' }]";
    let _clock = Clock::patient();
    has(&run(&account, looks, "{}").await, "{ state: 'succeeded', urls: ['https://a.example/x'] }");
}

#[wasm_bindgen_test]
async fn an_unknown_word_runs_until_there_is_a_result() {
    let account = Account::new();
    let looks = "[{ current_status: 'polishing' }, { current_status: 'polishing', result_url: 'https://a.example/x' }]";
    let _clock = Clock::patient();
    has(
        &run(&account, looks, "{}").await,
        "{ state: 'succeeded', status: 'polishing', urls: ['https://a.example/x'] }",
    );
}

#[wasm_bindgen_test]
async fn a_failure_wins_over_a_result_and_tells_code_and_message() {
    let account = Account::new();
    let failed = "[{ current_status: 'failed', result_url: 'https://a.example/x', error_code: '500', faild_message: 'No face detected' }]";
    let (a2e, task) = started(&account, failed).await;
    let error = fails(&a2e, "faceSwap.wait", &[task.clone()]).await;
    has(&error, "{ kind: 'task_failed', code: '500', retryable: false, outcomeUnknown: false }");
    says(&error, &["No face detected"]);
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    has(&get(&error, "task.failure"), "{ code: '500', message: 'No face detected' }");
}

#[wasm_bindgen_test]
async fn a_record_without_an_id_is_no_look_at_the_task() {
    let account = Account::new();
    let (a2e, task) = started(&account, DONE).await;
    for data in ["{}", "null", "[]", "'x'", &format!("{{ _id: '{NOBODY}', current_status: 'failed' }}")] {
        account.fault("getFaceSwapTask", &format!("{{ kind: 'data', data: {data} }}")).await;
    }
    let _clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[task]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_start_that_is_done_at_once_is_told_and_needs_no_look() {
    let account = Account::new();
    let done =
        "{ kind: 'record', merge: { current_status: 'completed', result_url: 'https://a.example/x' } }";
    account.fault("addFaceSwapTask", done).await;
    js("globalThis.told = []");
    let options = js("{ onProgress: (task) => told.push(task.state) }");
    let task = ok(&account.client(), "faceSwap.run", &[js(SWAP), options]).await;
    has(&task, "{ state: 'succeeded', urls: ['https://a.example/x'] }");
    assert_eq!(json(&js("told")), r#"["succeeded"]"#);
    assert_eq!(account.count("getFaceSwapTask").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_poll_that_hangs_outlives_the_deadline_by_ten_seconds() {
    let service = Service::new(
        "{ looks: () => ({ current_status: 'processing' }), meet: (ask, service) => service.asked.length < 2 ? undefined : new Promise(() => {}) }",
    );
    let clock = Clock::impatient();
    let options = js("{ poll: { timeoutMs: 10000 } }");
    let error = fails(&service.client("{}"), "faceSwap.wait", &[id(0).into(), options]).await;
    has(&error, "{ kind: 'task_timeout', cause: undefined }");
    has(&get(&error, "task"), "{ state: 'running' }");
    assert_eq!((clock.pauses().iter().sum::<f64>(), clock.waiting()), (20_000.0, 0));
}

#[wasm_bindgen_test]
async fn a_first_poll_that_hangs_has_the_whole_time_of_a_request() {
    let account = Account::new();
    let (a2e, task) = started(&account, ENDLESS).await;
    account.faults("*", 0, "{ kind: 'hang' }").await;
    let clock = Clock::impatient();
    let error = fails(&a2e, "faceSwap.wait", &[task, js("{ poll: { timeoutMs: 10000 } }")]).await;
    has(&error, "{ kind: 'task_timeout' }");
    has(&get(&error, "cause"), "{ kind: 'timeout' }");
    assert_eq!((clock.pauses().iter().sum::<f64>(), clock.waiting()), (70_000.0, 0));
}

#[wasm_bindgen_test]
async fn two_waits_for_one_task_both_end() {
    let account = Account::new();
    let (a2e, task) = started(&account, DONE).await;
    let waits = [begin(&a2e, "faceSwap.wait", &[task.clone()]), begin(&a2e, "faceSwap.wait", &[task])];
    for wait in waits {
        has(&wait.await.unwrap(), "{ state: 'succeeded' }");
    }
}

#[wasm_bindgen_test]
async fn a_deadline_ends_a_wait_whose_polls_hang_and_have_no_limit() {
    let service = Service::new("{ meet: () => new Promise(() => {}) }");
    let a2e = service.client("{ timeoutMs: Infinity, poll: { timeoutMs: 10000 } }");
    let clock = Clock::impatient();
    has(&fails(&a2e, "faceSwap.wait", &[id(0).into()]).await, "{ kind: 'task_timeout' }");
    assert_eq!((clock.pauses().iter().sum::<f64>(), clock.waiting()), (610_000.0, 0));
}

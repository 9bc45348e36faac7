//! `check`: one look at each of many tasks.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{NEVER, SECOND};
use crate::support::*;

/// Checks these tasks, and gives what an expression makes of each outcome.
async fn check(a2e: &JsValue, tasks: &str, body: &str) -> String {
    let outcomes = ok(a2e, "check", &[js(tasks)]).await;
    share("outcomes", &outcomes);
    json(&js(&format!("outcomes.map(({{ status, value, reason }}) => {body})")))
}

#[wasm_bindgen_test]
async fn many_tasks_cost_a_request_for_each_two_hundred_of_a_family() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let clock = Clock::patient();
    let tasks = "[...Array.from({ length: 450 }, (_, n) => ({ family: 'faceSwap', id: nth(n) })), ...[1, 2, 3].map((n) => ({ family: 'upscale', id: nth(n) }))]";
    let all = check(&service.client("{}"), tasks, "value.state === 'running' && value.family").await;
    assert_eq!(all.matches("\"faceSwap\"").count(), 450);
    assert!(all.ends_with(r#""faceSwap","upscale","upscale","upscale"]"#));
    assert_eq!(service.tell("service.asked.map((ask) => ask.ids.length)"), "[200,200,50,3]");
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn each_task_has_its_own_outcome_in_order() {
    let (account, other) = (Account::new(), Account::new());
    let a2e = account.client();
    account.command("clock", "{ speed: 0 }").await;
    share("mine", &start(&a2e).await);
    share("second", &start(&a2e).await);
    let theirs = other.client();
    share("foreign", &start(&theirs).await);
    let _clock = Clock::patient();
    let tasks = "[mine, JSON.stringify(second), { family: 'faceSwap', id: mine.id }, { family: 'nope', id: mine.id }, { family: 'faceSwap', id: 'x' },
        '{', 5, null, { family: 'faceSwap', id: 'bc7b36fe4d2924e49800d9b3' }, { family: 'faceSwap', id: foreign.id }, foreign]";
    let all = check(
        &a2e,
        tasks,
        "value ? value.id === second.id ? 2 : 1 : [reason.name, reason.kind, reason.retryable].join()",
    )
    .await;
    let wrong = r#""A2EError,validation,false""#;
    let missing = r#""A2EError,not_found,false""#;
    let young = r#""A2EError,not_found,true""#;
    assert_eq!(all, format!("[1,2,1,{wrong},{wrong},{wrong},{wrong},{wrong},{missing},{missing},{young}]"));
    assert_eq!(
        json(&js("[outcomes[8].reason.taskId, outcomes[10].reason.taskId === foreign.id]")),
        format!(r#"["{NOBODY}",true]"#)
    );
    assert_eq!(account.count("batchGetFaceSwapTasks").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_check_of_nothing_asks_nothing_and_what_is_no_array_is_refused() {
    let service = Service::new("{}");
    let a2e = service.client("{}");
    assert_eq!(check(&a2e, "[]", "status").await, "[]");
    for tasks in ["undefined", "null", "{}", "'x'", "5"] {
        has(&fails(&a2e, "check", &[js(tasks)]).await, "{ kind: 'validation', field: 'tasks' }");
    }
    has(&fails(&a2e, "check", &[js("[]"), js("{ poll: {} }")]).await, "{ kind: 'config', field: 'poll' }");
    assert_eq!(service.tell("service.asked.length"), "0");
}

#[wasm_bindgen_test]
async fn nothing_is_tried_again_and_no_time_passes() {
    for (meet, kind) in [
        ("Promise.reject(new TypeError('broken'))", "network"),
        ("reply({ code: 500, msg: 'no' }, 500)", "server"),
        ("reply('', 429, { 'retry-after': '5' })", "rate_limit"),
        ("reply('no', 401)", "auth"),
    ] {
        let service = Service::new(&format!("{{ meet: () => {meet} }}"));
        let clock = Clock::patient();
        let tasks = "[0, 1, 2].map((n) => ({ family: 'faceSwap', id: nth(n) }))";
        let all = check(&service.client("{}"), tasks, "reason.kind === outcomes[0].reason.kind && reason.taskId === nth(outcomes.findIndex((other) => other.reason === reason))").await;
        assert_eq!(all, "[true,true,true]", "{kind}");
        has(&js("outcomes[0].reason"), &format!("{{ kind: '{kind}' }}"));
        assert_eq!(
            (service.tell("service.asked.length"), clock.pauses(), clock.waiting()),
            ("1".into(), vec![0.0], 0)
        );
    }
}

#[wasm_bindgen_test]
async fn a_check_gets_by_without_the_batch() {
    for batch in ["reply('<html>', 404)", "reply(null)", "reply([])", "reply({ code: 400, msg: 'no' }, 400)"]
    {
        let service = Service::new(&format!(
            "{{ {SECOND}, meet: (ask) => ask.verb === 'batch' ? {batch} : undefined }}"
        ));
        let clock = Clock::patient();
        let tasks = "[0, 1, 2, 3].map((n) => ({ family: 'faceSwap', id: nth(n) }))";
        assert_eq!(
            check(
                &service.client("{}"),
                tasks,
                "value.id === nth(outcomes.findIndex((other) => other.value === value))"
            )
            .await,
            "[true,true,true,true]"
        );
        assert_eq!(clock.waiting(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_check_works_while_waits_are_under_way() {
    let service = Service::new(
        "{ looks: (id, n) => n < 4 ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'https://a.example/x' } }",
    );
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let waits = waits(&a2e, "faceSwap", 3);
    let tasks = "[0, 1].map((n) => ({ family: 'faceSwap', id: nth(n) }))";
    assert_eq!(check(&a2e, tasks, "value.state").await, r#"["running","running"]"#);
    all_succeed(waits).await;
}

#[wasm_bindgen_test]
async fn a_check_sets_no_timer_whatever_retry_after_says() {
    for (status, body, tasks, kinds) in [
        (404, "{ code: 404, msg: 'no' }", 1, "not_found"),
        (403, "{ code: 404 }", 1, "not_found"),
        (451, "'x'", 1, "decode"),
        (429, "{ code: 429, msg: 'no' }", 1, "rate_limit"),
        (503, "{ code: 503, msg: 'no' }", 1, "server"),
        (451, "'x'", 2, "decode"),
        (400, "{ code: 400, msg: 'no' }", 2, "validation"),
        (404, "'<html>'", 2, "decode"),
        (429, "{ code: 429, msg: 'no' }", 2, "rate_limit"),
    ] {
        let answer = format!("reply({body}, {status}, {{ 'retry-after': '3600' }})");
        let service = Service::new(&format!("{{ meet: () => {answer} }}"));
        let clock = Clock::patient();
        let tasks =
            format!("Array.from({{ length: {tasks} }}, (_, n) => ({{ family: 'faceSwap', id: nth(n) }}))");
        let all = check(&service.client("{}"), &tasks, "reason.kind").await;
        let all = all.trim_matches(['[', ']']).split(',').all(|kind| kind.trim_matches('"') == kinds);
        assert!(
            all && clock.pauses().iter().all(|pause| *pause == 0.0),
            "{status} {kinds}: {:?}",
            clock.pauses()
        );
    }
}

#[wasm_bindgen_test]
async fn a_check_asks_no_more_of_a_service_that_is_asked_too_much() {
    let busy = "reply({ code: 429, msg: 'no' }, 429, { 'retry-after': '3600' })";
    let service = Service::new(&format!("{{ meet: () => {busy} }}"));
    let clock = Clock::patient();
    let tasks = "Array.from({ length: 2000 }, (_, n) => ({ family: 'faceSwap', id: nth(n) }))";
    let all = check(&service.client("{}"), tasks, "[reason.kind, reason.retryAfterMs].join()").await;
    assert_eq!(all.matches("\"rate_limit,60000\"").count(), 2000);
    // Those that were on their way at the same time.
    assert_eq!((service.count("batch"), clock.waiting()), (6, 0));
}

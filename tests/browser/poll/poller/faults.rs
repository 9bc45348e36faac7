//! Answers of a batch that are not as they should be. Every wait still ends well.

use wasm_bindgen_test::wasm_bindgen_test;

use super::SECOND;
use crate::support::*;

/// Eight waits at a service that answers a batch like this; all must succeed.
async fn answering(batch: &str) -> Service {
    let service = Service::new(&format!(
        "{{ {SECOND}, meet: (ask, service) => {{
            if (ask.verb !== 'batch') return;
            const rows = () => service.data(ask);
            return {batch};
        }} }}"
    ));
    let clock = Clock::patient();
    all_succeed(waits(&service.client("{}"), "faceSwap", 8)).await;
    assert_eq!(clock.waiting(), 0);
    service
}

#[wasm_bindgen_test]
async fn the_rows_may_come_in_any_order_with_others_among_them_and_in_any_container() {
    for batch in [
        "reply(rows().reverse())",
        "reply([{ _id: nth(99), current_status: 'failed' }, null, 5, ...rows()])",
        "reply({ rows: rows() })",
        "reply({ list: rows() })",
        "reply({ data: rows() })",
        "reply({ records: rows() })",
    ] {
        let service = answering(batch).await;
        assert_eq!((service.count("batch"), service.count("detail")), (2, 0), "{batch}");
    }
}

#[wasm_bindgen_test]
async fn a_task_that_a_batch_leaves_out_is_asked_for_in_the_same_round() {
    let service = answering("reply(rows().filter(({ _id }) => _id !== nth(3)))").await;
    assert_eq!(
        service.tell("service.asked.filter((ask) => ask.verb === 'detail').map((ask) => Number(ask.ids[0]))"),
        "[3]"
    );
    assert_eq!(service.count("batch"), 2);
}

#[wasm_bindgen_test]
async fn an_empty_batch_ends_no_wait() {
    for batch in ["reply([])", "reply([null, null])"] {
        assert_eq!(answering(batch).await.count("detail"), 16, "{batch}");
    }
}

#[wasm_bindgen_test]
async fn two_answers_that_make_no_sense_end_the_batches() {
    for batch in [
        "reply(null)",
        "reply({})",
        "reply('x')",
        "reply(5)",
        "reply(Object.fromEntries(rows().map((row) => [row._id, row])))",
        "reply(rows().map(({ _id, ...row }) => row))",
        "reply(rows().map(({ _id, ...row }) => ({ id: 5, ...row })))",
        "({ ...reply(), text: async () => '<html>' })",
        "({ ...reply(), text: async () => '' })",
    ] {
        let service = Service::new(&format!(
            "{{ looks: (id, n) => n < 4 ? {{ current_status: 'processing' }} : {{ current_status: 'completed', result_url: 'https://a.example/x' }},
                meet: (ask, service) => {{ const rows = () => ask.ids.map((_id) => ({{ _id }})); return ask.verb === 'batch' ? {batch} : undefined }} }}"
        ));
        let _clock = Clock::patient();
        all_succeed(waits(&service.client("{}"), "captionRemoval", 8)).await;
        assert_eq!(service.count("batch"), 2, "{batch}");
    }
}

#[wasm_bindgen_test]
async fn a_batch_whose_route_is_missing_or_forbidden_rests() {
    for (batch, asked) in [
        ("reply('<html>', 404)", 1),
        ("reply({ code: 405, msg: 'no' }, 405)", 1),
        ("reply({ code: 403, msg: 'no' }, 403)", 1),
        // The service did not answer these, so a single one says nothing of the route.
        ("reply('', 405)", 2),
        ("reply('no', 403)", 2),
    ] {
        assert_eq!(answering(batch).await.count("batch"), asked, "{batch}");
    }
}

#[wasm_bindgen_test]
async fn a_task_that_spoils_its_batch_is_found_by_halves() {
    for status in [400, 404] {
        let refusal = format!(
            "ask.ids.includes(nth(3)) ? reply({{ code: {status}, msg: 'one of them' }}, {status}) : reply(rows())"
        );
        let service = answering(&refusal).await;
        let asked =
            service.tell("service.asked.filter((ask) => ask.verb === 'batch').map((ask) => ask.ids.length)");
        // Those that were alone with it at last stay with their own route.
        assert_eq!(asked, "[8,4,4,2,2,6]");
        assert_eq!(
            service.tell(
                "service.asked.filter((ask) => ask.verb === 'detail').map((ask) => Number(ask.ids[0]))"
            ),
            "[2,3,2,3]"
        );
    }
}

#[wasm_bindgen_test]
async fn a_batch_that_always_refuses_ends_no_wait() {
    answering("reply({ code: 400, msg: 'no' }, 400)").await;
}

#[wasm_bindgen_test]
async fn a_batch_that_fails_once_is_asked_again() {
    let service =
        answering("service.count('batch') === 1 ? reply({ code: 500, msg: 'no' }, 500) : reply(rows())")
            .await;
    assert_eq!((service.count("batch"), service.count("detail"), service.count("list")), (3, 0, 0));
}

#[wasm_bindgen_test]
async fn a_batch_that_fails_twice_rests_and_the_waits_go_on() {
    for batch in
        ["reply({ code: 500, msg: 'no' }, 500)", "reply('<html>', 502)", "reply({ code: 1001, msg: 'no' })"]
    {
        let service = Service::new(&format!(
            "{{ {SECOND}, meet: (ask) => ask.verb === 'batch' ? {batch} : undefined }}"
        ));
        let clock = Clock::patient();
        let began = clock.now();
        all_succeed(waits(&service.client("{}"), "faceSwap", 8)).await;
        assert_eq!(service.count("batch"), 2, "{batch}");
        assert!(clock.now() - began < 60_000.0);
    }
}

#[wasm_bindgen_test]
async fn a_list_that_fails_leaves_the_tasks_to_their_own_route() {
    for list in
        ["reply('<html>', 404)", "reply({ code: 500, msg: 'no' }, 500)", "reply(null)", "reply('no', 403)"]
    {
        let service =
            Service::new(&format!("{{ {SECOND}, meet: (ask) => ask.verb === 'list' ? {list} : undefined }}"));
        let clock = Clock::patient();
        let began = clock.now();
        all_succeed(waits(&service.client("{}"), "hailuoVideos", 8)).await;
        assert!(service.count("list") <= 2, "{list}");
        assert!(clock.now() - began < 60_000.0);
    }
}

#[wasm_bindgen_test]
async fn a_pause_that_the_service_asks_for_is_the_whole_family_s_and_no_other_s() {
    let service = Service::new(&format!(
        "{{ {SECOND}, meet: (ask, service) => {{
            ask.at = Date.now();
            if (ask.verb === 'batch' && service.count('batch') === 1) return reply('', 429, {{ 'retry-after': '30' }});
        }} }}"
    ));
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let swaps = waits(&a2e, "faceSwap", 3);
    all_succeed(waits(&a2e, "faceSwap.previews", 3)).await;
    all_succeed(swaps).await;
    let times = "service.asked.filter((ask) => ask.base.endsWith('Task')).map((ask) => Math.round(ask.at - service.asked[0].at))";
    // With the half of a fifth on top.
    assert_eq!(service.tell(times), "[0,33000]");
    let others = "service.asked.filter((ask) => !ask.base.endsWith('Task')).every((ask) => ask.at - service.asked[0].at < 3000)";
    assert_eq!(service.tell(others), "true");
}

#[wasm_bindgen_test]
async fn a_network_that_fails_is_waited_out() {
    answering("service.count('batch') < 4 ? Promise.reject(new TypeError('broken')) : reply(rows())").await;
}

#[wasm_bindgen_test]
async fn a_batch_that_hangs_ends_with_the_deadline_of_its_waits() {
    let service = Service::new(
        "{ meet: (ask, service, { signal }) => { ask.signal = signal; return new Promise(() => {}) } }",
    );
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let began = clock.now();
    let options = js("{ poll: { timeoutMs: 10000 } }");
    let waits: Vec<_> =
        (0..3).map(|n| begin(&a2e, "faceSwap.wait", &[id(n).into(), options.clone()])).collect();
    for (n, wait) in waits.into_iter().enumerate() {
        has(&rejects(wait).await, &format!("{{ kind: 'task_timeout', taskId: '{}' }}", id(n as u32)));
    }
    macrotask().await;
    // No poll has come back, so the second, which is the last, has the whole time of a request.
    assert_eq!(service.tell("service.asked.map((ask) => ask.signal.aborted)"), "[true,true]");
    assert_eq!(clock.now() - began, 70_000.0);
    assert_eq!(clock.waiting(), 0);
}

#[wasm_bindgen_test]
async fn a_retry_after_of_more_than_a_minute_stops_no_wait() {
    for asked in ["61", "3600", "86400", "31536000000", "Wed, 21 Oct 2099 07:28:00 GMT"] {
        for status in [429, 503] {
            let busy =
                format!("reply({{ code: {status}, msg: 'busy' }}, {status}, {{ 'retry-after': '{asked}' }})");
            let service = Service::new(&format!(
                "{{ meet: (ask, service) => service.asked.length < 2 ? {busy} : undefined }}"
            ));
            let clock = Clock::patient();
            all_succeed(waits(&service.client("{}"), "faceSwap", 3)).await;
            assert_eq!(clock.pauses(), [0.0, 2_000.0], "{status} {asked}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_service_that_insists_on_an_hour_is_asked_once_a_minute() {
    let busy = "reply({ code: 429, msg: 'busy' }, 429, { 'retry-after': '3600' })";
    let service = Service::new(&format!("{{ meet: (ask) => {{ ask.at = Date.now(); return {busy} }} }}"));
    let _clock = Clock::patient();
    let error =
        fails(&service.client("{ poll: { timeoutMs: 500000 } }"), "faceSwap.wait", &[id(0).into()]).await;
    has(&error, "{ kind: 'task_timeout', retryAfterMs: 60000 }");
    let times = service.tell("service.asked.map(({ at }) => Math.round((at - service.asked[0].at) / 1000))");
    assert_eq!(times, "[0,2,5,9,14,22,33,48,69,98,140,197,257,317,377,437,497]");
}

#[wasm_bindgen_test]
async fn a_deadline_while_the_service_asks_for_a_pause_says_so() {
    let busy = "reply({ code: 429, msg: 'busy' }, 429, { 'retry-after': '50' })";
    let service = Service::new(&format!("{{ meet: () => {busy} }}"));
    let clock = Clock::patient();
    let waits = waits(&service.client("{ poll: { timeoutMs: 4000 } }"), "faceSwap", 1);
    for wait in waits {
        let error = rejects(wait).await;
        has(&error, "{ kind: 'task_timeout', retryAfterMs: 50000 }");
        has(&get(&error, "cause"), "{ kind: 'rate_limit', status: 429, retryAfterMs: 50000 }");
        assert_eq!(
            text(&error, "message"),
            format!(
                "faceSwap task {} did not end before the deadline of this wait; it goes on at the service. The last poll \
                 failed: GET /api/v1/userFaceSwapTask/{}: busy. Wait `retryAfterMs` if given, and send fewer requests at once.",
                id(0),
                id(0)
            )
        );
    }
    // It did not ask again against the service's wish.
    assert_eq!((service.count("detail"), clock.pauses().iter().sum::<f64>()), (1, 4_000.0));
}

#[wasm_bindgen_test]
async fn a_wait_that_begins_while_its_family_rests_has_a_poll_before_its_deadline_ends_it() {
    let busy = "reply({ code: 429, msg: 'busy' }, 429, { 'retry-after': '50' })";
    let service =
        Service::new(&format!("{{ meet: (ask, service) => service.asked.length < 2 ? {busy} : undefined }}"));
    let a2e = service.client("{}");
    let _clock = Clock::patient();
    let first = begin(&a2e, "faceSwap.wait", &[id(0).into()]);
    while service.count("detail") < 1 {
        macrotask().await;
    }
    let second = ok(&a2e, "faceSwap.wait", &[id(1).into(), js("{ poll: { timeoutMs: 1000 } }")]).await;
    has(&second, "{ state: 'succeeded' }");
    has(&first.await.unwrap(), "{ state: 'succeeded' }");
}

/// Answers that tell nothing of a task, with the kind of trouble that they are.
const TROUBLE: [(&str, &str, u32); 7] = [
    ("Promise.reject(new TypeError('broken'))", "network", 0),
    ("reply({ code: 500, msg: 'no' }, 500)", "server", 500),
    ("reply({ code: 503, msg: 'no' }, 503, { 'retry-after': '1' })", "server", 503),
    ("reply({ code: 429, msg: 'no' }, 429)", "rate_limit", 429),
    ("({ ...reply(), text: async () => '<html>' })", "decode", 200),
    ("reply({ _id: nth(99), current_status: 'failed' })", "decode", 200),
    ("reply({ code: 404, msg: 'no' }, 404)", "not_found", 404),
];

#[wasm_bindgen_test]
async fn a_deadline_tells_the_last_trouble_whatever_waits_and_whatever_the_trouble_is() {
    for (answer, kind, status) in TROUBLE {
        let started = "ask.ids[0] === 'add' ? reply({ _id: nth(0), current_status: 'sent' })";
        let service = Service::new(&format!("{{ meet: (ask) => {started} : {answer} }}"));
        let a2e = service.client("{ poll: { timeoutMs: 1 } }");
        let _clock = Clock::patient();
        let task = js("({ family: 'faceSwap', id: nth(0), startedAt: new Date().toISOString() })");
        let changes = invoke(&a2e, "watch", &[task.clone()]).unwrap();
        let mut errors = vec![fails(&changes, "next", &[]).await];
        for (method, first) in [("faceSwap.run", js(SWAP)), ("wait", task.clone())] {
            errors.push(fails(&a2e, method, &[first]).await);
        }
        let all = ok(&a2e, "waitAll", &[js_sys::Array::of1(&task).into()]).await;
        errors.push(get(&all, "0.reason"));
        for error in errors {
            has(&error, &format!("{{ kind: 'task_timeout', taskId: '{}' }}", id(0)));
            let cause = get(&error, "cause");
            let status = if status > 0 { status.to_string() } else { "undefined".into() };
            has(&cause, &format!("{{ kind: '{kind}', status: {status} }}"));
            assert_eq!(get(&error, "retryAfterMs"), get(&cause, "retryAfterMs"));
            let last = [". The last poll failed: ", &text(&cause, "message")].concat();
            assert!(text(&error, "message").ends_with(&last), "{}", json(&error));
        }
    }
}

#[wasm_bindgen_test]
async fn a_logger_is_warned_of_each_poll_that_failed() {
    for verb in ["detail", "batch"] {
        let broken = format!(
            "ask.verb === '{verb}' && service.count('{verb}') < 3 ? reply({{ code: 500, msg: 'no' }}, 500)"
        );
        let service = Service::new(&format!("{{ meet: (ask, service) => {broken} : undefined }}"));
        js("globalThis.warnings = []");
        let a2e = service.client("{ logger: { debug() {}, warn: (line) => warnings.push(line) } }");
        let _clock = Clock::patient();
        all_succeed(waits(&a2e, "faceSwap", if verb == "batch" { 2 } else { 1 })).await;
        let place = match verb {
            "batch" => "POST /api/v1/userFaceSwapTask/batchDetail".into(),
            _ => ["GET /api/v1/userFaceSwapTask/", &id(0)].concat(),
        };
        let line = format!("a2e-wasm: a poll failed: {place}: no");
        assert_eq!(json(&js("warnings")), json(&js(&format!("['{line}', '{line}']"))));
    }
}

#[wasm_bindgen_test]
async fn no_deadline_ends_before_a_poll_has_come_back_however_slow_the_requests_are() {
    // Those of the batch fail late, and then those of the details are slow.
    for batch in ["reply('<html>', 404)", "reply({ code: 500, msg: 'no' }, 500)", "undefined"] {
        let slow = "await new Promise((done) => setTimeout(done, 45000))";
        let service = Service::new(&format!(
            "{{ meet: async (ask) => {{ {slow}; return ask.verb === 'batch' ? {batch} : undefined }} }}"
        ));
        let _clock = Clock::impatient();
        let a2e = service.client("{ poll: { timeoutMs: 1 } }");
        for wait in waits(&a2e, "faceSwap", 8) {
            match wait.await {
                Ok(task) => has(&task, "{ state: 'succeeded' }"),
                // The batch that failed is what has come back.
                Err(error) => has(&get(&error, "cause"), "{ kind: 'server' }"),
            }
        }
    }
}

/// How the error of a wait ends that was not answered by the service.
const LOST: &str = ". Several polls in a row were not answered by the service: check the login, the proxy and `baseUrl`. The task goes on";

/// A page with a status of 200, in the place of the service's answer.
const PAGE: &str = "({ ...reply(), text: async () => '<html>Sign in' })";

#[wasm_bindgen_test]
async fn answers_that_are_not_the_service_s_end_every_wait_after_half_a_minute_with_few_polls() {
    // Requests and seconds. Six of a family are under way together, and count once.
    for (family, count, asked, seconds) in [
        ("faceSwap", 1, "7", 32.0),
        ("faceSwap", 100, "27", 52.0),
        ("faceSwap.previews", 100, "42", 60.0),
        ("hailuoVideos", 100, "32", 52.0),
        ("seedanceVideos", 100, "7", 32.0),
    ] {
        let service = Service::new(&format!("{{ meet: () => {PAGE} }}"));
        let clock = Clock::patient();
        let began = clock.now();
        for (n, wait) in waits(&service.client("{}"), family, count).into_iter().enumerate() {
            let error = rejects(wait).await;
            has(&error, &format!("{{ kind: 'decode', status: 200, taskId: '{}' }}", id(n as u32)));
            says(&error, &["no JSON envelope", "<html>Sign in"]);
            assert!(text(&error, "message").ends_with(LOST), "{}", json(&error));
        }
        let took = ((clock.now() - began) / 1_000.0).round();
        let told = (service.tell("service.asked.length"), took, clock.waiting());
        assert_eq!(told, (asked.to_string(), seconds, 0), "{count} {family}");
    }
}

#[wasm_bindgen_test]
async fn what_does_not_come_from_the_service_is_waited_out_whatever_its_status_is() {
    for (answer, status) in [
        ("reply({}, 302, { location: 'https://a.example/login' })", 302),
        ("({ ...reply(), type: 'opaqueredirect', status: 0 })", 302),
        ("reply('<html>', 400)", 400),
        ("reply('<html>', 402)", 402),
        ("reply('<html>', 403)", 403),
        ("reply('404 page not found', 404)", 404),
        ("reply('', 413)", 413),
        ("({ ...reply(), status: 204, text: async () => '' })", 204),
        ("({ ...reply(), text: async () => '{}' })", 200),
    ] {
        for family in ["faceSwap", "faceSwap.previews", "hailuoVideos", "seedanceVideos"] {
            for count in [1, 3] {
                let service = Service::new(&format!(
                    "{{ meet: (ask, service) => Date.now() < until ? ({answer}) : undefined }}"
                ));
                let clock = Clock::patient();
                share("until", &(clock.now() + 20_000.0).into());
                // Of the last family only the list tells, and the list of this service holds what was asked for before.
                if family != "seedanceVideos" {
                    all_succeed(waits(&service.client("{}"), family, count)).await;
                }
                share("until", &f64::INFINITY.into());
                let began = clock.now();
                for (n, wait) in waits(&service.client("{}"), family, count).into_iter().enumerate() {
                    let error = rejects(wait).await;
                    has(
                        &error,
                        &format!("{{ kind: 'decode', status: {status}, taskId: '{}' }}", id(n as u32)),
                    );
                    assert!(text(&error, "message").ends_with(LOST), "{}", json(&error));
                }
                let took = clock.now() - began;
                assert!((30_000.0..=75_000.0).contains(&took), "{answer} {family}: {took}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_asks_for_another_token_ends_every_wait_at_once() {
    for answer in [
        "reply('<html>', 401)",
        "reply({ code: 401, msg: 'no' }, 401)",
        "({ ...reply(), text: async () => '{\"code\":401,\"msg\":\"no\"}' })",
    ] {
        let service = Service::new(&format!("{{ meet: () => {answer} }}"));
        let clock = Clock::patient();
        for wait in waits(&service.client("{}"), "faceSwap", 8) {
            let error = rejects(wait).await;
            has(&error, "{ kind: 'auth', retryable: false }");
            assert!(!text(&error, "taskId").is_empty());
        }
        assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("1".into(), 0));
    }
}

#[wasm_bindgen_test]
async fn a_refusal_of_the_service_ends_the_wait_of_its_task_at_once() {
    for (status, kind) in [(400, "validation"), (402, "credits"), (403, "permission")] {
        let service =
            Service::new(&format!("{{ meet: () => reply({{ code: {status}, msg: 'no' }}, {status}) }}"));
        let clock = Clock::patient();
        for wait in waits(&service.client("{}"), "faceSwap", 1) {
            has(
                &rejects(wait).await,
                &format!("{{ kind: '{kind}', status: {status}, taskId: '{}' }}", id(0)),
            );
        }
        assert_eq!((service.tell("service.asked.length"), clock.waiting()), ("1".into(), 0));
    }
}

#[wasm_bindgen_test]
async fn an_answer_of_the_service_that_makes_no_sense_is_no_answer_of_somebody_else() {
    let service = Service::new("{ meet: () => reply(null) }");
    let _clock = Clock::patient();
    let a2e = service.client("{ poll: { timeoutMs: 100000 } }");
    let error = fails(&a2e, "seedanceVideos.wait", &[id(0).into()]).await;
    has(&error, "{ kind: 'task_timeout' }");
    has(&get(&error, "cause"), "{ kind: 'decode', status: 200 }");
}

#[wasm_bindgen_test]
async fn a_page_in_the_place_of_the_service_s_answer_for_twenty_seconds_ends_no_wait() {
    for family in ["faceSwap", "faceSwap.previews", "hailuoVideos"] {
        for count in [1, 20] {
            let service = Service::new(&format!("{{ meet: () => Date.now() < until ? {PAGE} : undefined }}"));
            let clock = Clock::patient();
            share("until", &(clock.now() + 20_000.0).into());
            all_succeed(waits(&service.client("{}"), family, count)).await;
        }
    }
}

#[wasm_bindgen_test]
async fn one_page_in_the_place_of_the_service_s_answer_tells_of_the_host_and_counts_for_every_task() {
    let service = Service::new(&format!("{{ meet: () => {PAGE} }}"));
    let a2e = service.client("{ poll: { timeoutMs: 1500 } }");
    let clock = Clock::patient();
    for (n, wait) in waits(&a2e, "faceSwap.previews", 100).into_iter().enumerate() {
        let error = rejects(wait).await;
        has(&error, &format!("{{ kind: 'task_timeout', taskId: '{}' }}", id(n as u32)));
        has(&get(&error, "cause"), "{ kind: 'decode' }");
    }
    // Six at a time, no other after the first answer, and the last ones two seconds later.
    assert_eq!((service.count("detail"), clock.waiting()), (12, 0));
    let tasks = js("Array.from({ length: 100 }, (_, n) => ({ family: 'faceSwap.previews', id: nth(n) }))");
    let settled = ok(&a2e, "check", &[tasks]).await;
    share("settled", &settled);
    assert_eq!(
        json(&js(
            "settled.map(({ reason }, n) => reason.kind === 'decode' && reason.taskId === nth(n)).filter(Boolean).length"
        )),
        "100"
    );
    assert_eq!(service.count("detail"), 18);
}

#[wasm_bindgen_test]
async fn a_wait_ends_at_its_deadline_although_each_poll_fails_at_once() {
    for answer in ["({ ...reply(), text: async () => '<html>' })", "reply({ code: 500, msg: 'no' }, 500)"] {
        for count in [1, 100] {
            let service = Service::new(&format!("{{ meet: () => {answer} }}"));
            let clock = Clock::patient();
            let a2e = service.client("{ poll: { minIntervalMs: 100, maxIntervalMs: 100, timeoutMs: 5000 } }");
            for wait in waits(&a2e, "faceSwap", count) {
                has(&rejects(wait).await, "{ kind: 'task_timeout' }");
            }
            // Each task has a poll of its own before its wait ends, and another one at most.
            let most = 40.0 + 2.0 * f64::from(count);
            let polls: f64 = service.tell("service.asked.length").parse().unwrap();
            assert!(polls < most, "{count} tasks, {polls} polls of {answer}");
            assert_eq!(clock.waiting(), 0);
        }
    }
}

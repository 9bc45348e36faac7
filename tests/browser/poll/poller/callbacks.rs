//! What callers do in their callbacks, and when: it never disturbs a wait.

use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::SECOND;
use crate::support::*;

/// The value of a promise that an expression makes.
async fn resolved(expression: &str) -> String {
    json(&JsFuture::from(js_sys::Promise::resolve(&js(expression))).await.unwrap())
}

#[wasm_bindgen_test]
async fn a_callback_that_throws_or_rejects_hurts_nobody() {
    let service = Service::new(&format!("{{ {SECOND} }}"));
    let a2e = service.client("{ onRequest() { throw 1 }, async onResponse() { throw 2 }, logger: { debug() { throw 3 }, warn() {} } }");
    let _clock = Clock::patient();
    for callback in ["() => { throw new Error('mine') }", "async () => { throw new Error('mine') }"] {
        let options = js(&format!("{{ onProgress: {callback} }}"));
        let waits: Vec<_> =
            (0..3).map(|n| begin(&a2e, "faceSwap.wait", &[id(n).into(), options.clone()])).collect();
        all_succeed(waits).await;
    }
}

#[wasm_bindgen_test]
async fn whoever_begins_to_wait_when_the_last_wait_ends_is_looked_after() {
    // The poller goes to sleep in one of these turns.
    for end in ["leaving.abort()", "await first"] {
        for turns in 0..12 {
            let service = Service::new("{}");
            share("client", &service.client("{}"));
            js("globalThis.leaving = new AbortController()");
            let clock = Clock::patient();
            let state = resolved(&format!(
                "(async () => {{
                    const first = client.faceSwap.wait(nth(0), {{ signal: leaving.signal }}).catch(() => {{}});
                    {end};
                    for (let turn = 0; turn < {turns}; turn++) await null;
                    return (await client.faceSwap.wait(nth(1))).state;
                }})()"
            ))
            .await;
            assert_eq!((state.as_str(), clock.waiting()), (r#""succeeded""#, 0), "{end} {turns}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_hook_may_begin_another_wait_in_the_middle_of_a_look() {
    for hook in ["onRequest", "onResponse"] {
        let service = Service::new(&format!("{{ {SECOND} }}"));
        share(
            "client",
            &service.client(&format!(
                "{{ {hook}: () => {{ globalThis.second ??= client.faceSwap.wait(nth(1)) }} }}"
            )),
        );
        js("globalThis.second = undefined");
        let clock = Clock::patient();
        let states =
            resolved("client.faceSwap.wait(nth(0)).then(async ({ state }) => [state, (await second).state])")
                .await;
        assert_eq!((states.as_str(), clock.waiting()), (r#"["succeeded","succeeded"]"#, 0), "{hook}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_of_the_caller_s_may_begin_another_wait_and_leaves_no_timer() {
    let _service = Service::new(&format!("{{ {SECOND} }}"));
    js("globalThis.second = undefined");
    let own = "{ fetch: (...request) => { globalThis.second ??= client.faceSwap.previews.wait(nth(1)); client.notify({ family: 'faceSwap', id: nth(0) }); return service.fetch(...request) } }";
    let options = Account::new().options(own);
    share("client", &client(&options).unwrap());
    let clock = Clock::patient();
    let states =
        resolved("client.faceSwap.wait(nth(0)).then(async ({ state }) => [state, (await second).state])")
            .await;
    assert_eq!((states.as_str(), clock.waiting()), (r#"["succeeded","succeeded"]"#, 0));
}

#[wasm_bindgen_test]
async fn a_fetch_of_the_caller_s_that_is_stopped_may_begin_another_wait() {
    let _service = Service::new("{}");
    js("(globalThis.leaving = new AbortController(), globalThis.second = undefined)");
    let own = "{ fetch: (url, init) => {
        if (globalThis.second) return service.fetch(url, init);
        init.signal.addEventListener('abort', () => { globalThis.second ??= client.faceSwap.wait(nth(1)) });
        leaving.abort();
        return new Promise(() => {});
    } }";
    share("client", &client(&Account::new().options(own)).unwrap());
    let clock = Clock::patient();
    let state = resolved(
        "client.faceSwap.wait(nth(0), { signal: leaving.signal }).catch(async ({ kind }) => [kind, (await second).state])",
    )
    .await;
    assert_eq!((state.as_str(), clock.waiting()), (r#"["aborted","succeeded"]"#, 0));
}

#[wasm_bindgen_test]
async fn a_hook_may_close_the_client_or_abort_its_wait() {
    for act in [
        "client.close()",
        "leaving.abort()",
        "(client.notify({ family: 'faceSwap', id: nth(0) }), client.close())",
    ] {
        for hook in ["onRequest", "onResponse"] {
            let service = Service::new(&format!("{{ {SECOND} }}"));
            js("globalThis.leaving = new AbortController()");
            share("client", &service.client(&format!("{{ {hook}: () => {{ {act} }} }}")));
            let clock = Clock::patient();
            let errors = resolved(
                "Promise.allSettled([0, 1, 2].map((n) => client.faceSwap.wait(nth(n), { signal: leaving.signal })))
                    .then((all) => all.map(({ reason }, n) => reason.kind === 'aborted' && reason.taskId === nth(n)))",
            )
            .await;
            assert_eq!((errors.as_str(), clock.waiting()), ("[true,true,true]", 0), "{act} {hook}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_abort_in_the_moment_of_a_token_or_an_answer_leaves_the_other_waits() {
    // A token or an answer comes in the eighth turn, the abort in each of those around.
    for (plan, options) in [("meet: gate", ""), ("", "token: () => gate().then(() => 'sk_x')")] {
        for turns in 0..20 {
            js("(globalThis.gates = [], globalThis.gate = () => new Promise((done) => gates.push(done)))");
            let service = Service::new(&format!("{{ {plan} }}"));
            share("client", &service.client(&format!("{{ {options} }}")));
            let states = resolved(&format!(
                "(async () => {{
                    const leaving = new AbortController();
                    const {{ previews }} = client.faceSwap;
                    const waits = [0, 1, 2].map((n) => previews.wait(nth(n), n === 1 ? {{ signal: leaving.signal }} : {{}}));
                    while (gates.length < 3) await new Promise((done) => setTimeout(done));
                    const later = async (turns, then) => {{
                        for (let turn = 0; turn < turns; turn++) await null;
                        then();
                    }};
                    later({turns}, () => leaving.abort());
                    later(8, () => gates.forEach((open) => open()));
                    const all = await Promise.allSettled(waits);
                    return all.map(({{ value, reason }}) => value?.state ?? reason.kind);
                }})()"
            ))
            .await;
            let wanted = ["aborted", "succeeded"].map(|own| format!(r#"["succeeded","{own}","succeeded"]"#));
            assert!(wanted.contains(&states), "{turns}: {states}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_token_function_that_fails_ends_those_who_were_asked_for_and_no_later_wait() {
    let service = Service::new("{}");
    js("globalThis.tokens = 0");
    let a2e = service
        .client("{ token: async () => { if (tokens++ === 0) throw new Error('no token'); return 'sk_x' } }");
    let clock = Clock::patient();
    for (n, wait) in waits(&a2e, "faceSwap", 3).into_iter().enumerate() {
        let error = rejects(wait).await;
        has(&error, &format!("{{ kind: 'config', field: 'token', taskId: '{}' }}", id(n as u32)));
        assert_eq!(text(&error, "cause.message"), "no token");
    }
    all_succeed(waits(&a2e, "faceSwap", 3)).await;
    assert_eq!(clock.waiting(), 0);
}

//! Options: a wrong or unknown one is named.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
fn an_unknown_option_of_a_client_is_named() {
    let error = client(&js("{ token: 'x', maxRetrys: 3 }")).unwrap_err();
    has(&error, "{ kind: 'config', field: 'maxRetrys' }");
    says(&error, &["maxRetrys", "maxRetries"]);
}

#[wasm_bindgen_test]
async fn an_unknown_option_of_a_call_is_named_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let id = || js(&format!("'{NOBODY}'"));
    for (method, first) in [
        ("faceSwap.start", js(SWAP)),
        ("faceSwap.get", id()),
        ("faceSwap.delete", id()),
        ("faceSwap.wait", id()),
        ("faceSwap.run", js(SWAP)),
        ("faceSwap.list", js("{}")),
        ("faceSwap.batch", js("[]")),
        ("faceSwap.images.add", js("{ face_url: 'x' }")),
        ("storage.transfer", js("'https://a.example/x.mp4'")),
        ("storage.upload", js("new Uint8Array(1)")),
    ] {
        let error = fails(&a2e, method, &[first, js("{ onProgres: 1 }")]).await;
        has(&error, "{ kind: 'config', field: 'onProgres' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
fn options_of_the_wrong_type_are_named() {
    for (option, value) in [
        ("timeoutMs", "0"),
        ("timeoutMs", "-1"),
        ("timeoutMs", "NaN"),
        ("timeoutMs", "'60'"),
        ("maxRetries", "1.5"),
        ("maxRetries", "-1"),
        ("maxRetries", "Infinity"),
        ("fetch", "{}"),
        ("lang", "5"),
        ("lang", "''"),
        ("dangerouslyAllowBrowser", "'yes'"),
        ("logger", "{}"),
        ("onRequest", "1"),
        ("headers", "[]"),
        ("headers", "new Map()"),
        ("headers", "{ a: 5 }"),
        ("poll", "{ minIntervalMs: -5 }"),
        ("poll", "{ timeoutMs: NaN }"),
        ("poll", "{ pace: 1 }"),
        ("poll", "{ hidden: 'never' }"),
        ("poll", "{ hidden: 'toString' }"),
        ("poll", "{ hidden: 10000 }"),
        ("poll", "{ hidden: true }"),
    ] {
        let made = client(&js(&format!("{{ token: 'x', {option}: {value} }}")));
        has(&made.map(drop).expect_err(value), "{ kind: 'config' }");
    }
}

#[wasm_bindgen_test]
fn an_option_that_is_null_or_undefined_counts_as_absent() {
    let options =
        "{ token: 'x', baseUrl: null, fetch: undefined, timeoutMs: null, headers: null, poll: null }";
    assert!(client(&js(options)).is_ok());
}

#[wasm_bindgen_test]
async fn options_that_are_no_object_are_refused() {
    let a2e = Account::new().client();
    for options in ["5", "'x'", "[]", "true"] {
        has(&fails(&a2e, "account.coins", &[js(options)]).await, "{ kind: 'config' }");
    }
    ok(&a2e, "account.coins", &[js("null")]).await;
}

#[wasm_bindgen_test]
async fn a_group_of_options_that_is_no_plain_object_is_named_with_what_it_must_be() {
    for poll in ["[]", "'fast'", "5", "true", "() => {}", "new Map()"] {
        let words = "option `poll` must be a plain object";
        let error = client(&js(&format!("{{ token: 'x', poll: {poll} }}"))).unwrap_err();
        has(&error, "{ kind: 'config', field: 'poll' }");
        assert_eq!(text(&error, "message"), format!("createClient: {words}"), "{poll}");
        let a2e = Account::new().client();
        let options = js(&format!("{{ poll: {poll} }}"));
        let error = fails(&a2e, "faceSwap.wait", &[js(&format!("'{NOBODY}'")), options]).await;
        has(&error, "{ kind: 'config', field: 'poll' }");
        assert_eq!(text(&error, "message"), format!("faceSwap.wait: {words}"), "{poll}");
    }
    // The signal itself in the place of the options.
    for options in ["AbortSignal.abort()", "[]", "'x'"] {
        let error = fails(&Account::new().client(), "account.coins", &[js(options)]).await;
        has(&error, "{ kind: 'config' }");
        assert_eq!(text(&error, "message"), "account.coins: option `options` must be a plain object");
    }
}

#[wasm_bindgen_test]
async fn a_signal_is_whatever_can_be_listened_to() {
    let a2e = Account::new().client();
    has(&fails(&a2e, "account.coins", &[js("{ signal: {} }")]).await, "{ kind: 'config', field: 'signal' }");
    ok(&a2e, "account.coins", &[js("{ signal: { aborted: false, addEventListener() {} } }")]).await;
}

#[wasm_bindgen_test]
async fn a_limit_of_a_whole_wait_in_the_wrong_place_is_refused_with_the_right_one_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let stored = || js(&format!("{{ family: 'faceSwap', id: '{NOBODY}' }}"));
    let alone = || js(&format!("'{NOBODY}'"));
    for (method, first) in [
        ("faceSwap.wait", alone()),
        ("faceSwap.run", js(SWAP)),
        ("wait", stored()),
        ("waitAll", js_sys::Array::of1(&stored()).into()),
    ] {
        let error = fails(&a2e, method, &[first, js("{ timeoutMs: 5000 }")]).await;
        has(&error, "{ kind: 'config', field: 'timeoutMs' }");
        let words = "option `timeoutMs` is unknown; did you mean `poll.timeoutMs`?";
        assert!(text(&error, "message").ends_with(words), "{}", text(&error, "message"));
    }
    // As an option that is left out.
    let options = js("{ timeoutMs: undefined, signal: AbortSignal.abort() }");
    has(&fails(&a2e, "faceSwap.wait", &[alone(), options]).await, "{ kind: 'aborted' }");
    for (method, first) in [("faceSwap.watch", alone()), ("watch", stored())] {
        let error = invoke(&a2e, method, &[first, js("{ timeoutMs: 5000 }")]).map(drop).unwrap_err();
        has(&error, "{ kind: 'config', field: 'timeoutMs' }");
    }
    for option in ["minIntervalMs", "maxIntervalMs", "hidden"] {
        let error = client(&js(&format!("{{ token: 'x', {option}: 5 }}"))).unwrap_err();
        says(&error, &[&format!("did you mean `poll.{option}`?")]);
    }
    account.sent_nothing().await;
}

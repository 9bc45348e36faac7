//! The service's answers in all their forms.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// The error of a read that meets this fault each time.
async fn read(fault: &str) -> JsValue {
    let account = Account::new();
    account.faults("getRemainingCoins", 0, fault).await;
    let _clock = Clock::patient();
    fails(&account.client(), "account.coins", &[]).await
}

/// The error of a start that meets this fault, and that it was sent once.
async fn started(fault: &str) -> JsValue {
    let account = Account::new();
    account.faults("addFaceSwapTask", 0, fault).await;
    let _clock = Clock::patient();
    let error = fails(&account.client(), "faceSwap.start", &[js(SWAP)]).await;
    assert_eq!(account.count("addFaceSwapTask").await, 1.0);
    error
}

#[wasm_bindgen_test]
async fn the_status_decides_the_kind() {
    for (status, facts) in [
        (400, "{ kind: 'validation', retryable: false, attempts: 1 }"),
        (401, "{ kind: 'auth', retryable: false, attempts: 1 }"),
        (402, "{ kind: 'credits', retryable: false, attempts: 1 }"),
        (403, "{ kind: 'permission', retryable: false, attempts: 1 }"),
        (404, "{ kind: 'not_found', retryable: false, attempts: 1 }"),
        (408, "{ kind: 'timeout', retryable: true, attempts: 3 }"),
        (429, "{ kind: 'rate_limit', retryable: true, attempts: 3 }"),
        (500, "{ kind: 'server', retryable: true, attempts: 3 }"),
        (503, "{ kind: 'server', retryable: true, attempts: 3 }"),
    ] {
        let error = read(&format!("{{ kind: 'status', status: {status} }}")).await;
        has(&error, facts);
        has(
            &error,
            &format!("{{ status: {status}, code: {status}, name: 'A2EError', outcomeUnknown: false }}"),
        );
        has(&error, "{ method: 'GET', path: '/api/v1/user/remainingCoins' }");
        assert!(!text(&error, "traceId").is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_code_in_http_200_decides_the_kind() {
    for (code, kind) in [
        ("401", "auth"),
        ("'401'", "auth"),
        ("403", "permission"),
        ("1001", "server"),
        ("1003", "moderation"),
        ("1004", "moderation"),
        ("30005", "validation"),
    ] {
        let error = read(&format!("{{ kind: 'code', code: {code}, msg: 'no' }}")).await;
        has(&error, &format!("{{ kind: '{kind}', code: {code}, status: 200, attempts: 1 }}"));
        says(&error, &["GET /api/v1/user/remainingCoins", "no"]);
    }
}

#[wasm_bindgen_test]
async fn a_refused_start_was_not_charged() {
    for (fault, kind) in [
        ("{ kind: 'status', status: 400 }", "validation"),
        ("{ kind: 'status', status: 401 }", "auth"),
        ("{ kind: 'status', status: 402 }", "credits"),
        ("{ kind: 'code', code: 1001, msg: 'refused' }", "server"),
        ("{ kind: 'code', code: 1003, msg: 'a minor' }", "moderation"),
    ] {
        has(&started(fault).await, &format!("{{ kind: '{kind}', outcomeUnknown: false }}"));
    }
}

#[wasm_bindgen_test]
async fn the_coins_of_an_account_can_be_too_few() {
    let account = Account::new();
    account.command("accounts", "{ coins: 3 }").await;
    has(
        &fails(&account.client(), "faceSwap.start", &[js(SWAP)]).await,
        "{ kind: 'credits', outcomeUnknown: false }",
    );
}

#[wasm_bindgen_test]
async fn a_free_plan_is_told_that_the_token_is_good() {
    let error = fails(&Account::named("sk_free_").client(), "account.coins", &[]).await;
    has(&error, "{ kind: 'permission', status: 403 }");
    says(&error, &["free users", "paid plan"]);
}

#[wasm_bindgen_test]
async fn a_wrong_token_is_told_where_tokens_are_made() {
    let error = fails(&Account::named("sk_wrong_").client(), "account.coins", &[]).await;
    has(&error, "{ kind: 'auth', status: 401 }");
    says(&error, &["API Token"]);
}

#[wasm_bindgen_test]
async fn html_is_quoted() {
    let error = read("{ kind: 'body', body: '<html><h1>Hello</h1></html>' }").await;
    has(&error, "{ kind: 'decode', status: 200, retryable: false, attempts: 1 }");
    says(&error, &["JSON", "<html><h1>Hello</h1>"]);
    let error = read("{ kind: 'body', status: 404, body: '<pre>Cannot GET /x</pre>' }").await;
    has(&error, "{ kind: 'not_found', status: 404 }");
    says(&error, &["Cannot GET /x"]);
    let error = read("{ kind: 'body', status: 502, body: '<html>Bad Gateway</html>' }").await;
    has(&error, "{ kind: 'server', status: 502, attempts: 3 }");
}

#[wasm_bindgen_test]
async fn a_truncated_and_an_empty_body_make_no_sense() {
    for fault in
        ["{ kind: 'truncate', bytes: 9 }", "{ kind: 'body', body: '' }", "{ kind: 'body', body: 'null' }"]
    {
        has(&read(fault).await, "{ kind: 'decode', status: 200 }");
    }
}

#[wasm_bindgen_test]
async fn a_start_with_an_unreadable_answer_is_unknown_outcome() {
    for fault in [
        "{ kind: 'truncate' }",
        "{ kind: 'cut' }",
        "{ kind: 'body', body: '' }",
        "{ kind: 'body', body: '<html></html>' }",
        "{ kind: 'status', status: 500 }",
        "{ kind: 'status', status: 503 }",
        "{ kind: 'status', status: 408 }",
        "{ kind: 'body', status: 502, body: '<html>Bad Gateway</html>' }",
        "{ kind: 'code', code: 500, msg: 'oops' }",
        "{ kind: 'drop' }",
    ] {
        let error = started(fault).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, retryable: false, attempts: 1 }");
        says(&error, &["POST /api/v1/userFaceSwapTask/add", "may have been accepted and charged"]);
    }
}

#[wasm_bindgen_test]
async fn a_start_without_an_id_is_unknown_outcome_with_the_answer_quoted() {
    has(
        &started("{ kind: 'body', status: 204, body: '' }").await,
        "{ kind: 'unknown_outcome', outcomeUnknown: true }",
    );
    for data in ["null", "{}", "[]", "'queued'", "{ _id: 'short' }", "{ note: 'no id here' }"] {
        let error = started(&format!("{{ kind: 'data', data: {data} }}")).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true, status: 200, method: 'POST' }");
        says(&error, &["may have been charged"]);
        assert!(!text(&error, "traceId").is_empty(), "{data}");
    }
    says(&started("{ kind: 'data', data: { note: 'no id here' } }").await, &["{\"note\":\"no id here\"}"]);
    says(&started("{ kind: 'data', data: 'queued' }").await, &["\"queued\""]);
}

#[wasm_bindgen_test]
async fn a_start_whose_answer_says_nsfw_was_refused() {
    let error = started("{ kind: 'data', data: { reason: 'NSFW content detected' } }").await;
    has(&error, "{ kind: 'moderation', outcomeUnknown: false }");
    says(&error, &["NSFW content detected"]);
    has(
        &started("{ kind: 'status', status: 400, body: { code: 400, msg: 'NSFW' } }").await,
        "{ kind: 'moderation' }",
    );
}

#[wasm_bindgen_test]
async fn an_answer_without_an_envelope_is_the_data() {
    let account = Account::new();
    let json_body =
        |body: &str| format!("{{ kind: 'body', contentType: 'application/json', body: '{body}' }}");
    account.fault("getFaceSwapStatus", &json_body("[{\"_id\":\"1\"}]")).await;
    let a2e = account.client();
    assert_eq!(json(&ok(&a2e, "faceSwap.status", &[]).await), "[{\"_id\":\"1\"}]");
    account.fault("getRemainingCoins", &json_body("{\"coins\":7}")).await;
    assert_eq!(json(&ok(&a2e, "account.coins", &[]).await), "{\"coins\":7}");
}

#[wasm_bindgen_test]
async fn success_in_the_place_of_a_code_is_understood() {
    let body = |body: &str| format!("{{ kind: 'status', status: 200, body: {body} }}");
    let error = read(&body("{ success: false, error: { message: 'not today' } }")).await;
    has(&error, "{ kind: 'server', status: 200 }");
    says(&error, &["not today"]);
    let account = Account::new();
    account.fault("getRemainingCoins", &body("{ success: true, data: { coins: 5 } }")).await;
    assert_eq!(account.coins().await, 5.0);
    account.fault("getRemainingCoins", &body("{ code: '0', data: { coins: 6 } }")).await;
    assert_eq!(account.coins().await, 6.0);
}

/// What a client whose `fetch` answers this gives.
async fn answered(status: u16, body: &str, method: &str, params: &str) -> Result<JsValue, JsValue> {
    let fetch = format!("async () => Response.json({body}, {{ status: {status} }})");
    let a2e = Account::new().client_with(&format!("{{ maxRetries: 0, fetch: {fetch} }}"));
    call(&a2e, method, &[js(params)]).await
}

const RECORD: &str = "{ _id: 'dfea738456f69e0cc9a74d03', current_status: 'completed', image_urls: ['https://a.example/c.png'] }";

#[wasm_bindgen_test]
async fn an_envelope_without_a_code_is_opened() {
    for body in [
        "{ data: { coins: 2836 } }",
        "{ data: { coins: 2836 }, trace_id: 'a' }",
        "{ data: { coins: 2836 }, msg: 'ok', error: null }",
        "{ code: null, data: { coins: 2836 } }",
    ] {
        let coins = answered(200, body, "account.coins", "undefined").await.unwrap();
        assert_eq!(json(&coins), "{\"coins\":2836}", "{body}");
    }
    for data in [
        "[RECORD]",
        "{ list: [RECORD] }",
        "{ rows: [RECORD] }",
        "{ data: [RECORD], count: 9 }",
        "{ data: { rows: [RECORD] } }",
    ] {
        for code in ["", "code: 0, "] {
            let body = format!("{{ {code}data: {} }}", data.replace("RECORD", RECORD));
            let page = answered(200, &body, "nanoBananas.list", "undefined").await.unwrap();
            assert_eq!(text(&page, "items.0._id"), "dfea738456f69e0cc9a74d03", "{body}");
        }
    }
    let body = format!("{{ data: {RECORD} }}");
    let id = "'dfea738456f69e0cc9a74d03'";
    assert_eq!(
        text(&answered(200, &body, "nanoBananas.get", id).await.unwrap(), "current_status"),
        "completed"
    );
    has(&answered(200, &body, "nanoBananas.wait", id).await.unwrap(), "{ state: 'succeeded' }");
    let started = answered(200, &body, "nanoBananas.start", "{ name: 'n', prompt: 'p' }").await.unwrap();
    has(&started, "{ id: 'dfea738456f69e0cc9a74d03' }");
}

#[wasm_bindgen_test]
async fn a_record_with_a_field_named_data_stays_whole() {
    for record in [
        "{ _id: 'dfea738456f69e0cc9a74d03', data: { coins: 1 } }",
        "{ data: { coins: 1 }, status: 'done' }",
        "{ data: [1], count: 9 }",
    ] {
        let bare = answered(200, record, "account.coins", "undefined").await.unwrap();
        let wrapped = answered(200, &format!("{{ code: 0, data: {record} }}"), "account.coins", "undefined")
            .await
            .unwrap();
        assert_eq!([json(&bare), json(&wrapped)], [json(&js(record)), json(&js(record))]);
    }
    // Nothing says that this is an envelope within the envelope.
    let kept = answered(200, "{ code: 0, data: { data: { coins: 1 } } }", "account.coins", "undefined")
        .await
        .unwrap();
    assert_eq!(json(&kept), "{\"data\":{\"coins\":1}}");
}

#[wasm_bindgen_test]
async fn words_without_data_are_a_refusal_with_and_without_a_code() {
    for body in [
        "{ msg: 'NSFW' }",
        "{ msg: 'NSFW', data: null }",
        "{ message: 'NSFW', data: {} }",
        "{ data: { a: 1 }, error: 'NSFW' }",
    ] {
        let error = answered(200, body, "faceSwap.start", SWAP).await.unwrap_err();
        has(&error, "{ kind: 'moderation', outcomeUnknown: false }");
    }
}

#[wasm_bindgen_test]
async fn words_that_tell_of_no_refusal_leave_a_start_unknown() {
    for (status, body) in [
        (200, "{ msg: 'ok' }"),
        (202, "{ message: 'Accepted', data: null }"),
        (200, "{ code: 'success', data: { _id: 'dfea738456f69e0cc9a74d03' } }"),
    ] {
        let error = answered(status, body, "faceSwap.start", SWAP).await.unwrap_err();
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    }
    let error = answered(200, "{ error: 'not today' }", "faceSwap.start", SWAP).await.unwrap_err();
    has(&error, "{ kind: 'server', outcomeUnknown: false }");
}

#[wasm_bindgen_test]
async fn a_status_of_success_as_the_code_is_one() {
    for code in [200, 201] {
        let body = format!("{{ code: {code}, msg: 'success', data: {{ _id: 'dfea738456f69e0cc9a74d03' }} }}");
        let started = answered(200, &body, "faceSwap.start", SWAP).await.unwrap();
        has(&started, "{ id: 'dfea738456f69e0cc9a74d03' }");
    }
}

#[wasm_bindgen_test]
async fn a_clean_refusal_of_a_start_wins_over_a_status_of_500() {
    for (msg, kind) in [
        ("Failed to fetch image", "validation"),
        ("Insufficient coins", "credits"),
        ("NSFW content detected", "moderation"),
    ] {
        let body = format!("{{ code: 500, msg: '{msg}' }}");
        let error = answered(500, &body, "faceSwap.start", SWAP).await.unwrap_err();
        has(&error, &format!("{{ kind: '{kind}', status: 500, outcomeUnknown: false, retryable: false }}"));
        let error = answered(500, &format!("{{ success: false, error: '{msg}' }}"), "faceSwap.start", SWAP)
            .await
            .unwrap_err();
        has(&error, &format!("{{ kind: '{kind}', status: 500, outcomeUnknown: false }}"));
        // A gateway's own words are nobody's promise.
        let error =
            answered(502, &format!("{{ message: '{msg}' }}"), "faceSwap.start", SWAP).await.unwrap_err();
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    }
    let error =
        answered(500, "{ code: 500, msg: 'internal error' }", "faceSwap.start", SWAP).await.unwrap_err();
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
}

#[wasm_bindgen_test]
async fn what_the_proxy_did_not_send_has_a_known_outcome() {
    for (status, kind) in [(500, "server"), (502, "server"), (504, "server"), (408, "timeout")] {
        let body = format!("{{ code: {status}, msg: 'the proxy failed', sent: false }}");
        for (method, params) in
            [("faceSwap.start", SWAP), ("faceSwap.images.add", "{ face_url: 'https://a.example/1.jpg' }")]
        {
            let error = answered(status, &body, method, params).await.unwrap_err();
            has(
                &error,
                &format!("{{ kind: '{kind}', status: {status}, outcomeUnknown: false, retryable: true }}"),
            );
        }
        let sent = body.replace(", sent: false", ", sent: true");
        has(
            &answered(status, &sent, "faceSwap.start", SWAP).await.unwrap_err(),
            "{ kind: 'unknown_outcome' }",
        );
    }
}

#[wasm_bindgen_test]
async fn the_limits_of_the_proxy_are_told_by_their_codes() {
    for code in ["proxy_starts_per_minute", "proxy_coins_per_day", "proxy_room_seconds"] {
        let body = format!("{{ code: '{code}', msg: 'enough', sent: false }}");
        let fetch = format!(
            "async () => Response.json({body}, {{ status: 429, headers: {{ 'retry-after': '28800' }} }})"
        );
        let a2e = Account::new().client_with(&format!("{{ fetch: {fetch} }}"));
        let error = fails(&a2e, "faceSwap.start", &[js(SWAP)]).await;
        has(
            &error,
            &format!(
                "{{ kind: 'rate_limit', code: '{code}', retryAfterMs: 28800000, attempts: 1, outcomeUnknown: false }}"
            ),
        );
    }
}

#[wasm_bindgen_test]
async fn a_proxy_on_the_way_that_wants_credentials_sent_nothing() {
    let error = answered(407, "{}", "faceSwap.start", SWAP).await.unwrap_err();
    has(&error, "{ kind: 'network', status: 407, outcomeUnknown: false, retryable: false }");
    says(&error, &["proxy"]);
}

//! Downloads of results.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A file that is always at the emulator.
fn sample() -> JsValue {
    js(&format!("'{EMULATOR}/__cdn/samples/sample-face.jpg'"))
}

/// A client whose `fetch` gives this answer to everything.
fn answering(answer: &str) -> JsValue {
    Account::new().client_with(&format!("{{ fetch: async (url, init) => {answer} }}"))
}

/// The text of a downloaded file.
async fn text_of(blob: &JsValue) -> String {
    ok(blob, "text", &[]).await.as_string().unwrap()
}

#[wasm_bindgen_test]
async fn a_result_comes_by_its_address_its_view_or_its_json() {
    let account = Account::new();
    let a2e = account.client();
    let view = format!(
        "{{ v: 1, family: 'faceSwap', id: '{NOBODY}', state: 'succeeded', urls: [{:?}, 'x'] }}",
        sample().as_string().unwrap()
    );
    for result in [sample(), js(&view), js(&format!("JSON.stringify({view})"))] {
        let blob = ok(&a2e, "download", &[result]).await;
        has(&blob, "{ type: 'image/jpeg' }");
        assert!(number(&blob, "size") > 1000.0);
    }
    let log = whole_log().await;
    let ours = "(log) => log.filter((entry) => entry.path.startsWith('/__cdn/samples') && entry.tokenPresent).length";
    assert_eq!(ok(&js(&format!("{{ count: {ours} }}")), "count", &[log]).await, 0.0);
}

#[wasm_bindgen_test]
async fn the_bytes_are_counted_as_they_come() {
    let body = "new ReadableStream({ start(to) { for (const part of ['ab', 'cde']) to.enqueue(new TextEncoder().encode(part)); to.close() } })";
    let a2e = answering(&format!("new Response({body}, {{ headers: {{ 'content-length': '5' }} }})"));
    js("globalThis.told = []");
    let tell = js("{ onProgress: (progress) => { told.push(progress); throw 5 } }");
    assert_eq!(text_of(&ok(&a2e, "download", &[sample(), tell]).await).await, "abcde");
    assert_eq!(json(&js("told.map(({ loaded, total }) => [loaded, total])")), "[[0,5],[2,5],[5,5]]");
}

#[wasm_bindgen_test]
async fn more_bytes_than_allowed_are_refused_whether_the_host_tells_or_not() {
    for headers in ["{}", "{ 'content-length': '5' }", "{ 'content-length': '1' }"] {
        let a2e = answering(&format!("new Response('abcde', {{ headers: {headers} }})"));
        let error = fails(&a2e, "download", &[sample(), js("{ maxBytes: 4 }")]).await;
        has(&error, "{ kind: 'validation', field: 'maxBytes' }");
        ok(&a2e, "download", &[sample(), js("{ maxBytes: 5 }")]).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_safe_address_is_refused_and_nothing_is_sent() {
    let fetch = recorder("new Response('a')");
    share("recorded", &fetch);
    let a2e = Account::new().client_with("{ fetch: recorded }");
    for result in [
        "'http://a.example/a.mp4'",
        "'ftp://a.example/a.mp4'",
        "'https://user:secret@a.example/a.mp4'",
        "'data:text/plain,a'",
        "'/a.mp4'",
        "''",
        "{ urls: [] }",
        "{ urls: [{}] }",
        "{ urls: ['file:///etc/passwd'] }",
        "undefined",
        "5",
    ] {
        let error = fails(&a2e, "download", &[js(result)]).await;
        has(&error, "{ kind: 'validation' }");
    }
    assert_eq!(number(&fetch, "calls.length"), 0.0);
}

#[wasm_bindgen_test]
async fn only_allowed_hosts_and_those_below_them_are_asked() {
    let fetch = recorder("new Response('a')");
    share("recorded", &fetch);
    let a2e = Account::new().client_with("{ fetch: recorded }");
    let options = js("{ allowHosts: ['a2e.example'] }");
    for good in ["'https://a2e.example/a'", "'https://cdn.a2e.example/a'"] {
        ok(&a2e, "download", &[js(good), options.clone()]).await;
    }
    for bad in
        ["'https://evil-a2e.example/a'", "'https://a2e.example.evil.example/a'", "'http://127.0.0.1/a'"]
    {
        has(
            &fails(&a2e, "download", &[js(bad), options.clone()]).await,
            "{ kind: 'validation', field: 'url' }",
        );
    }
    assert_eq!(number(&fetch, "calls.length"), 2.0);
    has(&get(&fetch, "calls.0"), "{ redirect: 'manual', headers: undefined }");
}

#[wasm_bindgen_test]
async fn a_redirect_to_an_unsafe_address_brings_nothing() {
    let answer = "Object.defineProperty(new Response('a'), 'url', { value: 'http://a.example/a' })";
    let error = fails(&answering(answer), "download", &[sample()]).await;
    has(&error, "{ kind: 'validation', field: 'url' }");
}

#[wasm_bindgen_test]
async fn an_expired_result_says_so_without_the_query() {
    for status in [401, 403, 404, 410] {
        let a2e = answering(&format!("new Response('<Error/>', {{ status: {status} }})"));
        let error = fails(&a2e, "download", &[js("'https://a.example/a.mp4?signature=secret'")]).await;
        has(
            &error,
            &format!(
                "{{ kind: 'not_found', status: {status}, path: 'https://a.example/a.mp4', attempts: 1 }}"
            ),
        );
        says(&error, &["expire"]);
        assert!(!text(&error, "message").contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn passing_trouble_is_waited_out() {
    js("globalThis.asked = 0");
    let a2e = answering("asked++ ? new Response('a') : new Response('', { status: 503 })");
    let clock = Clock::patient();
    // Bytes take real time to be read, and the clock does not know that they are under way.
    let unlimited = js("{ timeoutMs: Infinity }");
    assert_eq!(text_of(&ok(&a2e, "download", &[sample(), unlimited]).await).await, "a");
    assert_eq!((js("asked"), clock.pauses()), (2.0.into(), vec![250.0]));
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_download_in_the_middle() {
    let a2e = answering("new Response(new ReadableStream({ pull(to) { to.enqueue(new Uint8Array(1)) } }))");
    js("globalThis.leaving = new AbortController()");
    let options =
        js("{ signal: leaving.signal, onProgress: ({ loaded }) => loaded > 5 && leaving.abort('enough') }");
    let error = fails(&a2e, "download", &[sample(), options]).await;
    has(&error, "{ name: 'AbortError', cause: 'enough', outcomeUnknown: false }");
}

#[wasm_bindgen_test]
async fn a_closed_client_downloads_nothing() {
    let a2e = answering("new Response('a')");
    invoke(&a2e, "close", &[]).unwrap();
    has(&fails(&a2e, "download", &[sample()]).await, "{ kind: 'aborted' }");
}

#[wasm_bindgen_test]
async fn rust_downloads_too() {
    let wanted = a2e_wasm::Download { result: sample(), ..Default::default() };
    let blob = Account::new().typed().download(wanted, &a2e_wasm::CallOptions::default()).await.unwrap();
    has(&blob, "{ type: 'image/jpeg' }");
}

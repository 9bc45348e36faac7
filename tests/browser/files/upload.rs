//! Uploads: an address, then the bytes.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// Uploads this with these options.
async fn upload(account: &Account, data: &str, options: &str) -> JsValue {
    ok(&account.client(), "storage.upload", &[js(data), js(options)]).await
}

/// The bytes that lie under a public address, and their media type.
async fn stored(url: &str) -> JsValue {
    let code = "async (url) => { const answer = await fetch(url); return { type: answer.headers.get('content-type'), bytes: [...new Uint8Array(await answer.arrayBuffer())] } }";
    ok(&js(&format!("{{ read: {code} }}")), "read", &[url.into()]).await
}

#[wasm_bindgen_test]
async fn the_bytes_of_every_kind_of_data_arrive() {
    let account = Account::new();
    for (data, bytes) in [
        ("new Blob(['abc'])", "[97,98,99]"),
        ("new File(['abc'], 'a.txt')", "[97,98,99]"),
        ("new Uint8Array([1, 2, 255]).buffer", "[1,2,255]"),
        ("new Uint8Array([1, 2, 255])", "[1,2,255]"),
        ("new Uint8Array([0, 1, 2, 255, 0]).subarray(1, 4)", "[1,2,255]"),
        ("new DataView(new Uint8Array([7, 8]).buffer)", "[7,8]"),
        ("new Uint16Array([258])", "[2,1]"),
    ] {
        let file = upload(&account, data, "{}").await;
        assert_eq!(json(&get(&stored(&text(&file, "url")).await, "bytes")), bytes, "{data}");
        has(&file, "{ expiresInS: 3600 }");
    }
}

#[wasm_bindgen_test]
async fn the_bytes_arrive_by_a_fetch_of_the_caller_too() {
    let account = Account::new();
    let a2e = account.client_with("{ fetch: (url, init) => fetch(url, init) }");
    for data in ["new Blob(['ab'])", "new Uint8Array([97, 98])", "new Uint8Array([97, 98]).buffer"] {
        let file = ok(&a2e, "storage.upload", &[js(data)]).await;
        assert_eq!(json(&get(&stored(&text(&file, "url")).await, "bytes")), "[97,98]");
    }
}

#[wasm_bindgen_test]
async fn the_bytes_of_another_realm_arrive_with_a_signal_of_that_realm() {
    let account = Account::new();
    js("globalThis.realm = document.body.appendChild(document.createElement('iframe')).contentWindow");
    for client in [account.client(), account.client_with("{ fetch: (url, init) => fetch(url, init) }")] {
        for data in [
            "new realm.Blob(['abc'])",
            "new realm.File(['abc'], 'a.txt')",
            "realm.Uint8Array.of(97, 98, 99)",
            "realm.Uint8Array.of(97, 98, 99).buffer",
            "new realm.DataView(realm.Uint8Array.of(97, 98, 99).buffer)",
        ] {
            let options = js("{ signal: new realm.AbortController().signal }");
            let file = ok(&client, "storage.upload", &[js(data), options]).await;
            assert_eq!(json(&get(&stored(&text(&file, "url")).await, "bytes")), "[97,98,99]", "{data}");
        }
        let aborted = js("{ signal: realm.AbortSignal.abort('enough') }");
        let upload = begin(&client, "storage.upload", &[js("new realm.Blob(['abc'])"), aborted]);
        has(&rejects(upload).await, "{ kind: 'aborted', cause: 'enough' }");
    }
    js("realm.frameElement.remove()");
}

#[wasm_bindgen_test]
async fn the_media_type_is_the_file_s_or_follows_from_its_name() {
    let account = Account::new();
    for (data, options, media_type) in [
        ("new File(['x'], 'a.png', { type: 'image/x-own' })", "{}", "image/x-own"),
        ("new File(['x'], 'Face.JPG')", "{}", "image/jpeg"),
        ("new Uint8Array(1)", "{ name: 'talk.mp4' }", "video/mp4"),
        ("new Uint8Array(1)", "{ name: 'talk.mp4', contentType: 'video/x-own' }", "video/x-own"),
        ("new Uint8Array(1)", "{ name: 'https://a.example/IMG.HEIC?size=1.5 ' }", "image/heic"),
        ("new File(['x'], 'a.mkv', { type: 'application/octet-stream' })", "{}", "video/x-matroska"),
        ("new File(['x'], 'a.jpg', { type: 'jpeg' })", "{}", "image/jpeg"),
        (
            "new Blob(['x'], { type: 'audio/webm;codecs=opus' })",
            "{ name: 'a.ogg' }",
            "audio/webm;codecs=opus",
        ),
        ("new Uint8Array(1)", "{ name: 'a.own' }", "application/octet-stream"),
        ("new Uint8Array(1)", "{}", "application/octet-stream"),
    ] {
        let file = upload(&account, data, options).await;
        assert_eq!(text(&stored(&text(&file, "url")).await, "type"), media_type);
    }
}

#[wasm_bindgen_test]
async fn the_media_type_and_the_size_are_signed() {
    let account = Account::new();
    upload(&account, "new File(['abc'], 'a.png', { type: 'image/png' })", "{}").await;
    let log = account.log().await;
    has(&get(&log, "0"), "{ operation: 'getUploadUrl' }");
    has(&get(&log, "0.body"), "{ contentType: 'image/png', fileSize: 3 }");
    has(&get(&log, "1"), "{ operation: 'storagePut', method: 'PUT', contentType: 'image/png', status: 200 }");
}

#[wasm_bindgen_test]
async fn the_token_and_own_headers_do_not_go_to_the_storage() {
    for fetch in ["undefined", "(url, init) => fetch(url, init)"] {
        let account = Account::new();
        let a2e =
            account.client_with(&format!("{{ fetch: {fetch}, lang: 'de', headers: {{ 'x-own': '1' }} }}"));
        ok(&a2e, "storage.upload", &[js("new Uint8Array(3)")]).await;
        let put = get(&account.log().await, "1");
        has(&put, "{ method: 'PUT', tokenPresent: false, lang: null }");
        has(&get(&put, "headers"), "{ authorization: undefined, 'x-own': undefined }");
    }
}

#[wasm_bindgen_test]
async fn every_extension_has_its_type_and_every_type_its_extension() {
    let account = Account::new();
    for (extensions, media_type) in [
        ("jpg jpeg", "image/jpeg"),
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("gif", "image/gif"),
        ("avif", "image/avif"),
        ("heic", "image/heic"),
        ("heif", "image/heif"),
        ("bmp", "image/bmp"),
        ("svg", "image/svg+xml"),
        ("tif tiff", "image/tiff"),
        ("ico", "image/vnd.microsoft.icon"),
        ("mp4", "video/mp4"),
        ("mov", "video/quicktime"),
        ("webm", "video/webm"),
        ("mkv", "video/x-matroska"),
        ("m4v", "video/x-m4v"),
        ("avi", "video/x-msvideo"),
        ("3gp", "video/3gpp"),
        ("mpeg mpg", "video/mpeg"),
        ("ts", "video/mp2t"),
        ("ogv", "video/ogg"),
        ("wmv", "video/x-ms-wmv"),
        ("flv", "video/x-flv"),
        ("mp3", "audio/mpeg"),
        ("wav", "audio/wav"),
        ("m4a", "audio/mp4"),
        ("aac", "audio/aac"),
        ("flac", "audio/flac"),
        ("ogg opus", "audio/ogg"),
        ("weba", "audio/webm"),
        ("wma", "audio/x-ms-wma"),
        ("amr", "audio/amr"),
        ("pdf", "application/pdf"),
        ("json", "application/json"),
        ("srt", "application/x-subrip"),
        ("txt", "text/plain"),
        ("vtt", "text/vtt"),
    ] {
        for (place, extension) in extensions.split(' ').enumerate() {
            let file = upload(&account, "new Uint8Array(1)", &format!("{{ name: 'a.{extension}' }}")).await;
            assert_eq!(text(&stored(&text(&file, "url")).await, "type"), media_type);
            let file = upload(&account, &format!("new Blob(['x'], {{ type: '{media_type}' }})"), "{}").await;
            if place == 0 {
                assert!(text(&file, "key").ends_with(&format!(".{extension}")), "{}", text(&file, "key"));
            }
        }
    }
}

#[wasm_bindgen_test]
async fn a_file_without_an_extension_gets_that_of_its_type() {
    let account = Account::new();
    for (data, options, extension) in [
        ("new Blob(['x'], { type: 'image/jpeg' })", "{}", ".jpg"),
        ("new Blob(['x'], { type: 'audio/webm; codecs=opus' })", "{}", ".weba"),
        ("new Blob(['x'], { type: 'audio/x-wav' })", "{}", ".wav"),
        ("new Blob(['x'], { type: 'audio/mp3' })", "{}", ".mp3"),
        ("new File(['x'], 'blob', { type: 'video/mp4' })", "{}", ".mp4"),
        ("new File(['x'], 'a.jpeg', { type: 'image/png' })", "{}", ".jpeg"),
        ("new Uint8Array(1)", "{ contentType: 'Image/PNG' }", ".png"),
        ("new Blob(['x'], { type: 'image/jpeg' })", "{ contentType: 'image/png' }", ".png"),
        ("new Blob(['x'], { type: 'image/x-own' })", "{}", ""),
        ("new Blob(['x'], { type: 'application/octet-stream' })", "{}", ""),
    ] {
        let key = text(&upload(&account, data, options).await, "key");
        assert_eq!(key.rsplit_once('/').unwrap().1.get(36..), Some(extension), "{data} {options}");
    }
}

#[wasm_bindgen_test]
async fn the_key_is_a_uuid_with_the_extension_whatever_the_name() {
    let account = Account::new();
    for (name, extension) in [
        ("IMG.JPG ", ".jpg"),
        ("https://a.example/b/ada.jpg?v=1.5#x", ".jpg"),
        ("https://a.example/ada", ""),
        ("C:\\\\photos\\\\ada.png", ".png"),
        ("Photo #1.jpg", ".jpg"),
        ("ada.jpg", ".jpg"),
        ("Ada Lovelace.JPEG", ".jpeg"),
        ("../../x.ph p", ""),
        ("../../etc/passwd", ""),
        ("😀.😀", ""),
        ("a.tar.gz", ".gz"),
        (".env", ".env"),
        ("x.", ""),
        ("x", ""),
        ("Face.JPG", ".jpg"),
        ("a.b/c", ""),
        ("a.ü", ""),
        ("a.verylongone", ""),
        ("x.html?y#z", ".html"),
        ("", ""),
    ] {
        let file = upload(&account, "new Uint8Array(1)", &format!("{{ name: '{name}' }}")).await;
        let key = text(&file, "key");
        let pattern = format!(
            r"/^adam2eve\/stable\/user\/[0-9a-f]{{24}}\/[0-9a-f]{{8}}-[0-9a-f]{{4}}-4[0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}{}$/.test('{key}')",
            extension.replace('.', r"\.")
        );
        assert_eq!(js(&pattern), true, "{key}");
        assert!(text(&file, "url").ends_with(&key));
    }
}

/// What the progress callback of an upload of so many bytes is told.
async fn progress(account: &Account, options: &str, bytes: u32) -> Vec<JsValue> {
    js("globalThis.steps = []");
    let data = js(&format!("new Uint8Array({bytes})"));
    let told = js("{ onProgress: (step) => steps.push(step) }");
    ok(&account.client_with(options), "storage.upload", &[data, told]).await;
    js_sys::Array::from(&js("steps")).to_vec()
}

#[wasm_bindgen_test]
async fn progress_grows_from_nothing_to_the_total() {
    let steps = progress(&Account::new(), "{}", 300_000).await;
    let loaded: Vec<f64> = steps.iter().map(|step| number(step, "loaded")).collect();
    assert!(loaded.is_sorted(), "{loaded:?}");
    assert_eq!((loaded.first(), loaded.last()), (Some(&0.0), Some(&300_000.0)));
    assert!(steps.iter().all(|step| number(step, "total") == 300_000.0));
}

#[wasm_bindgen_test]
async fn progress_by_fetch_is_told_at_start_and_end() {
    let steps = progress(&Account::new(), "{ fetch: (url, init) => fetch(url, init) }", 3).await;
    assert_eq!(steps.len(), 2);
    has(&steps[0], "{ loaded: 0, total: 3 }");
    has(&steps[1], "{ loaded: 3, total: 3 }");
}

#[wasm_bindgen_test]
async fn what_is_empty_too_large_or_no_data_is_refused_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    for data in [
        "new Uint8Array(0)",
        "new Blob([])",
        "new ArrayBuffer(0)",
        "new Uint8Array(11)",
        "'text'",
        "{}",
        "[1]",
        "null",
        "undefined",
        "5",
        "new Date()",
        "fetch",
        "new ReadableStream()",
        "new Response('x')",
        "{ filepath: '/tmp/x', size: 3 }",
        "{ buffer: new Uint8Array(3), originalname: 'a.jpg' }",
        "new Uint8Array(new ArrayBuffer(3, { maxByteLength: 5 }))",
        "(() => { const bytes = new Uint8Array(3); structuredClone(bytes, { transfer: [bytes.buffer] }); return bytes })()",
        // A page that is isolated has shared memory; here its name must do.
        "{ byteLength: 3, buffer: { [Symbol.toStringTag]: 'SharedArrayBuffer' } }",
    ] {
        let error = fails(&a2e, "storage.upload", &[js(data), js("{ maxBytes: 10 }")]).await;
        has(&error, "{ kind: 'validation', field: 'file' }");
    }
    let error = fails(&a2e, "storage.upload", &[js("'pic.jpg'")]).await;
    let message = "storage.upload: `file` must be a Blob or File, or an ArrayBuffer or a view of one, not shared or \
        resizable. For a path or a stream give `await openAsBlob(path)` of node:fs, for a parsed form its bytes";
    assert_eq!(text(&error, "message"), message);
    for bad in ["", "jpeg", "image/", "image/jpeg\\n", "image/jpeg;\\u0001", "image/é", "a b/c"] {
        let options = js(&format!("{{ contentType: '{bad}' }}"));
        let error = fails(&a2e, "storage.upload", &[js("new Uint8Array(3)"), options]).await;
        has(&error, "{ kind: 'validation', field: 'contentType' }");
    }
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_put() {
    for fetch in ["undefined", "(url, init) => fetch(url, init)"] {
        let account = Account::new();
        account.faults("storagePut", 0, "{ kind: 'hang' }").await;
        let a2e = account.client_with(&format!("{{ fetch: {fetch} }}"));
        js("globalThis.putting = new AbortController()");
        let options = js("{ signal: putting.signal }");
        let put = begin(&a2e, "storage.upload", &[js("new Uint8Array(3)"), options]);
        account.received("storagePut").await;
        js("putting.abort('enough')");
        has(&rejects(put).await, "{ name: 'AbortError', kind: 'aborted', cause: 'enough', method: 'PUT' }");
        assert_eq!(account.count("storagePut").await, 1.0);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_of_the_storage_is_a_permission_error() {
    let account = Account::new();
    account.faults("storagePut", 0, "{ kind: 'status', status: 403 }").await;
    let error = fails(&account.client(), "storage.upload", &[js("new Uint8Array(3)")]).await;
    has(&error, "{ kind: 'permission', status: 403, method: 'PUT', attempts: 1, retryable: false }");
    assert!(!json(&error).contains("Signature"));
    assert_eq!(account.count("storagePut").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_put_is_sent_again_after_passing_trouble_to_the_same_address() {
    for fault in ["{ kind: 'status', status: 503 }", "{ kind: 'drop' }"] {
        let account = Account::new();
        account.fault("storagePut", fault).await;
        // The fake clock stands until an answer is read, and nobody reads what the storage says.
        let read = "async (url, init) => { const answer = await fetch(url, init); await answer.text(); return answer }";
        let a2e = account.client_with(&format!(
            "{{ fetch: (url, init) => init.method === 'PUT' ? ({read})(url, init) : fetch(url, init) }}"
        ));
        let clock = Clock::patient();
        ok(&a2e, "storage.upload", &[js("new Uint8Array(3)")]).await;
        assert_eq!(clock.pauses(), [250.0]);
        assert_eq!((account.count("getUploadUrl").await, account.count("storagePut").await), (1.0, 2.0));
    }
}

#[wasm_bindgen_test]
async fn an_address_that_is_missing_or_not_https_gets_no_bytes() {
    let account = Account::new();
    for data in [
        "null",
        "{}",
        "[]",
        "{ uploadUrl: '', cdnUrl: 'x' }",
        "{ uploadUrl: 'http://storage.example/x', cdnUrl: 'https://a.example/x' }",
        "{ uploadUrl: 'javascript:alert(1)', cdnUrl: 'https://a.example/x' }",
    ] {
        account.fault("getUploadUrl", &format!("{{ kind: 'data', data: {data} }}")).await;
        let error = fails(&account.client(), "storage.upload", &[js("new Uint8Array(3)")]).await;
        has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    }
    assert_eq!(account.count("storagePut").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_lost_answer_of_the_address_is_unknown_outcome_because_it_is_charged() {
    let account = Account::new();
    account.fault("getUploadUrl", "{ kind: 'lost' }").await;
    let error = fails(&account.client(), "storage.upload", &[js("new Uint8Array(3)")]).await;
    has(&error, "{ kind: 'unknown_outcome', outcomeUnknown: true }");
    assert_eq!(account.count("getUploadUrl").await, 1.0);
}

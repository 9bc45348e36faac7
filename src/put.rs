//! The bytes of an upload: by XMLHttpRequest where that exists, because only it tells how far it
//! has come, else by `fetch`.

use std::rc::Rc;

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::XmlHttpRequest;

use crate::client::{Call, Client, lost, place};
use crate::error::{Error, Result};
use crate::retry::{self, Failed};
use crate::scope::Scope;
use crate::transport::{self, Failure, Request};
use crate::{envelope, host};

/// Hears how many bytes have left.
pub(crate) type Tell = Rc<dyn Fn(f64)>;

/// Sends the bytes, again after transient failures, and tells how many have left.
pub(crate) async fn send(
    client: &Client,
    call: &Call<'_>,
    url: &str,
    content_type: &str,
    scope: &Scope,
    tell: &Tell,
) -> Result<()> {
    let mut attempt = 0_u32;
    loop {
        attempt = attempt.saturating_add(1);
        tell(0.0);
        let limit = scope.limit(call.options.timeout_ms.unwrap_or(UPLOAD_TIMEOUT_MS));
        let answer = exchange(client, call, url, content_type, scope, tell).await;
        drop(limit);
        let error = match answer {
            Ok(200..=299) => return Ok(()),
            Ok(status) => place(refusal(status), call, attempt),
            Err(failure) => lost(failure, call, attempt, 0),
        };
        let facts = error.facts();
        let failed = Failed {
            effect: call.effect,
            kind: facts.kind,
            transient: facts.retryable,
            retry_after_ms: None,
            attempt,
        };
        let retries = call.options.max_retries.unwrap_or(client.options().max_retries);
        match retry::delay(failed, retries, host::random()) {
            Some(pause) => scope.sleep(pause).await.map_err(|stop| place(stop.into(), call, attempt))?,
            None => return Err(error),
        }
    }
}

/// Ten minutes: `timeoutMs` of a client is meant for answers, not for files.
const UPLOAD_TIMEOUT_MS: f64 = 600_000.0;

fn refusal(status: u16) -> Error {
    let (kind, transient) = envelope::classify(status, None, "");
    Error::new(kind, "the storage refused the file").with(|facts| {
        facts.status = status;
        facts.retryable = transient;
    })
}

async fn exchange(
    client: &Client,
    call: &Call<'_>,
    url: &str,
    content_type: &str,
    scope: &Scope,
    tell: &Tell,
) -> Result<u16, Failure> {
    let fetch = client.options().fetch.as_ref();
    if fetch.is_none() && host::global("XMLHttpRequest").is_function() {
        return by_xhr(call, url, content_type, scope, tell).await;
    }
    let headers = Headers::new();
    headers.set("content-type", content_type);
    let request = Request { url, method: call.method, headers, body: call.body.clone(), signal: JsValue::UNDEFINED };
    let response = transport::send(fetch, request, scope).await?;
    scope.control(&JsValue::UNDEFINED);
    Ok(transport::status(&response))
}

async fn by_xhr(
    call: &Call<'_>,
    url: &str,
    content_type: &str,
    scope: &Scope,
    tell: &Tell,
) -> Result<u16, Failure> {
    let xhr = XmlHttpRequest::new().map_err(Failure::Thrown)?;
    xhr.open_with_async(call.method, url, true).map_err(Failure::Thrown)?;
    xhr.set_request_header("content-type", content_type).map_err(Failure::Thrown)?;
    let upload = xhr.upload().map_err(Failure::Thrown)?;
    let tell = tell.clone();
    let progress = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        tell(host::get(&event, "loaded").as_f64().unwrap_or_default());
    });
    upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    // It has an `abort` too, which is all the scope asks of what it controls.
    scope.control(&xhr);
    let ended = Promise::new(&mut |resolve, _| xhr.set_onloadend(Some(&resolve)));
    // Any of the allowed bodies: the host tells them apart, the type here does not matter.
    let sent = xhr.send_with_opt_blob(Some(call.body.unchecked_ref()));
    let outcome = match sent {
        Ok(()) => scope.race(JsFuture::from(ended)).await.map_err(Failure::Stopped),
        Err(thrown) => Err(Failure::Thrown(thrown)),
    };
    upload.set_onprogress(None);
    scope.control(&JsValue::UNDEFINED);
    let _ = outcome?;
    match xhr.status() {
        Ok(status @ 1..) => Ok(status),
        _ => Err(Failure::Thrown(js_sys::TypeError::new("the upload broke off").into())),
    }
}

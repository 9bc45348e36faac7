//! The bytes of an upload: by XMLHttpRequest where that exists, because only it tells how far it
//! has come, else by `fetch`.

use std::rc::Rc;

use gloo_net::http::Headers;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::XmlHttpRequest;

use crate::error::Error;
use crate::hooks::quietly;
use crate::scope::Scope;
use crate::transport::{self, Failure, Request};
use crate::{envelope, host};

/// Where the bytes go, and who hears how many have left.
pub(crate) struct Put {
    pub url: String,
    pub content_type: String,
    pub tell: Rc<dyn Fn(f64)>,
}

/// Ten minutes: the `timeoutMs` of a client is meant for answers, not for files.
pub(crate) const TIMEOUT_MS: f64 = 600_000.0;

impl Put {
    /// Sends the bytes once and gives the status of the answer.
    pub(crate) async fn send(
        &self,
        fetch: Option<&Function>,
        body: &JsValue,
        scope: &Scope,
    ) -> Result<u16, Failure> {
        (self.tell)(0.0);
        if fetch.is_none() && host::global("XMLHttpRequest").is_function() {
            return self.by_xhr(body, scope).await;
        }
        let headers = Headers::new();
        headers.set("content-type", &self.content_type);
        let request = Request {
            url: &self.url,
            method: "PUT",
            headers,
            body: body.clone(),
            signal: JsValue::UNDEFINED,
            fresh: false,
        };
        let response = transport::send(fetch, request, scope).await?;
        scope.control(&JsValue::UNDEFINED);
        // What the storage says is not read; left alone, it would hold its connection in Node.
        quietly(host::call(&host::get(&response, "body"), "cancel", &JsValue::UNDEFINED));
        Ok(transport::status(&response))
    }

    async fn by_xhr(&self, body: &JsValue, scope: &Scope) -> Result<u16, Failure> {
        let xhr = XmlHttpRequest::new().map_err(Failure::Thrown)?;
        xhr.open_with_async("PUT", &self.url, true).map_err(Failure::Thrown)?;
        xhr.set_request_header("content-type", &self.content_type).map_err(Failure::Thrown)?;
        let upload = xhr.upload().map_err(Failure::Thrown)?;
        let tell = self.tell.clone();
        let progress = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            tell(host::get(&event, "loaded").as_f64().unwrap_or_default());
        });
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        // It has an `abort` too, which is all the scope asks of what it controls.
        scope.control(&xhr);
        let ended = Promise::new(&mut |resolve, _| xhr.set_onloadend(Some(&resolve)));
        // Any of the allowed bodies: the host tells them apart, the type here does not matter.
        let sent = xhr.send_with_opt_blob(Some(body.unchecked_ref()));
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
}

/// The error of a storage that did not take the bytes.
pub(crate) fn refusal(status: u16) -> Error {
    let (kind, transient) = envelope::classify(status, None, "");
    Error::new(kind, &["the storage refused the file"]).with(|facts| {
        facts.status = status;
        facts.retryable = transient;
    })
}

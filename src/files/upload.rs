//! Uploads: an address from the service, then the bytes by PUT, without the token.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::api::miscellaneous::PresignUpload;
use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::request::prepare;
use crate::schema::operation::{Effect, Endpoint};
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::transport::transfer::{self, Media, Transfer};

/// Our own limit, because the vendor publishes none: a slip should not start to send a disk image.
const MAX_BYTES: f64 = 500_000_000.0;

#[wasm_bindgen(module = "/src/files/upload.js")]
extern "C" {
    /// A file as the service is told of it: `key`, `contentType` and `fileSize`.
    fn described(file: &JsValue, name: Option<&str>, content_type: Option<&str>) -> JsValue;
}

/// What is to be uploaded.
#[derive(Clone, Default)]
pub struct Upload {
    /// A Blob, an ArrayBuffer or a view of one.
    pub file: JsValue,
    /// File name or address, for its extension only.
    pub name: Option<String>,
    /// Media type; that of a Blob where it is `None`, or else by the extension.
    pub content_type: Option<String>,
    /// Refuses more bytes than this; 500 000 000 where it is `None`.
    pub max_bytes: Option<f64>,
    /// Told `{ loaded, total }`.
    pub on_progress: Option<Function>,
}

/// An upload under way: first an address is asked for, then the bytes go there.
pub(crate) struct Uploading {
    /// The call that sends the bytes, but for its address.
    put: Box<Call>,
    key: String,
}

impl Uploading {
    /// Checks the file and makes the call that asks for an address.
    pub(crate) fn begin(
        context: &Context,
        wanted: Upload,
        options: &Rc<CallOptions>,
    ) -> Result<(Box<Call>, Box<Self>)> {
        let file = wanted.file;
        let address = described(&file, wanted.name.as_deref(), wanted.content_type.as_deref());
        let wrong = |field: &str, problem: &str| Err(Error::input(field, problem));
        let Some(size) = host::get(&address, "fileSize").as_f64() else {
            return wrong(
                "file",
                "must be a Blob or File, or an ArrayBuffer or a view of one, not shared or resizable. For a path or a \
                 stream give `await openAsBlob(path)` of node:fs, for a parsed form its bytes",
            );
        };
        if size == 0.0 {
            return wrong("file", "is empty, or its buffer was transferred");
        }
        if size > wanted.max_bytes.unwrap_or(MAX_BYTES) {
            return wrong("file", "is larger than `maxBytes` (500 MB by default, a limit of this library)");
        }
        let Some(content_type) = host::text(&address, "contentType") else {
            return wrong("contentType", "must be a media type, such as `image/jpeg`");
        };
        let Some(key) = host::text(&address, "key") else {
            let words = &[": this host has no `crypto.getRandomValues`"];
            return Err(Error::new(ErrorKind::Unsupported, words));
        };
        let presign = &PresignUpload::operation();
        let call = prepare::prepare(context, presign, &JsValue::UNDEFINED, &address, options)?;
        // The same bytes to the same place: once or twice is the same.
        let mut put = Call::new("PUT", String::from("storage"), Effect::Idempotent, options);
        put.anonymous = true;
        put.body = file;
        put.media = Some(Media {
            url: String::new(),
            total: size,
            on_progress: wanted.on_progress,
            transfer: Transfer::Upload { content_type },
        });
        Ok((call, Box::new(Self { put, key })))
    }

    /// The call that sends the bytes, with its own time limit and retries, and the file that is there
    /// afterwards, an [`UploadedFile`](crate::api::miscellaneous::UploadedFile).
    pub(crate) fn put(self, reply: &Reply) -> Result<(Box<Call>, JsValue)> {
        let text = |key: &str| host::text(&reply.data, key).filter(|text| !text.is_empty());
        let key = text("key").unwrap_or(self.key);
        let bucket = text("bucket").unwrap_or_default();
        // The address was paid for, so what came is not lost.
        let broken = |problem: &str| {
            let words = [
                ": ",
                problem,
                ", so nothing was uploaded, but the call may have been charged. The key is `",
                &key,
                "`, the bucket `",
                &bucket,
                "`",
            ];
            Error::new(ErrorKind::UnknownOutcome, &words).with(|facts| {
                facts.outcome_unknown = true;
                facts.trace_id = reply.trace_id.as_string().unwrap_or_default();
            })
        };
        let target = text("uploadUrl").filter(|url| transfer::safe(url).is_some());
        let target = target.ok_or_else(|| broken("the service gave no https address to upload to"))?;
        let url = text("cdnUrl").filter(|url| url.starts_with("http"));
        let url = url.ok_or_else(|| broken("the service gave no public address (`cdnUrl`)"))?;
        let file =
            [("url", url.into()), ("key", key.into()), ("expiresInS", host::get(&reply.data, "expiresIn"))];
        let mut call = self.put;
        if let Some(media) = &mut call.media {
            media.url = target;
        }
        Ok((call, host::object(&file).into()))
    }
}

//! Uploads: an address from the service, then the bytes by PUT, without the token.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::api::miscellaneous::PresignUpload;
use crate::attempt::Call;
use crate::client::Client;
use crate::config::CallOptions;
use crate::envelope::Reply;
use crate::error::{Error, ErrorKind, Result};
use crate::media::{self, Media};
use crate::operation::{Effect, Endpoint};
use crate::{host, text};

/// Our own limit, because the vendor publishes none: a slip should not start to send a disk image.
const MAX_BYTES: f64 = 500_000_000.0;

/// What is to be uploaded.
#[derive(Clone, Default)]
pub struct Upload {
    /// A Blob, an ArrayBuffer or a view of one.
    pub data: JsValue,
    /// File name, for its extension only.
    pub name: Option<String>,
    /// Media type.
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
        client: &Client,
        wanted: Upload,
        options: &Rc<CallOptions>,
    ) -> Result<(Box<Call>, Box<Self>)> {
        let data = wanted.data;
        let size = size(&data)?;
        let wrong = |problem: &str| Err(Error::input("storage.upload", "data", problem));
        if size == 0.0 {
            return wrong("is empty");
        }
        if size > wanted.max_bytes.unwrap_or(MAX_BYTES) {
            return wrong("is larger than `maxBytes` (500 MB by default, a limit of this library)");
        }
        let file_text = |key: &str| host::text(&data, key).filter(|text| !text.is_empty());
        let name = wanted.name.or_else(|| file_text("name")).unwrap_or_default();
        let extension = extension(&name);
        let content_type = match wanted.content_type.or_else(|| file_text("type")) {
            Some(given) => given,
            None => String::from(media_type(&extension)),
        };
        let key = key(&extension)?;
        let address = host::object(&[
            ("key", key.as_str().into()),
            ("contentType", content_type.as_str().into()),
            ("fileSize", size.into()),
        ]);
        let presign = &PresignUpload::operation();
        let call = client.prepare(presign, &JsValue::UNDEFINED, &address, options)?;
        // The same bytes to the same place: once or twice is the same.
        let mut put = Call::new("PUT", String::from("storage"), Effect::Delete, options);
        put.anonymous = true;
        put.body = data;
        put.media = Some(Media {
            url: String::new(),
            content_type: Some(content_type),
            total: size,
            on_progress: wanted.on_progress,
            hosts: Vec::new(),
        });
        Ok((call, Box::new(Self { put, key })))
    }

    /// The call that sends the bytes, with its own time limit and retries, and the file that is there
    /// afterwards, an [`UploadedFile`](crate::api::miscellaneous::UploadedFile).
    pub(crate) fn put(self, reply: &Reply) -> Result<(Box<Call>, JsValue)> {
        let text = |key: &str| host::text(&reply.data, key).filter(|text| !text.is_empty());
        let broken = |problem: &str| {
            Error::new(ErrorKind::Decode, &["storage.upload: ", problem])
                .with(|facts| facts.trace_id = reply.trace_id.as_string().unwrap_or_default())
        };
        let (Some(target), Some(url)) = (text("uploadUrl"), text("cdnUrl")) else {
            return Err(broken("the answer holds no `uploadUrl` and `cdnUrl`"));
        };
        if media::safe(&target).is_none() {
            return Err(broken("the service gave an address that is not https"));
        }
        let key = text("key").unwrap_or(self.key);
        let file =
            [("url", url.into()), ("key", key.into()), ("expiresInS", host::get(&reply.data, "expiresIn"))];
        let mut call = self.put;
        if let Some(media) = &mut call.media {
            media.url = target;
        }
        Ok((call, host::object(&file).into()))
    }
}

/// The number of bytes of a Blob, an ArrayBuffer or a view of one; known by their shape, because old
/// dates of workerd give a Blob no name of its own.
fn size(data: &JsValue) -> Result<f64> {
    let blob = host::has_method(data, "slice") && host::get(data, "type").is_string();
    let size = host::get(data, if blob { "size" } else { "byteLength" }).as_f64();
    size.ok_or_else(|| {
        Error::input("storage.upload", "data", "must be a File, a Blob, an ArrayBuffer or a view of one")
    })
}

/// The extension of a file name, if it is a plain one: names come from strangers' disks.
fn extension(name: &str) -> String {
    let extension = text::lower(text::words(name, ".").skip(1).last().unwrap_or_default());
    let plain =
        (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { extension } else { String::new() }
}

/// Extensions and what they mean.
const TYPES: &str = "jpg=image/jpeg jpeg=image/jpeg png=image/png webp=image/webp mp4=video/mp4 mov=video/quicktime \
    webm=video/webm mp3=audio/mpeg wav=audio/wav m4a=audio/mp4";

fn media_type(extension: &str) -> &'static str {
    for known in text::words(TYPES, " ") {
        if let Some((known, media_type)) = text::split(known, "=")
            && known == extension
        {
            return media_type;
        }
    }
    "application/octet-stream"
}

/// A random name with the file's extension: two people's `face.jpg` must not meet.
fn key(extension: &str) -> Result<String> {
    let mut key = host::uuid().as_string().ok_or_else(|| {
        Error::new(ErrorKind::Unsupported, &["storage.upload: this host has no `crypto.getRandomValues`"])
    })?;
    if !extension.is_empty() {
        key += ".";
        key.push_str(extension);
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_extension_is_kept() {
        assert_eq!(extension("Face.JPG"), "jpg");
        assert_eq!(extension("a.tar.gz"), "gz");
        for name in ["face", "a.", "a.b/c", "a.ü", "a.verylongone"] {
            assert_eq!(extension(name), "", "{name}");
        }
    }
}

//! Presigned uploads, copies of files, and watermarks.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::files::built_in;
use crate::files::storage::{self, PresignedUpload};
use crate::http::answer::{Answer, ApiError, data};
use crate::http::request::decoded;
use crate::ids;
use crate::operations::call::Call;

const WATERMARK_COINS: i64 = 1;

/// The characters that are not encoded in the path of a link.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// Returns a presigned URL, which is valid for one key, Content-Type and size. It is free: the
/// documentation says that it has a price, but not which.
pub fn presign(call: &mut Call) -> Answer {
    let body = &call.input.body;
    let number = |field: &str| body.get(field).and_then(Value::as_f64);
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let bucket = text("bucket").unwrap_or("3days-apac").to_string();
    let prefix = text("urlPrefix").unwrap_or("adam2eve");
    let key = format!("{prefix}/stable/user/{}/{}", call.account.user_id, call.text("key"));
    let expires_in = number("expiresIn").unwrap_or(3600.0) as i64;
    let content_type = text("contentType").map(String::from);
    let size = number("contentLength").or(number("fileSize")).map(|size| size as u64);

    let signature = ids::signature();
    let upload_url = format!(
        "http://{}{}{}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires={expires_in}&X-Amz-Signature={signature}",
        call.host,
        storage::ROOT,
        encoded(&format!("{bucket}/{key}")),
    );
    let answer = data(json!({
        "uploadUrl": upload_url,
        "cdnUrl": public_url(call.host, &key),
        "key": key,
        "bucket": bucket,
        "expiresIn": expires_in,
    }));
    let expires_at = call.now.saturating_add(expires_in.saturating_mul(1000));
    let owner = call.token.to_string();
    call.storage.presign(signature, PresignedUpload { owner, bucket, key, content_type, size, expires_at });
    Ok(answer)
}

/// Copies a file of this emulator. In place of a file on another server, which is never fetched,
/// the copy is a sample of the same kind.
pub fn transfer(call: &mut Call) -> Answer {
    let url = call.text("url").to_string();
    let here = format!("http://{}{}", call.host, built_in::PUBLIC_ROOT);
    let file = match url.strip_prefix(&here) {
        Some(key) => call.storage.get(&decoded(key)),
        None => built_in::placeholder(&url),
    };
    let file = file.ok_or_else(|| ApiError::bad_request(format!("url: there is no file at {url}")))?;
    let extension = if file.content_type.starts_with("image/") { "jpg" } else { "webm" };
    let key = format!("tos/{}.{extension}", ids::object_id(call.now));
    let copy = public_url(call.host, &key);
    call.storage.insert(call.token, key, file);
    Ok(data(json!({ "url": copy })))
}

/// Returns the URL of a copy with a watermark, which exists at once.
pub fn watermark(call: &mut Call) -> Answer {
    call.account.charge(WATERMARK_COINS, &call.operation.id, call.now)?;
    let extension = if built_in::is_image(call.text("media_url")) { "jpg" } else { "webm" };
    let file = format!("{}.{extension}", ids::object_id(call.now));
    Ok(data(json!({ "result_url": built_in::result_url(call.host, &file) })))
}

fn public_url(host: &str, key: &str) -> String {
    format!("http://{host}{}{}", built_in::PUBLIC_ROOT, encoded(key))
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

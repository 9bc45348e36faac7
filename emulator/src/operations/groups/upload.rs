//! The two ways to bring a file into the storage, and the one that answers with a changed file.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::files::media;
use crate::files::storage::{self, Promise};
use crate::http::answer::{Answer, Refusal, data};
use crate::http::request::decoded;
use crate::ids;
use crate::operations::call::Call;

const WATERMARK_COINS: i64 = 1;

/// What stays as it is in the path of a link.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// A presigned URL, valid for its own key, Content-Type and size. Free of charge: that there is a
/// price is documented, how high it is is not.
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
    call.storage.promise(signature, Promise { owner, bucket, key, content_type, size, expires_at });
    Ok(answer)
}

/// A copy of a file on this emulator; for one that lies elsewhere, which is never fetched,
/// something of its kind.
pub fn transfer(call: &mut Call) -> Answer {
    let url = call.text("url").to_string();
    let here = format!("http://{}{}", call.host, media::PUBLIC_ROOT);
    let media = match url.strip_prefix(&here) {
        Some(key) => call.storage.get(&decoded(key)),
        None => media::stand_in(&url),
    };
    let media = media.ok_or_else(|| Refusal::bad_request(format!("url: there is no file at {url}")))?;
    let extension = if media.content_type.starts_with("image/") { "jpg" } else { "webm" };
    let key = format!("tos/{}.{extension}", ids::object_id(call.now));
    let copy = public_url(call.host, &key);
    call.storage.store(call.token, key, media);
    Ok(data(json!({ "url": copy })))
}

/// A marked copy, which is there at once.
pub fn watermark(call: &mut Call) -> Answer {
    call.account.charge(WATERMARK_COINS, &call.operation.id, call.now)?;
    let extension = if media::is_image(call.text("media_url")) { "jpg" } else { "webm" };
    let file = format!("{}.{extension}", ids::object_id(call.now));
    Ok(data(json!({ "result_url": media::result_url(call.host, &file) })))
}

fn public_url(host: &str, key: &str) -> String {
    format!("http://{host}{}{}", media::PUBLIC_ROOT, encoded(key))
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

//! The files that are part of the emulator, and the kinds of files by their names.

use hyper::body::Bytes;

/// The path below which every file is public.
pub const PUBLIC_ROOT: &str = "/__cdn/";

pub const VIDEO: &str = "video/webm";
pub const IMAGE: &str = "image/jpeg";

pub const AUDIO: &str = "audio/mpeg";

const RESULT_VIDEO: &[u8] = include_bytes!("../../media/result.webm");
const RESULT_IMAGE: &[u8] = include_bytes!("../../media/result.jpg");
const RESULT_SPEECH: &[u8] = include_bytes!("../../media/speech.mp3");
const SAMPLE_VIDEO: &[u8] = include_bytes!("../../media/sample-video.webm");
const SAMPLE_FACE: &[u8] = include_bytes!("../../media/sample-face.jpg");

/// A file and its media type.
#[derive(Clone)]
pub struct File {
    pub bytes: Bytes,
    pub content_type: String,
}

/// Returns a file that exists without an upload: a sample, or the result of any task.
pub fn built_in(key: &str) -> Option<File> {
    let (bytes, content_type) = match key.split_once('/')? {
        ("samples", "sample-face.jpg") => (SAMPLE_FACE, IMAGE),
        ("samples", "sample-video.webm") => (SAMPLE_VIDEO, VIDEO),
        ("results", file) if file.ends_with(".webm") => (RESULT_VIDEO, VIDEO),
        ("results", file) if file.ends_with(".jpg") => (RESULT_IMAGE, IMAGE),
        ("results", file) if file.ends_with(".mp3") => (RESULT_SPEECH, AUDIO),
        _ => return None,
    };
    Some(File { bytes: Bytes::from_static(bytes), content_type: content_type.into() })
}

/// The public URL of a result. Every file name exists.
pub fn result_url(host: &str, file: &str) -> String {
    format!("http://{host}{}results/{file}", PUBLIC_ROOT)
}

/// The public URL of a sample.
pub fn sample_url(host: &str, file: &str) -> String {
    format!("http://{host}{}samples/{file}", PUBLIC_ROOT)
}

/// Returns a file in place of one on another server, which is never fetched.
pub fn placeholder(url: &str) -> Option<File> {
    built_in(if is_image(url) { "samples/sample-face.jpg" } else { "samples/sample-video.webm" })
}

/// Whether a URL has the extension of an image.
pub fn is_image(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let extension = path.rsplit('.').next().unwrap_or_default();
    ["jpg", "jpeg", "png", "webp", "gif", "bmp", "avif"].contains(&extension)
}

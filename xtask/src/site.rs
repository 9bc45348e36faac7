//! A static server for the example page, the package and the page's settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};
use serde_json::json;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::workspace::Workspace;

/// It stops when this is dropped.
pub struct Site {
    pub url: String,
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves the page, which talks to the emulator. Port 0 takes any.
    pub fn start(workspace: &Workspace, port: u16, emulator: &str) -> Result<Self> {
        let server = Server::http(("127.0.0.1", port)).map_err(|error| {
            anyhow!("could not listen on port {port}: {error}. Choose another with `--port N`.")
        })?;
        let address = server.server_addr().to_ip().ok_or_else(|| anyhow!("the server has no address"))?;
        let server = Arc::new(server);
        let content = Content {
            page: workspace.root.join("www-example"),
            package: workspace.target("npm"),
            settings: settings(emulator),
        };
        let thread = thread::spawn({
            let server = Arc::clone(&server);
            move || server.incoming_requests().for_each(|request| content.answer(request))
        });
        Ok(Self { url: format!("http://{address}"), server, thread: Some(thread) })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Content {
    page: PathBuf,
    package: PathBuf,
    settings: String,
}

impl Content {
    fn answer(&self, request: Request) {
        let body = match request.method() {
            Method::Get | Method::Head => self.find(request.url()),
            _ => None,
        };
        let (status, mime, bytes) = match body {
            Some((mime, bytes)) => (200, mime, bytes),
            None => (404, "text/plain; charset=utf-8", b"There is no such file.\n".to_vec()),
        };
        let mut response = Response::from_data(bytes).with_status_code(status);
        // Without `no-store` a rebuilt package would meet the old page, or the reverse.
        for (name, value) in [("content-type", mime), ("cache-control", "no-store")] {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        // A browser that went away is no failure of ours.
        let _ = request.respond(response);
    }

    fn find(&self, url: &str) -> Option<(&'static str, Vec<u8>)> {
        let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
        if path == "config.json" {
            return Some((mime("json"), self.settings.clone().into_bytes()));
        }
        let file = match path.strip_prefix("pkg/") {
            Some(inside) => self.package.join(plain(inside)?),
            None if path.is_empty() => self.page.join("index.html"),
            None => self.page.join(plain(path)?),
        };
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        Some((mime(extension), fs::read(&file).ok()?))
    }
}

/// A path that cannot leave its directory. Names that would need decoding are not served:
/// we have none, and encoded dots are how such checks are got around.
fn plain(path: &str) -> Option<&Path> {
    let is_plain =
        |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['%', '\\', ':']);
    path.split('/').all(is_plain).then(|| Path::new(path))
}

fn settings(emulator: &str) -> String {
    json!({
        "mode": "emulator",
        "baseUrl": emulator,
        "token": "sk_emulator_demo",
        "samples": {
            "face": format!("{emulator}/__cdn/samples/sample-face.jpg"),
            "video": format!("{emulator}/__cdn/samples/sample-video.webm"),
        },
    })
    .to_string()
}

/// Browsers refuse a module or a wasm of the wrong type, so the types must be exact.
fn mime(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "webm" => "video/webm",
        "mp4" => "video/mp4",
        "woff2" => "font/woff2",
        "md" | "ts" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_path_stays_in_its_directory() {
        assert!(plain("main.js").is_some());
        assert!(plain("img/logo.svg").is_some());
        for outside in
            ["../Cargo.toml", "a/../../b", "/etc/passwd", "%2e%2e/x", "..\\x", ".git/config", "a//b", ""]
        {
            assert!(plain(outside).is_none(), "{outside} is served");
        }
    }
}

//! A static server for the example page, the package and the page's settings.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::system::listener::Listener;
use crate::system::workspace::Workspace;

/// An account of the emulator.
pub const DEMO_TOKEN: &str = "sk_emulator_demo";

/// It stops when this is dropped.
pub struct Site {
    pub url: String,
    _listener: Listener,
}

impl Site {
    /// Serves the page, which talks to the emulator. Port 0 takes any.
    pub fn start(workspace: &Workspace, port: u16, emulator: &str) -> Result<Self> {
        let socket = TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("could not listen on port {port}: choose another with `--port N`"))?;
        let content = Content {
            page: workspace.root.join("www-example"),
            package: workspace.target("npm"),
            settings: settings(emulator),
        };
        let listener = Listener::start(socket, move |connection| _ = content.answer(connection))?;
        Ok(Self { url: format!("http://{}", listener.address), _listener: listener })
    }
}

struct Content {
    page: PathBuf,
    package: PathBuf,
    settings: String,
}

/// Far more than any browser sends.
const LONGEST_REQUEST: usize = 64 * 1024;

impl Content {
    /// One request a connection. A browser that goes away is no failure of ours.
    fn answer(&self, mut connection: TcpStream) -> Option<()> {
        let mut received = Vec::new();
        let mut chunk = [0; 4096];
        while !received.windows(4).any(|end| end == b"\r\n\r\n") {
            let length = connection.read(&mut chunk).ok()?;
            received.extend_from_slice(&chunk[..length]);
            if length == 0 || received.len() > LONGEST_REQUEST {
                return None;
            }
        }
        let line = String::from_utf8_lossy(&received);
        let mut words = line.lines().next()?.split(' ');
        let (method, url) = (words.next()?, words.next()?);
        let found = if matches!(method, "GET" | "HEAD") { self.find(url) } else { None };
        let (status, mime, bytes) = match found {
            Some((mime, bytes)) => ("200 OK", mime, bytes),
            None => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file.\n".to_vec()),
        };
        // Without `no-store` a rebuilt package would meet the old page, or the reverse.
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {mime}\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
             connection: close\r\n\r\n",
            bytes.len()
        );
        connection.write_all(head.as_bytes()).ok()?;
        connection.write_all(if method == "HEAD" { b"" } else { &bytes }).ok()
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
        "token": DEMO_TOKEN,
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

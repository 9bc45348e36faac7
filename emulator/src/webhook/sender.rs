//! One POST over HTTP or HTTPS. What the receiver answers is noted and not followed.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use hyper::http::uri::Scheme;
use hyper::rt::{Read, Write};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::book::Letter;
use super::hook::bare;

const TOKEN: &str = "x-a2e-webhook-token";

pub struct Sender {
    timeout: Duration,
    /// Certificates to trust in the place of the system's.
    roots: Option<PathBuf>,
    /// Made for the first HTTPS delivery: most runs have none, and the system's certificates are many.
    tls: OnceLock<Result<TlsConnector, String>>,
}

impl Sender {
    pub fn new(timeout: Duration, roots: Option<PathBuf>) -> Self {
        Self { timeout, roots, tls: OnceLock::new() }
    }

    /// The one attempt: the status of the answer, or why there was none.
    pub async fn send(&self, letter: Letter) -> Result<u16, String> {
        let late = || format!("no answer within {} ms", self.timeout.as_millis());
        tokio::time::timeout(self.timeout, self.attempt(letter)).await.unwrap_or_else(|_| Err(late()))
    }

    async fn attempt(&self, letter: Letter) -> Result<u16, String> {
        let is_secure = letter.url.scheme() == Some(&Scheme::HTTPS);
        let host = bare(letter.url.host().unwrap_or_default()).to_string();
        let port = letter.url.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let request = request(letter)?;
        let stream = TcpStream::connect((host.as_str(), port)).await;
        let stream = stream.map_err(|error| format!("no connection: {error}"))?;
        if !is_secure {
            return exchange(TokioIo::new(stream), request).await;
        }
        let name = ServerName::try_from(host).map_err(|error| error.to_string())?;
        let tls = self.tls.get_or_init(|| connector(self.roots.as_ref())).clone()?;
        let stream = tls.connect(name, stream).await.map_err(|error| format!("no TLS: {error}"))?;
        exchange(TokioIo::new(stream), request).await
    }
}

fn request(Letter { url, token, content, .. }: Letter) -> Result<Request<Full<Bytes>>, String> {
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::post(path)
        .header(HOST, authority(&url))
        .header(CONTENT_TYPE, content.content_type)
        // Otherwise nothing would announce an empty body, and some receivers wait for one.
        .header(CONTENT_LENGTH, content.bytes.len())
        .header("user-agent", "a2e-emulator");
    if let Some(token) = token {
        request = request.header(TOKEN, token);
    }
    request.body(Full::new(content.bytes)).map_err(|error| error.to_string())
}

/// The host as the URL spells it, without a name and password before it.
fn authority(url: &Uri) -> &str {
    let whole = url.authority().map_or("", |authority| authority.as_str());
    whole.rsplit('@').next().unwrap_or_default()
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<u16, String>
where
    S: Read + Write + Unpin + Send + 'static,
{
    let failed = |error: hyper::Error| format!("no answer: {error}");
    let (mut sender, connection) = http1::handshake(stream).await.map_err(failed)?;
    // The set takes the connection down with itself, also when the time is over.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    let answer = sender.send_request(request).await.map_err(failed)?;
    Ok(answer.status().as_u16())
}

fn connector(file: Option<&PathBuf>) -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    match file {
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
        Some(file) => {
            let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
            for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(&error))? {
                let certificate = certificate.map_err(|error| unreadable(&error))?;
                roots.add(certificate).map_err(|error| unreadable(&error))?;
            }
        }
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

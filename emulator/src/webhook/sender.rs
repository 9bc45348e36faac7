//! Sends one POST over HTTP or HTTPS. A redirect is logged like any other status and not followed.

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

use super::delivery_log::OutgoingWebhook;
use super::target::without_brackets;

const TOKEN: &str = "x-a2e-webhook-token";

pub struct Sender {
    timeout: Duration,
    /// Certificates to trust in place of the system's.
    roots: Option<PathBuf>,
    /// Made for the first HTTPS request, because most runs have none and loading the system's
    /// certificates takes long.
    tls: OnceLock<Result<TlsConnector, String>>,
}

impl Sender {
    pub fn new(timeout: Duration, roots: Option<PathBuf>) -> Self {
        Self { timeout, roots, tls: OnceLock::new() }
    }

    /// Sends the webhook once. Returns the status of the response, or why there was none.
    pub async fn send(&self, webhook: OutgoingWebhook) -> Result<u16, String> {
        let late = || format!("no answer within {} ms", self.timeout.as_millis());
        tokio::time::timeout(self.timeout, self.attempt(webhook)).await.unwrap_or_else(|_| Err(late()))
    }

    async fn attempt(&self, webhook: OutgoingWebhook) -> Result<u16, String> {
        let is_secure = webhook.url.scheme() == Some(&Scheme::HTTPS);
        let host = without_brackets(webhook.url.host().unwrap_or_default()).to_string();
        let port = webhook.url.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let request = request(webhook)?;
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

fn request(
    OutgoingWebhook { url, token, content, .. }: OutgoingWebhook,
) -> Result<Request<Full<Bytes>>, String> {
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::post(path)
        .header(HOST, authority(&url))
        .header(CONTENT_TYPE, content.content_type)
        // hyper would send no length for an empty body, and some receivers would wait for one.
        .header(CONTENT_LENGTH, content.bytes.len())
        .header("user-agent", "a2e-emulator");
    if let Some(token) = token {
        request = request.header(TOKEN, token);
    }
    request.body(Full::new(content.bytes)).map_err(|error| error.to_string())
}

/// The host and port as the URL has them, without a name and password.
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
    // Dropping the set closes the connection, also after a timeout.
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

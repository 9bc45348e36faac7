//! Server: listens, handles connections, offers the control plane and sends webhooks.

mod control;
mod handler;
mod webhook_loop;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::http::body::{self, ResponseBody};
use crate::http::reply::Outcome;
use crate::http::request::Request;
use crate::options::Options;
use crate::spec::Spec;
use crate::tasks::Families;
use crate::webhook::Sender;
use crate::world::World;
use handler::Handler;

const SPEC: &str = include_str!("../../../openapi.yaml");

/// Why an emulator could not start.
#[derive(Debug)]
pub enum StartError {
    /// The API description, or the configuration of the families, is invalid.
    Spec(String),
    /// The address is not available.
    Listen(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(reason) => write!(out, "the API description cannot be used: {reason}"),
            Self::Listen(error) => write!(out, "cannot listen: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

/// A listening emulator.
pub struct Emulator {
    listener: TcpListener,
    address: SocketAddr,
    handler: Arc<Handler>,
    sender: Arc<Sender>,
    keep_alive: bool,
}

impl Emulator {
    /// Reads the API description and starts to listen.
    pub async fn bind(options: &Options) -> Result<Self, StartError> {
        let wake_sender = Arc::new(Notify::new());
        let world = world(options, Arc::clone(&wake_sender)).map_err(StartError::Spec)?;
        let listener =
            TcpListener::bind((options.host.as_str(), options.port)).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let handler = Arc::new(Handler::new(world, options.cors, wake_sender));
        let sender = Arc::new(Sender::new(options.webhook_timeout, options.webhook_roots.clone()));
        Ok(Self { listener, address, handler, sender, keep_alive: options.keep_alive })
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the future is dropped.
    pub async fn serve(self) {
        let webhook_loop = webhook_loop::run(Arc::clone(&self.handler), Arc::clone(&self.sender));
        tokio::join!(self.accept(), webhook_loop);
    }

    async fn accept(&self) {
        loop {
            // An error concerns one connection, or a temporary lack of file descriptors.
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    drop(tokio::spawn(connection(stream, Arc::clone(&self.handler), self.keep_alive)))
                }
                Err(_) => tokio::task::yield_now().await,
            }
        }
    }
}

fn world(options: &Options, wake_sender: Arc<Notify>) -> Result<World, String> {
    let spec = match &options.spec {
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            Spec::parse(&text)?
        }
        None => Spec::parse(SPEC)?,
    };
    let families = Families::load(&spec)?;
    Ok(World::new(spec, families, options, wake_sender))
}

/// Serves one connection. It has a single request unless `keep_alive` is set: browsers repeat a
/// request by themselves when a reused connection closes without a response, which would hide the
/// faults.
async fn connection(stream: TcpStream, handler: Arc<Handler>, keep_alive: bool) {
    // Otherwise small responses would wait for the client's delayed acknowledgements.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(Arc::clone(&handler), request));
    // An error is a client that left or a fault that closed the connection. Both are done with it.
    let _ =
        http1::Builder::new().keep_alive(keep_alive).serve_connection(TokioIo::new(stream), service).await;
}

/// An error lets hyper close the connection without a response.
async fn answer(
    handler: Arc<Handler>,
    request: hyper::Request<Incoming>,
) -> Result<Response<ResponseBody>, io::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let request = Request { method: head.method, uri: head.uri, headers: head.headers, body };
    match handler.answer(&request).await {
        Outcome::Answer(reply) => Ok(body::whole(reply)),
        Outcome::Cut(reply) => Ok(body::cut(reply)),
        Outcome::Close => Err(io::Error::other("closed by a fault")),
    }
}

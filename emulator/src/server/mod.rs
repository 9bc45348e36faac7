//! Listening, and one connection after the other.

mod control;
mod front;
mod postman;

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

use crate::http::reply::Outcome;
use crate::http::request::Request;
use crate::http::wire::{self, WireBody};
use crate::options::Options;
use crate::spec::Spec;
use crate::tasks::Families;
use crate::webhook::Sender;
use crate::world::World;
use front::Front;

const SPEC: &str = include_str!("../../../openapi.yaml");

/// Why an emulator could not be started.
#[derive(Debug)]
pub enum StartError {
    /// The API description, or what the emulator adds to it, cannot be used.
    Spec(String),
    /// The address cannot be listened on.
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

/// An emulator that listens.
pub struct Emulator {
    listener: TcpListener,
    address: SocketAddr,
    front: Arc<Front>,
    sender: Arc<Sender>,
    keep_alive: bool,
}

impl Emulator {
    /// Reads the API description and starts to listen.
    pub async fn bind(options: &Options) -> Result<Self, StartError> {
        let bell = Arc::new(Notify::new());
        let world = world(options, Arc::clone(&bell)).map_err(StartError::Spec)?;
        let listener =
            TcpListener::bind((options.host.as_str(), options.port)).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let front = Arc::new(Front::new(world, options.cors, bell));
        let sender = Arc::new(Sender::new(options.webhook_timeout, options.webhook_roots.clone()));
        Ok(Self { listener, address, front, sender, keep_alive: options.keep_alive })
    }

    /// Where it listens, as a base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the future is dropped.
    pub async fn serve(self) {
        let postman = postman::run(Arc::clone(&self.front), Arc::clone(&self.sender));
        tokio::join!(self.accept(), postman);
    }

    async fn accept(&self) {
        loop {
            // What fails here is one connection, or a passing shortage of file descriptors.
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    drop(tokio::spawn(connection(stream, Arc::clone(&self.front), self.keep_alive)))
                }
                Err(_) => tokio::task::yield_now().await,
            }
        }
    }
}

fn world(options: &Options, bell: Arc<Notify>) -> Result<World, String> {
    let spec = match &options.spec {
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            Spec::parse(&text)?
        }
        None => Spec::parse(SPEC)?,
    };
    let families = Families::load(&spec)?;
    Ok(World::new(spec, families, options, bell))
}

/// Serves one connection. It carries a single request unless told otherwise: browsers send a
/// request again by themselves when a reused connection closes without an answer, which would hide
/// the very faults we play.
async fn connection(stream: TcpStream, front: Arc<Front>, keep_alive: bool) {
    // Without this, small answers wait for the client's delayed acknowledgements.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(Arc::clone(&front), request));
    // An error here is a client that left or a fault that hung up: both are over by now.
    let _ =
        http1::Builder::new().keep_alive(keep_alive).serve_connection(TokioIo::new(stream), service).await;
}

/// An error makes hyper close the connection without an answer.
async fn answer(
    front: Arc<Front>,
    request: hyper::Request<Incoming>,
) -> Result<Response<WireBody>, io::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let request = Request { method: head.method, uri: head.uri, headers: head.headers, body };
    match front.answer(&request).await {
        Outcome::Answer(reply) => Ok(wire::whole(reply)),
        Outcome::Cut(reply) => Ok(wire::cut(reply)),
        Outcome::Close => Err(io::Error::other("closed by a fault")),
    }
}

//! The handler of every request: logs it, applies its fault, and adds the CORS headers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::Method;
use tokio::sync::Notify;

use super::control;
use crate::files::built_in::PUBLIC_ROOT;
use crate::files::storage;
use crate::http::cors;
use crate::http::reply::{Outcome, Reply};
use crate::http::request::Request;
use crate::world::World;

pub struct Handler {
    world: Mutex<World>,
    cors: bool,
    /// Notified when there may be webhooks to send.
    pub wake_sender: Arc<Notify>,
    /// Notified when an attempt to send one has ended.
    pub delivery_done: Notify,
}

impl Handler {
    pub fn new(world: World, cors: bool, wake_sender: Arc<Notify>) -> Self {
        Self { world: Mutex::new(world), cors, wake_sender, delivery_done: Notify::new() }
    }

    pub async fn answer(&self, request: &Request) -> Outcome {
        let outcome = if request.path().starts_with(control::ROOT) {
            Outcome::Answer(self.control(request).await)
        } else {
            self.serve(request).await
        };
        match outcome {
            Outcome::Answer(reply) => Outcome::Answer(self.with_cors(reply, request)),
            Outcome::Cut(reply) => Outcome::Cut(self.with_cors(reply, request)),
            Outcome::Close => Outcome::Close,
        }
    }

    async fn control(&self, request: &Request) -> Reply {
        if cors::is_preflight(request) {
            return cors::preflight();
        }
        if control::waits(request) {
            self.wait_for_deliveries(request.query_value("token").as_deref()).await;
        }
        let reply = control::answer(&mut self.world(), request);
        if request.method == Method::POST {
            // A reset can remove the webhook that a request waits for.
            self.delivery_done.notify_waiters();
        }
        reply
    }

    /// Waits until no webhook of this token, or of any, is under way.
    async fn wait_for_deliveries(&self, token: Option<&str>) {
        loop {
            // Made before the log is read, so that no delivery that ends after that is missed.
            let delivery_done = self.delivery_done.notified();
            {
                let mut world = self.world();
                world.advance_all();
                if !world.deliveries.has_pending(token) {
                    return;
                }
            }
            delivery_done.await;
        }
    }

    async fn serve(&self, request: &Request) -> Outcome {
        let received = self.world().receive(request);
        let work = || self.world().handle(request);
        let outcome = match received.fault {
            _ if cors::is_preflight(request) => Outcome::Answer(cors::preflight()),
            None => Outcome::Answer(work()),
            Some(fault) => fault.apply(work, |by| self.world().postpone(request, by)).await,
        };
        if let Outcome::Answer(reply) | Outcome::Cut(reply) = &outcome {
            self.world().requests.set_status(received.n, reply.status().as_u16());
        }
        outcome
    }

    fn with_cors(&self, mut reply: Reply, request: &Request) -> Reply {
        let always = [control::ROOT, PUBLIC_ROOT, storage::ROOT];
        if self.cors || always.iter().any(|root| request.path().starts_with(root)) {
            cors::allow(reply.headers_mut(), request);
        }
        reply
    }

    /// A panic during one request must not stop the others.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

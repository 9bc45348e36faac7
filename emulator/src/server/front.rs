//! The front door: every request comes in here, is written down, meets its fault, and leaves with
//! the right headers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::Method;
use tokio::sync::Notify;

use super::control;
use crate::files::media::PUBLIC_ROOT;
use crate::files::storage;
use crate::http::cors;
use crate::http::reply::{Outcome, Reply};
use crate::http::request::Request;
use crate::world::World;

pub struct Front {
    world: Mutex<World>,
    cors: bool,
    /// Tells that there may be webhooks to send.
    pub bell: Arc<Notify>,
    /// Tells that an attempt to send one is over.
    pub delivered: Notify,
}

impl Front {
    pub fn new(world: World, cors: bool, bell: Arc<Notify>) -> Self {
        Self { world: Mutex::new(world), cors, bell, delivered: Notify::new() }
    }

    pub async fn answer(&self, request: &Request) -> Outcome {
        let outcome = if request.path().starts_with(control::ROOT) {
            Outcome::Answer(self.control(request).await)
        } else {
            self.serve(request).await
        };
        match outcome {
            Outcome::Answer(reply) => Outcome::Answer(self.finished(reply, request)),
            Outcome::Cut(reply) => Outcome::Cut(self.finished(reply, request)),
            Outcome::Close => Outcome::Close,
        }
    }

    async fn control(&self, request: &Request) -> Reply {
        if cors::is_preflight(request) {
            return cors::preflight();
        }
        if control::waits(request) {
            self.calm(request.query_value("token").as_deref()).await;
        }
        let reply = control::answer(&mut self.world(), request);
        if request.method == Method::POST {
            // A reset forgets what somebody may be waiting for.
            self.delivered.notify_waiters();
        }
        reply
    }

    /// Waits until no webhook of this token, or of anybody, is under way.
    async fn calm(&self, token: Option<&str>) {
        loop {
            // Made before the look at the book, so that it hears of whatever ends after that.
            let delivered = self.delivered.notified();
            {
                let mut world = self.world();
                world.settle();
                if !world.book.is_busy(token) {
                    return;
                }
            }
            delivered.await;
        }
    }

    async fn serve(&self, request: &Request) -> Outcome {
        let arrival = self.world().arrive(request);
        let work = || self.world().perform(request);
        let outcome = match arrival.fault {
            _ if cors::is_preflight(request) => Outcome::Answer(cors::preflight()),
            None => Outcome::Answer(work()),
            Some(fault) => fault.play(work, |by| self.world().postpone(request, by)).await,
        };
        if let Outcome::Answer(reply) | Outcome::Cut(reply) = &outcome {
            self.world().journal.close(arrival.n, reply.status().as_u16());
        }
        outcome
    }

    fn finished(&self, mut reply: Reply, request: &Request) -> Reply {
        let always = [control::ROOT, PUBLIC_ROOT, storage::ROOT];
        if self.cors || always.iter().any(|root| request.path().starts_with(root)) {
            cors::allow(reply.headers_mut(), request);
        }
        reply
    }

    /// A request that went down half-way must not take the others with it.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! World: the whole state of an emulator, and the path of a request through it.

mod time;

use std::collections::HashMap;
use std::sync::Arc;

use hyper::{Method, StatusCode};
use serde_json::{Map, Value};
use tokio::sync::Notify;

use crate::clock::Millis;
use crate::fault::{self, Fault, STORAGE_PUT};
use crate::files::built_in::PUBLIC_ROOT;
use crate::files::cdn;
use crate::files::storage::{self, Storage};
use crate::http::answer::{self, Answer, ApiError};
use crate::http::reply::{self, Reply};
use crate::http::request::Request;
use crate::operations;
use crate::operations::call::Call;
use crate::options::Options;
use crate::spec::Spec;
use crate::state::account::Account;
use crate::state::request_log::RequestLog;
use crate::state::tokens::{self, Tokens};
use crate::tasks::Families;
use crate::webhook::DeliveryLog;

pub struct World {
    pub spec: Spec,
    pub families: Families,
    pub requests: RequestLog,
    pub deliveries: DeliveryLog,
    /// Notified when there is a webhook to send, or when the next wakeup may have changed.
    wake_sender: Arc<Notify>,
    accounts: HashMap<String, Account>,
    storage: Storage,
    tokens: Tokens,
    speed: f64,
}

/// What a request is for.
enum Target {
    Operation { index: usize, path: Map<String, Value> },
    Storage,
    Cdn,
    Nothing,
}

/// A logged request, and its fault.
pub struct ReceivedRequest {
    pub n: u64,
    pub fault: Option<Fault>,
}

impl World {
    pub fn new(spec: Spec, families: Families, options: &Options, wake_sender: Arc<Notify>) -> Self {
        let (requests, deliveries) = (RequestLog::new(options.log), DeliveryLog::new(options.log));
        let (accounts, storage, tokens) = Default::default();
        Self {
            spec,
            families,
            requests,
            deliveries,
            wake_sender,
            accounts,
            storage,
            tokens,
            speed: options.speed,
        }
    }

    /// Returns the account of a token, which is created on first use.
    pub fn account(&mut self, token: &str) -> &mut Account {
        self.accounts.entry(token.into()).or_insert_with(|| Account::new(self.speed))
    }

    pub fn remove_account(&mut self, token: &str) {
        self.accounts.remove(token);
        self.storage.remove_account(token);
        self.tokens.remove_account(token);
        self.requests.remove_account(token);
        self.deliveries.remove_account(token);
    }

    pub fn reset(&mut self) {
        (self.accounts, self.storage, self.tokens) = Default::default();
        self.requests.clear();
        self.deliveries.clear();
    }

    /// Logs a request, and returns the fault in its header or in the queue of its account.
    pub fn receive(&mut self, request: &Request) -> ReceivedRequest {
        let operation = match self.target(request) {
            Target::Operation { index, .. } => {
                self.spec.operations.get(index).map(|operation| operation.id.clone())
            }
            Target::Storage if request.method == Method::PUT => Some(STORAGE_PUT.into()),
            _ => None,
        };
        let token = self.token(request);
        let waiting =
            || operation.as_deref().and_then(|name| self.accounts.get_mut(&token)?.faults.next_for(name));
        let fault = request.header(fault::HEADER).map(Fault::from_header).or_else(waiting);
        ReceivedRequest { n: self.requests.add(request, operation, &token), fault }
    }

    /// Handles a request without any fault.
    pub fn handle(&mut self, request: &Request) -> Reply {
        let token = self.token(request);
        let now = self.run_postponed(&token);
        self.handle_at(request, &token, now)
    }

    fn handle_at(&mut self, request: &Request, token: &str, now: Millis) -> Reply {
        match self.target(request) {
            Target::Operation { index, path } => answer::reply(self.call(index, path, request, token, now)),
            Target::Storage if request.method == Method::PUT => self.storage.put(request, now),
            Target::Storage => reply::storage_error(
                StatusCode::METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                "The URL is made for PUT.",
            ),
            Target::Cdn => cdn::answer(&self.storage, request),
            Target::Nothing => reply::no_such_route(request.method.as_str(), request.path()),
        }
    }

    fn call(
        &mut self,
        index: usize,
        path: Map<String, Value>,
        request: &Request,
        token: &str,
        now: Millis,
    ) -> Answer {
        let operation =
            self.spec.operations.get(index).ok_or_else(|| ApiError::not_found("no such operation"))?;
        tokens::check(&self.tokens, operation, request)?;
        let input = operation.rules.read(request, path)?;
        let is_web_login = request.bearer().is_some_and(|token| self.tokens.is_login(token));
        let account = self.accounts.entry(token.into()).or_insert_with(|| Account::new(self.speed));
        account.advance_to(now);
        let answer = operations::run(&mut Call {
            spec: &self.spec,
            families: &self.families,
            operation,
            input,
            host: request.host(),
            token,
            is_web_login,
            now,
            account,
            storage: &mut self.storage,
            tokens: &mut self.tokens,
        });
        account.queue_webhooks(token, &mut self.deliveries);
        if account.needs_timer() || self.deliveries.has_outgoing() {
            self.wake_sender.notify_one();
        }
        answer
    }

    fn target(&self, request: &Request) -> Target {
        let path = request.path();
        if path.starts_with(storage::ROOT) {
            return Target::Storage;
        }
        if path.starts_with(PUBLIC_ROOT) {
            return Target::Cdn;
        }
        match self.spec.find(&request.method, path) {
            Some((index, path)) => Target::Operation { index, path },
            None => Target::Nothing,
        }
    }

    /// Returns the token of the account that a request belongs to; empty if there is none. An
    /// upload belongs to the account for which its URL was signed.
    fn token(&self, request: &Request) -> String {
        if request.path().starts_with(storage::ROOT) {
            return self.storage.uploader(request).unwrap_or_default().into();
        }
        let Some(token) = request.bearer() else { return String::new() };
        let named = || self.accounts.contains_key(token).then_some(token);
        self.tokens.account(token).or_else(named).unwrap_or_default().into()
    }
}

//! Everything that the emulator knows, and what a request does to it.

mod time;

use std::collections::HashMap;
use std::sync::Arc;

use hyper::{Method, StatusCode};
use serde_json::{Map, Value};
use tokio::sync::Notify;

use crate::clock::Millis;
use crate::fault::{self, Fault, STORAGE_PUT};
use crate::files::cdn;
use crate::files::media::PUBLIC_ROOT;
use crate::files::storage::{self, Storage};
use crate::http::answer::{self, Answer, Refusal};
use crate::http::reply::{self, Reply};
use crate::http::request::Request;
use crate::operations;
use crate::operations::call::Call;
use crate::options::Options;
use crate::spec::Spec;
use crate::state::account::Account;
use crate::state::journal::Journal;
use crate::state::tokens::{self, Keys};
use crate::tasks::Families;
use crate::webhook::Book;

pub struct World {
    pub spec: Spec,
    pub families: Families,
    pub journal: Journal,
    pub book: Book,
    /// Rung when there is a webhook to send, or another time to wait for.
    bell: Arc<Notify>,
    accounts: HashMap<String, Account>,
    storage: Storage,
    keys: Keys,
    speed: f64,
}

/// What a request is meant for.
enum Target {
    Operation { index: usize, path: Map<String, Value> },
    Storage,
    Cdn,
    Nothing,
}

/// A request that has been written down, and what is to go wrong with it.
pub struct Arrival {
    pub n: u64,
    pub fault: Option<Fault>,
}

impl World {
    pub fn new(spec: Spec, families: Families, options: &Options, bell: Arc<Notify>) -> Self {
        let (journal, book) = (Journal::new(options.log), Book::new(options.log));
        let (accounts, storage, keys) = Default::default();
        Self { spec, families, journal, book, bell, accounts, storage, keys, speed: options.speed }
    }

    /// The account of a token, made on first sight.
    pub fn account(&mut self, token: &str) -> &mut Account {
        self.accounts.entry(token.into()).or_insert_with(|| Account::new(self.speed))
    }

    pub fn forget(&mut self, token: &str) {
        self.accounts.remove(token);
        self.storage.forget(token);
        self.keys.forget(token);
        self.journal.forget(token);
        self.book.forget(token);
    }

    pub fn forget_all(&mut self) {
        (self.accounts, self.storage, self.keys) = Default::default();
        self.journal.forget_all();
        self.book.forget_all();
    }

    /// Notes a request, and takes the fault that it brings or that waits for it.
    pub fn arrive(&mut self, request: &Request) -> Arrival {
        let operation = match self.target(request) {
            Target::Operation { index, .. } => {
                self.spec.operations.get(index).map(|operation| operation.id.clone())
            }
            Target::Storage if request.method == Method::PUT => Some(STORAGE_PUT.into()),
            _ => None,
        };
        let token = self.token(request);
        let waiting =
            || operation.as_deref().and_then(|name| self.accounts.get_mut(&token)?.faults.take(name));
        let fault = request.header(fault::HEADER).map(Fault::brought).or_else(waiting);
        Arrival { n: self.journal.open(request, operation, &token), fault }
    }

    /// Does what the request asks for.
    pub fn perform(&mut self, request: &Request) -> Reply {
        let token = self.token(request);
        let now = self.catch_up(&token);
        self.perform_at(request, &token, now)
    }

    fn perform_at(&mut self, request: &Request, token: &str, now: Millis) -> Reply {
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
            self.spec.operations.get(index).ok_or_else(|| Refusal::not_found("no such operation"))?;
        tokens::admit(&self.keys, operation, request)?;
        let input = operation.rules.read(request, path)?;
        let by_login = request.bearer().is_some_and(|token| self.keys.is_login(token));
        let account = self.accounts.entry(token.into()).or_insert_with(|| Account::new(self.speed));
        account.settle(now);
        let answer = operations::work(&mut Call {
            spec: &self.spec,
            families: &self.families,
            operation,
            input,
            host: request.host(),
            token,
            by_login,
            now,
            account,
            storage: &mut self.storage,
            keys: &mut self.keys,
        });
        account.write_webhooks(token, &mut self.book);
        if account.is_awaited() || self.book.has_letters() {
            self.bell.notify_one();
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

    /// Whose request it is: nobody's, if the token is none of ours. An upload belongs to whoever
    /// had its URL signed.
    fn token(&self, request: &Request) -> String {
        if request.path().starts_with(storage::ROOT) {
            return self.storage.owner(request).unwrap_or_default().into();
        }
        let Some(token) = request.bearer() else { return String::new() };
        let named = || self.accounts.contains_key(token).then_some(token);
        self.keys.account(token).or_else(named).unwrap_or_default().into()
    }
}

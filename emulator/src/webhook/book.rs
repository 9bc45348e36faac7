//! Which webhooks were sent, and what became of them.

use std::collections::VecDeque;

use hyper::Uri;
use hyper::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use super::notice::Notice;
use super::shape::{Content, Shapes, content};
use crate::clock::{self, Millis};
use crate::http::logged_body;

/// A longer body is not kept, only its size.
const KEPT_BODY: usize = 64 << 10;

/// One attempt. Without `status` and `failure` it is under way.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    n: u64,
    /// When the end of the task was noticed, in real time.
    at: Millis,
    task: String,
    operation: String,
    event: &'static str,
    url: String,
    token_present: bool,
    body: Value,
    /// What the receiver answered.
    status: Option<u16>,
    /// Why it answered nothing.
    failure: Option<String>,
    #[serde(skip)]
    account: String,
}

/// What is to be sent.
pub struct Letter {
    pub n: u64,
    pub url: Uri,
    pub token: Option<HeaderValue>,
    pub content: Content,
}

pub struct Book {
    /// How many deliveries it keeps at most.
    kept: usize,
    deliveries: VecDeque<Delivery>,
    outbox: Vec<Letter>,
    last: u64,
}

impl Book {
    pub fn new(kept: usize) -> Self {
        Self { kept, deliveries: VecDeque::new(), outbox: Vec::new(), last: 0 }
    }

    /// Writes a webhook for every notice of the account, in the shapes that were arranged for it.
    pub fn collect(&mut self, token: &str, notices: impl Iterator<Item = Notice>, shapes: &mut Shapes) {
        for notice in notices {
            let content = content(shapes.take(), &notice);
            self.put(token, notice, content);
        }
    }

    fn put(&mut self, account: &str, notice: Notice, content: Option<Content>) {
        self.last += 1;
        self.deliveries.push_back(Delivery {
            n: self.last,
            at: clock::real(),
            url: notice.hook.url.to_string(),
            token_present: notice.hook.token.is_some(),
            body: content.as_ref().map_or(Value::Null, noted),
            status: None,
            failure: content.is_none().then(|| "lost, as was arranged".into()),
            account: account.into(),
            task: notice.task,
            operation: notice.operation,
            event: notice.event,
        });
        if self.deliveries.len() > self.kept {
            self.deliveries.pop_front();
        }
        let letter =
            |content| Letter { n: self.last, url: notice.hook.url, token: notice.hook.token, content };
        self.outbox.extend(content.map(letter));
    }

    pub fn has_letters(&self) -> bool {
        !self.outbox.is_empty()
    }

    pub fn take_letters(&mut self) -> Vec<Letter> {
        std::mem::take(&mut self.outbox)
    }

    /// Notes what became of an attempt.
    pub fn close(&mut self, n: u64, outcome: Result<u16, String>) {
        if let Some(delivery) = self.deliveries.iter_mut().rev().find(|delivery| delivery.n == n) {
            match outcome {
                Ok(status) => delivery.status = Some(status),
                Err(reason) => delivery.failure = Some(reason),
            }
        }
    }

    /// The deliveries of one token, or all.
    pub fn entries(&self, token: Option<&str>) -> Value {
        let own = self.deliveries.iter().filter(|delivery| delivery.is_of(token));
        own.map(|delivery| serde_json::json!(delivery)).collect()
    }

    /// Whether one of them is under way.
    pub fn is_busy(&self, token: Option<&str>) -> bool {
        let open = |delivery: &Delivery| delivery.status.is_none() && delivery.failure.is_none();
        self.deliveries.iter().any(|delivery| delivery.is_of(token) && open(delivery))
    }

    pub fn forget_all(&mut self) {
        (self.deliveries, self.outbox) = Default::default();
    }

    pub fn forget(&mut self, token: &str) {
        let Self { deliveries, outbox, .. } = self;
        deliveries.retain(|delivery| delivery.account != token);
        outbox.retain(|letter| deliveries.iter().any(|delivery| delivery.n == letter.n));
    }
}

impl Delivery {
    fn is_of(&self, token: Option<&str>) -> bool {
        token.is_none_or(|token| self.account == token)
    }
}

fn noted(content: &Content) -> Value {
    match content.bytes.len() {
        size if size > KEPT_BODY => logged_body::size(size),
        _ => logged_body::noted(&content.bytes),
    }
}

//! The webhooks that were sent, and those that are still to be sent.

use std::collections::VecDeque;

use hyper::Uri;
use hyper::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use super::body::{ShapeQueue, WebhookBody, body_for};
use super::event::TaskEvent;
use crate::clock::{self, Millis};
use crate::http::logged_body;

/// Of a longer body only the size is kept.
const KEPT_BODY: usize = 64 << 10;

/// One attempt. It is under way as long as it has neither a `status` nor a `failure`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    n: u64,
    /// The real time at which the end of the task was noticed.
    at: Millis,
    task: String,
    operation: String,
    event: &'static str,
    url: String,
    token_present: bool,
    body: Value,
    /// The status of the response.
    status: Option<u16>,
    /// Why there was no response.
    failure: Option<String>,
    #[serde(skip)]
    account: String,
}

/// A webhook that is still to be sent.
pub struct OutgoingWebhook {
    pub n: u64,
    pub url: Uri,
    pub token: Option<HeaderValue>,
    pub content: WebhookBody,
}

pub struct DeliveryLog {
    /// The largest number of deliveries.
    capacity: usize,
    deliveries: VecDeque<Delivery>,
    outbox: Vec<OutgoingWebhook>,
    last: u64,
}

impl DeliveryLog {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, deliveries: VecDeque::new(), outbox: Vec::new(), last: 0 }
    }

    /// Adds a webhook for each event of an account, with the body that its next shape says.
    pub fn add(&mut self, token: &str, events: impl Iterator<Item = TaskEvent>, shapes: &mut ShapeQueue) {
        for event in events {
            let content = body_for(shapes.next(), &event);
            self.add_one(token, event, content);
        }
    }

    fn add_one(&mut self, account: &str, event: TaskEvent, content: Option<WebhookBody>) {
        self.last += 1;
        self.deliveries.push_back(Delivery {
            n: self.last,
            at: clock::real_now(),
            url: event.target.url.to_string(),
            token_present: event.target.token.is_some(),
            body: content.as_ref().map_or(Value::Null, logged),
            status: None,
            failure: content.is_none().then(|| "lost, as was arranged".into()),
            account: account.into(),
            task: event.task,
            operation: event.operation,
            event: event.event,
        });
        if self.deliveries.len() > self.capacity {
            self.deliveries.pop_front();
        }
        let webhook = |content| OutgoingWebhook {
            n: self.last,
            url: event.target.url,
            token: event.target.token,
            content,
        };
        self.outbox.extend(content.map(webhook));
    }

    pub fn has_outgoing(&self) -> bool {
        !self.outbox.is_empty()
    }

    pub fn take_outgoing(&mut self) -> Vec<OutgoingWebhook> {
        std::mem::take(&mut self.outbox)
    }

    /// Sets the outcome of an attempt.
    pub fn set_outcome(&mut self, n: u64, outcome: Result<u16, String>) {
        if let Some(delivery) = self.deliveries.iter_mut().rev().find(|delivery| delivery.n == n) {
            match outcome {
                Ok(status) => delivery.status = Some(status),
                Err(reason) => delivery.failure = Some(reason),
            }
        }
    }

    /// Returns the deliveries of one token, or all.
    pub fn entries(&self, token: Option<&str>) -> Value {
        let own = self.deliveries.iter().filter(|delivery| delivery.is_of(token));
        own.map(|delivery| serde_json::json!(delivery)).collect()
    }

    /// Whether a delivery is under way.
    pub fn has_pending(&self, token: Option<&str>) -> bool {
        let open = |delivery: &Delivery| delivery.status.is_none() && delivery.failure.is_none();
        self.deliveries.iter().any(|delivery| delivery.is_of(token) && open(delivery))
    }

    pub fn clear(&mut self) {
        (self.deliveries, self.outbox) = Default::default();
    }

    pub fn remove_account(&mut self, token: &str) {
        let Self { deliveries, outbox, .. } = self;
        deliveries.retain(|delivery| delivery.account != token);
        outbox.retain(|webhook| deliveries.iter().any(|delivery| delivery.n == webhook.n));
    }
}

impl Delivery {
    fn is_of(&self, token: Option<&str>) -> bool {
        token.is_none_or(|token| self.account == token)
    }
}

fn logged(content: &WebhookBody) -> Value {
    match content.bytes.len() {
        size if size > KEPT_BODY => logged_body::size_only(size),
        _ => logged_body::logged(&content.bytes),
    }
}

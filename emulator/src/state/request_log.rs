//! The received requests, and their number for each operation.

use std::collections::{BTreeMap, HashMap, VecDeque};

use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::clock::{self, Millis};
use crate::http::logged_body;
use crate::http::request::Request;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    n: u64,
    /// The real time of its arrival, from which tests can see the rate of requests.
    at: Millis,
    method: String,
    path: String,
    query: Map<String, Value>,
    operation: Option<String>,
    host: String,
    token_present: bool,
    lang: Option<String>,
    content_type: Option<String>,
    headers: Map<String, Value>,
    body: Value,
    /// `None` as long as no response is sent.
    status: Option<u16>,
    #[serde(skip)]
    token: String,
}

pub struct RequestLog {
    /// The largest number of entries.
    capacity: usize,
    entries: VecDeque<Entry>,
    /// By token and operation.
    counts: HashMap<String, BTreeMap<String, u64>>,
    last: u64,
}

impl RequestLog {
    pub fn new(capacity: usize) -> Self {
        Self { capacity, entries: VecDeque::new(), counts: HashMap::new(), last: 0 }
    }

    /// Adds a request, and returns its number for [`Self::set_status`].
    pub fn add(&mut self, request: &Request, operation: Option<String>, token: &str) -> u64 {
        if let Some(operation) = &operation {
            *self.counts.entry(token.into()).or_default().entry(operation.clone()).or_default() += 1;
        }
        self.last += 1;
        self.entries.push_back(Entry::new(self.last, request, operation, token));
        if self.entries.len() > self.capacity {
            self.entries.pop_front();
        }
        self.last
    }

    pub fn set_status(&mut self, n: u64, status: u16) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.n == n) {
            entry.status = Some(status);
        }
    }

    /// Returns the entries of one token, or all.
    pub fn entries(&self, token: Option<&str>) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| token.is_none_or(|token| entry.token == token)).collect()
    }

    /// Returns the number of calls of each operation by one token, or by all.
    pub fn counts(&self, token: Option<&str>) -> BTreeMap<&str, u64> {
        let mut sums = BTreeMap::new();
        for (owner, counts) in &self.counts {
            if token.is_none_or(|token| token == owner) {
                counts.iter().for_each(|(operation, n)| *sums.entry(operation.as_str()).or_default() += n);
            }
        }
        sums
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.capacity);
    }

    pub fn remove_account(&mut self, token: &str) {
        self.entries.retain(|entry| entry.token != token);
        self.counts.remove(token);
    }
}

impl Entry {
    fn new(n: u64, request: &Request, operation: Option<String>, token: &str) -> Self {
        let owned = |name| request.header(name).map(String::from);
        Self {
            n,
            at: clock::real_now(),
            method: request.method.to_string(),
            path: request.path().into(),
            query: request.query().map(|(key, value)| (key, value.into())).collect(),
            operation,
            host: request.host().into(),
            token_present: request.headers.contains_key(AUTHORIZATION),
            lang: request.header("x-lang").map(String::from),
            content_type: owned(CONTENT_TYPE),
            headers: headers(request),
            body: logged_body::logged(&request.body),
            status: None,
            token: token.into(),
        }
    }
}

/// All headers. The token is left out, because the log can become part of a test report.
fn headers(request: &Request) -> Map<String, Value> {
    let text = |name, value| {
        if name == AUTHORIZATION { "present".into() } else { String::from_utf8_lossy(value).into() }
    };
    let headers = request.headers.iter();
    headers.map(|(name, value)| (name.to_string(), Value::String(text(name, value.as_bytes())))).collect()
}

//! Which records an answer makes the user's own. An answer may hold more than the request has made, so in doubt none
//! is claimed: a record without an owner is given to nobody.

use std::collections::{BTreeMap, BTreeSet};

use wasm_bindgen::prelude::*;

use crate::host;
use crate::id::id_of;
use crate::record::page;
use crate::schema::operation::Effect;
use crate::server::answer::Answer;
use crate::server::body::Body;
use crate::server::ids;
use crate::server::routes::Route;
use crate::server::rules::{self, Rule};
use crate::server::walk::Sieve;
use crate::start::key::name_field;

/// How long a room may live that does not say it, in seconds.
const ROOM_SECONDS: f64 = 3_600.0;
/// The most hours for which a room is noted.
const ROOM_HOURS: u32 = 24;

/// What decides about a claim.
pub(super) struct Claim<'a> {
    pub route: &'a Route,
    pub body: Option<&'a Body>,
    pub owners: &'a BTreeMap<String, String>,
    pub mine: &'a BTreeSet<String>,
    /// The records that there were before the request, where they were listed.
    pub before: &'a BTreeSet<String>,
}

impl Claim<'_> {
    /// The keys of what the request has made.
    pub(super) fn made(&self, answer: &Answer, now: f64) -> Vec<String> {
        if self.route.name == rules::JOIN {
            return answer.data.as_ref().map_or_else(Vec::new, |data| self.room(data, now));
        }
        let Some(list) = rules::maker(self.route) else { return Vec::new() };
        let (records, is_list) = answer.records();
        let mut fresh: Vec<_> = records
            .iter()
            .filter_map(|record| Some((id_of(record)?, record)))
            .filter(|(id, _)| self.is_new(id))
            .collect();
        if answer.data.is_none() {
            // A refusal that names a record has made a task all the same, as the client takes it, or tells of another record. So it
            // must be one that charges, and the record must not contradict what was sent.
            let charges = self.route.operation.effect == Effect::Charge;
            fresh.retain(|(_, record)| charges && self.sent().all(|field| self.agrees(record, &field)));
        }
        if self.route.is_start() {
            // Some starts make several tasks, which all have the name that was sent.
            if fresh.len() > 1 {
                let field = self.route.family.and_then(name_field);
                fresh.retain(|(_, record)| field.is_none_or(|field| self.agrees(record, field)));
            }
        } else if is_list {
            // The answer is all there is. What was not there before is the request's own, or was made by another one
            // at the same time, also where it is alone: this request may have made nothing. So it must hold what was sent.
            fresh.retain(|(_, record)| self.holds_what_was_sent(record));
            if list.is_empty() || fresh.len() > 1 {
                return Vec::new();
            }
        }
        fresh.into_iter().map(|(id, _)| id).collect()
    }

    fn is_new(&self, id: &str) -> bool {
        !self.owners.contains_key(id) && !self.mine.contains(id) && !self.before.contains(id)
    }

    /// Whether a record does not contradict a text that was sent.
    fn agrees(&self, record: &JsValue, field: &str) -> bool {
        let sent = self.body.and_then(|body| host::text(&body.object, field));
        sent.zip(host::text(record, field)).is_none_or(|(sent, got)| sent.trim_ascii() == got.trim_ascii())
    }

    /// Whether a record holds a text that was sent, and contradicts none.
    fn holds_what_was_sent(&self, record: &JsValue) -> bool {
        let is_there = |field: &String| host::text(record, field).is_some_and(|text| !text.is_empty());
        let is_sent =
            |field: &String| self.body.is_some_and(|body| host::text(&body.object, field).is_some());
        self.sent().all(|field| self.agrees(record, &field))
            && self.sent().any(|field| is_sent(&field) && is_there(&field))
    }

    fn sent(&self) -> impl Iterator<Item = String> {
        let names = self.body.map(|body| js_sys::Object::keys(&body.object)).unwrap_or_default();
        names.iter().filter_map(|name| name.as_string()).collect::<Vec<_>>().into_iter()
    }

    /// A room that was opened, for the hours of its life.
    fn room(&self, data: &JsValue, now: f64) -> Vec<String> {
        let Some(channel) = host::text(data, "channel").filter(|channel| !channel.is_empty()) else {
            return Vec::new();
        };
        let asked = self.body.and_then(|body| host::get(&body.object, "expire_seconds").as_f64());
        let seconds = asked.unwrap_or(ROOM_SECONDS).max(ROOM_SECONDS);
        let first = ids::hour(now);
        let last = ids::hour(now + seconds * 1000.0).min(first.saturating_add(ROOM_HOURS));
        (first..=last).map(|hour| ids::room(&channel, hour)).collect()
    }
}

/// What the service has made of the user's records, as far as nobody is noted for it.
pub(super) fn products(route: &Route, sieve: &Sieve<'_>, answer: &Answer) -> Vec<String> {
    let is_free = |key: &String| !sieve.owners.contains_key(key) && !sieve.mine.contains(key);
    let data = answer.data.clone().unwrap_or_default();
    let rows = page::records(&data).map_or_else(|| vec![data], |rows| rows.iter().collect());
    let of_row = |row: &JsValue| {
        if sieve.rule == Rule::Mixed {
            return rules::origin(row).filter(|origin| sieve.is_mine(origin)).and_then(|_| id_of(row));
        }
        id_of(row).filter(|id| sieve.is_mine(id)).and_then(|_| rules::product(route, row))
    };
    let found: BTreeSet<_> = rows.iter().filter_map(of_row).filter(is_free).collect();
    found.into_iter().collect()
}

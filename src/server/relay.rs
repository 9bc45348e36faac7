//! The way back of a request: what of the service's answer the user gets, and what is remembered of it.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::id::id_of;
use crate::machine::command::Next;
use crate::server::answer::Answer;
use crate::server::claims;
use crate::server::keys;
use crate::server::outcome::Outcome;
use crate::server::refusal::{Refusal, header};
use crate::server::routes::Route;
use crate::server::rules;
use crate::server::stage::Stage;
use crate::server::storage;
use crate::server::visit::{Command, Turn, Visit, owners, texts};
use crate::server::walk::{self, Sieve};
use crate::{host, text};

impl Visit {
    /// Looks up the owners of the records that the answer names.
    pub(super) fn answered(&mut self, outcome: &Outcome) -> Turn {
        let answer = Answer::read(outcome)?;
        let Self { route: Some(route), settings, .. } = &*self else { return Err(lost()) };
        if settings.shared {
            return self.finish(answer);
        }
        if answer.text.is_undefined() {
            // Only what documents a stream may have one: nobody can look into it before it is relayed.
            return match route.takes("stream") {
                true => Ok(self.relay(answer)),
                false => Err(Refusal::new(502, &["the service's answer cannot be read"])),
            };
        }
        let keys = match &answer.data {
            Some(data) if self.listing.is_some() => {
                let rows = self.listing.as_mut().and_then(|listing| listing.rows(data));
                let rows = rows.ok_or_else(|| Refusal::new(502, &["the service's answer holds no list"]))?;
                self.row_keys(&rows)
            }
            _ => self.answer_keys(&answer)?,
        };
        self.look_up(answer, keys)
    }

    /// Asks for the owners of what an answer names.
    fn look_up(&mut self, answer: Answer, keys: BTreeSet<String>) -> Turn {
        self.asked = keys.into_iter().filter(|key| !self.mine.contains(key)).collect();
        self.answer = Some(answer);
        if self.asked.is_empty() {
            return self.divide(&Outcome::of_no_records());
        }
        let keys = texts(&self.asked);
        Ok(self.act(Stage::AnswerOwners, &[("ids", keys)]))
    }

    /// What is looked up for a page of a list, to find the user's rows: records, and the keys of their starts.
    fn row_keys(&self, rows: &Array) -> BTreeSet<String> {
        let Some(route) = &self.route else { return BTreeSet::new() };
        let of_row = |row: JsValue| [id_of(&row), keys::of(route, &row, &self.user)];
        rows.iter().flat_map(of_row).flatten().collect()
    }

    /// What is looked up for any other answer.
    fn answer_keys(&self, answer: &Answer) -> Result<BTreeSet<String>, Refusal> {
        let Some(route) = &self.route else { return Err(lost()) };
        let ids = walk::ids_of(&answer.body, rules::rule(route));
        let mut keys = ids.ok_or_else(|| Refusal::new(502, &["the service's answer cannot be read"]))?;
        keys.extend(answer.records().0.iter().filter_map(|record| rules::product(route, record)));
        Ok(keys)
    }

    /// Leaves in an answer what the user may have.
    pub(super) fn divide(&mut self, outcome: &Outcome) -> Turn {
        let answer = self.answer.take().ok_or_else(lost)?;
        let owners = match owners(outcome) {
            Ok(owners) => owners,
            // What is new may be the user's; without its owners nothing else can be told.
            Err(refusal) => return Err(done(&self.claimed(&answer, &BTreeMap::new()), refusal)),
        };
        let owned = std::mem::take(&mut self.asked).into_iter().zip(owners.iter());
        let owners: BTreeMap<_, _> =
            owned.filter_map(|(key, owner)| Some((key, owner.as_string()?))).collect();
        match answer.data.clone() {
            Some(data) if self.listing.is_some() => self.divide_list(answer, &data, &owners),
            _ => self.divide_answer(answer, &owners),
        }
    }

    /// Keeps the user's rows of a list of tasks, and asks for the next page where more are wanted.
    fn divide_list(&mut self, answer: Answer, data: &JsValue, owners: &BTreeMap<String, String>) -> Turn {
        let Self { route: Some(route), listing: Some(listing), user, found, mine, .. } = self else {
            return Err(lost());
        };
        let rows = listing.rows(data).unwrap_or_default();
        let is_users = |key: &String| owners.get(key) == Some(user);
        let kept = Array::new();
        for row in rows.iter() {
            let Some(id) = id_of(&row) else { continue };
            // A start whose answer was lost left its key, and a task that is nobody's.
            let by_key =
                !owners.contains_key(&id) && keys::of(route, &row, user).is_some_and(|key| is_users(&key));
            if is_users(&id) || mine.contains(&id) || by_key {
                if by_key {
                    found.push(id.clone());
                }
                mine.insert(id);
                kept.push(&row);
            }
        }
        if listing.keep(kept) {
            return self.send();
        }
        let page = listing.page(data);
        self.listing = None;
        // Of the user's rows everything is looked up, because a row can name records of others.
        let answer = answer.with_data(&page)?;
        let keys = self.answer_keys(&answer)?;
        self.look_up(answer, keys)
    }

    /// Cuts rows that are not for the user out of any other answer, and claims what the request has made.
    fn divide_answer(&mut self, answer: Answer, owners: &BTreeMap<String, String>) -> Turn {
        if answer.body.is_undefined() {
            return self.finish(answer);
        }
        let mut claimed = self.claimed(&answer, owners);
        let Self { route: Some(route), user, mine, before, found, .. } = self else { return Err(lost()) };
        let rule = rules::rule(route);
        claimed.append(found);
        mine.extend(claimed.iter().cloned());
        let sieve = Sieve { rule, user, mine, owners, private: before };
        claimed.extend(claims::products(route, &sieve, &answer));
        let Some(cleaned) = sieve.clean(&answer.body) else {
            let refusal = Refusal::new(502, &["the service's answer names a record that is not yours"]);
            if claimed.is_empty() || route.is_read() {
                return Err(refusal);
            }
            // What was made, and perhaps paid for, is the user's all the same.
            let words = "this was done, but the service's answer names a record that is not yours; ask for it by its id: ";
            self.withheld = Some(named(words, &claimed, refusal));
            self.found = claimed.clone();
            return Ok(self.own(Stage::Own, &claimed));
        };
        let answer = answer.with_body(&cleaned)?;
        self.remember(answer, &claimed)
    }

    /// The keys of what the request has made, as far as the owners of the answer's records tell.
    fn claimed(&self, answer: &Answer, owners: &BTreeMap<String, String>) -> Vec<String> {
        let Self { route: Some(route), body, mine, before, .. } = self else { return Vec::new() };
        let claim = claims::Claim { route, body: body.as_ref(), owners, mine, before };
        claim.made(answer, host::now())
    }

    /// Notes records for the user before the answer is relayed.
    fn remember(&mut self, answer: Answer, keys: &[String]) -> Turn {
        if keys.is_empty() {
            return self.finish(answer);
        }
        self.answer = Some(answer);
        self.found = keys.into();
        Ok(self.own(Stage::Own, keys))
    }

    pub(super) fn own(&mut self, stage: Stage, keys: &[String]) -> Next<JsValue, Command> {
        let user = self.user.as_str().into();
        self.act(stage, &[("ids", texts(keys)), ("user", user)])
    }

    /// The records are the user's from now on.
    pub(super) fn owned(&mut self, outcome: &Outcome) -> Turn {
        if outcome.has_failed() {
            if self.route.as_ref().is_some_and(Route::is_read) {
                return Err(Refusal::new(500, &["it could not be remembered whose these records are"]));
            }
            return Err(done(&self.found, Refusal::failed(outcome, &[])));
        }
        if let Some(refusal) = self.withheld.take() {
            return Err(refusal);
        }
        let answer = self.answer.take().ok_or_else(lost)?;
        self.finish(answer)
    }

    /// Relays an answer. An address for an upload becomes one of the proxy's, where uploads go through it.
    fn finish(&mut self, answer: Answer) -> Turn {
        let gives_address = self.settings.proxy_uploads && self.route.as_ref().is_some_and(rules::is_presign);
        let url = answer.inner("uploadUrl").and_then(|data| host::text(&data, "uploadUrl"));
        let Some(url) = url.filter(|_| gives_address && answer.data.is_some()) else {
            return Ok(self.relay(answer));
        };
        if let Some(problem) = storage::problem(&url, &self.settings) {
            return Err(Refusal::new(502, &["the address that the service gave for the upload ", problem]));
        }
        self.answer = Some(answer);
        let base = self.request.address(&self.settings);
        Ok(self.act(Stage::Detour, &[("url", url.into()), ("base", base.into())]))
    }

    /// Puts the proxy's address for an upload in the place of the storage's.
    pub(super) fn detoured(&mut self, outcome: &Outcome) -> Turn {
        let (answer, url) = (self.answer.take(), outcome.value());
        let Some(answer) = answer.filter(|_| url.is_string()) else {
            return Err(Refusal::new(500, &["the address of the upload could not be made"]));
        };
        let data = answer.inner("uploadUrl").ok_or_else(lost)?;
        host::set(data.unchecked_ref(), "uploadUrl", &url);
        let body = answer.body.clone();
        Ok(self.relay(answer.with_body(&body)?))
    }

    /// Relays the storage's answer to the bytes.
    pub(super) fn carried(&mut self, outcome: &Outcome) -> Turn {
        if outcome.is_forged() {
            let words = ["this address of an upload is wrong or older than an hour: ask for a new one"];
            return Err(Refusal { is_unsent: true, ..Refusal::new(403, &words) });
        }
        match outcome.status() {
            0 if outcome.is_late() => Err(Refusal::new(504, &["the storage gave no answer in time"])),
            0 => Err(Refusal::new(502, &["the storage gave no answer"])),
            status @ (200..300 | 400..) => {
                Ok(Next::Done(self.reply(status, JsValue::UNDEFINED, Array::new())))
            }
            _ => Err(Refusal::new(502, &["the storage answered with a redirect"])),
        }
    }

    fn relay(&self, answer: Answer) -> Next<JsValue, Command> {
        let Answer { status, text, stream, headers, .. } = answer;
        let body = if text.is_undefined() { stream } else { text };
        Next::Done(self.reply(status, body, headers))
    }

    pub(super) fn refused(&self, refusal: &Refusal) -> JsValue {
        let reply = self.reply(refusal.status, refusal.body(self.was_sent), refusal.headers());
        if let (true, Some(reply)) = (refusal.is_told, reply.dyn_ref()) {
            host::set(reply, "reason", &JsValue::from_str(&refusal.words));
        }
        reply
    }

    pub(super) fn reply(&self, status: u16, body: JsValue, headers: Array) -> JsValue {
        let Self { request, settings, .. } = self;
        // What one user is told is for no other, and nothing here is a page.
        headers.push(&header("cache-control", "no-store"));
        headers.push(&header("x-content-type-options", "nosniff"));
        if !settings.origins.is_empty() {
            headers.push(&header("vary", "origin"));
        }
        if request.is_from_elsewhere(settings) {
            headers.push(&header("access-control-allow-origin", &request.origin));
            headers.push(&header("access-control-expose-headers", "retry-after"));
            if settings.credentials {
                headers.push(&header("access-control-allow-credentials", "true"));
            }
            if request.preflight {
                headers.push(&header("access-control-allow-methods", "GET, POST, PUT, DELETE"));
                headers.push(&header("access-control-allow-headers", &request.wanted_headers));
                headers.push(&header("access-control-max-age", "7200"));
            }
        }
        host::object(&[("status", status.into()), ("body", body), ("headers", headers.into())]).into()
    }
}

/// The refusal of what was done, and perhaps paid for: the ids must not be lost. A room's id is its name.
fn done(keys: &[String], refusal: Refusal) -> Refusal {
    let words = "this was done, but it could not be remembered whose it is; ask for it by its id: ";
    named(words, keys, refusal)
}

/// A refusal that ends with ids, if there are any.
fn named(words: &str, keys: &[String], refusal: Refusal) -> Refusal {
    let mut ids: Vec<_> = keys.iter().filter_map(|key| key.rsplit(':').next()).collect();
    ids.dedup();
    if ids.is_empty() {
        return refusal;
    }
    Refusal { words: text::join(&[words, &ids.join(", ")]), ..refusal }
}

fn lost() -> Refusal {
    Refusal::new(500, &["the answer was lost within the proxy"])
}

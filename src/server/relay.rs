//! The way back of a request: what of the service's answer the caller gets, and what is remembered of it.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::command::Next;
use crate::server::answer::{self, Answer};
use crate::server::keys;
use crate::server::refusal::{Refusal, header};
use crate::server::visit::{Stage, Turn, Visit, failed, owners, written};
use crate::task::id_of;
use crate::{host, page};

impl Visit {
    pub(super) fn answered(&mut self, outcome: &JsValue) -> Turn {
        let answer = Answer::read(outcome)?;
        let data = answer.data.clone().unwrap_or_default();
        let upload = host::text(&data, "uploadUrl").filter(|_| self.settings.proxy_uploads);
        if let Some(url) = upload {
            self.answer = Some(answer);
            let base = self.request.address(&self.settings);
            return Ok(self.act(Stage::Detour, "detour", &[("url", url.into()), ("base", base.into())]));
        }
        let Some(route) = self.route.as_ref().filter(|_| !self.settings.shared && answer.data.is_some())
        else {
            return self.relay(answer);
        };
        if route.makes() {
            let ids = answer.ids();
            if ids.is_empty() {
                return self.relay(answer);
            }
            let is_start = route.verb == "start";
            self.answer = Some(answer);
            // A start makes new records; what else is written can be answered with others, or with a list of them.
            return Ok(match is_start {
                true => self.own(Stage::Own, &ids),
                false => self.act(Stage::Free, "owners", &[("ids", written(&ids))]),
            });
        }
        let rows = match &mut self.listing {
            Some(listing) => {
                let rows = listing.rows(&data);
                Some(rows.ok_or_else(|| Refusal::new(502, &["the service's answer holds no list"]))?)
            }
            None => page::records(&data),
        };
        let Some(rows) = rows.filter(|rows| rows.length() > 0 || self.listing.is_some()) else {
            return self.relay(answer);
        };
        // A row without an id is nobody's; the text asks for nothing.
        let mut ids: Vec<_> = rows.iter().map(|row| id_of(&row).unwrap_or_default()).collect();
        if self.listing.is_some() {
            ids.extend(rows.iter().map(|row| keys::of(&row, &self.user).unwrap_or_default()));
        }
        self.answer = Some(answer);
        Ok(self.act(Stage::Whose, "owners", &[("ids", written(&ids))]))
    }

    /// Leaves the user's rows in a list of tasks, and all but other users' in any other.
    pub(super) fn divide(&mut self, outcome: &JsValue) -> Turn {
        let owners = owners(outcome)?;
        let answer = self.answer.take().ok_or_else(|| Refusal::new(500, &["no answer"]))?;
        let data = answer.data.clone().unwrap_or_default();
        let rows = page::records(&data).unwrap_or_default();
        let strict = self.listing.is_some();
        let kept = Array::new();
        for (place, row) in rows.iter().enumerate() {
            let owner = |place: usize| owners.get(place as u32).as_string();
            // A start whose answer was lost left its key, and nobody's task.
            let mine_by_key = || {
                strict && owner(place.saturating_add(rows.length() as usize)).as_deref() == Some(&self.user)
            };
            let keeps = match owner(place) {
                Some(owner) => owner == self.user,
                None if mine_by_key() => {
                    self.found.extend(id_of(&row));
                    true
                }
                None => !strict,
            };
            if keeps {
                kept.push(&row);
            }
        }
        if let Some(listing) = &mut self.listing {
            if listing.keep(kept) {
                return self.send();
            }
            let answer = answer.with(&listing.page(&data));
            let found = std::mem::take(&mut self.found);
            if found.is_empty() {
                return self.relay(answer);
            }
            self.answer = Some(answer);
            return Ok(self.own(Stage::Own, &found));
        }
        if kept.length() == rows.length() {
            return self.relay(answer);
        }
        let list = answer::relist(&data, &kept, None);
        self.relay(answer.with(&list))
    }

    /// Leaves to others what is theirs already.
    pub(super) fn claim(&mut self, outcome: &JsValue) -> Turn {
        let owners = owners(outcome)?;
        let mut answer = self.answer.take().ok_or_else(|| Refusal::new(500, &["no answer"]))?;
        let ids = answer.ids();
        let (mut free, mut theirs) = (Vec::new(), Vec::new());
        for (id, owner) in ids.into_iter().zip(owners.iter()) {
            match owner.as_string() {
                None => free.push(id),
                Some(owner) if owner != self.user => theirs.push(id),
                Some(_) => {}
            }
        }
        let data = answer.data.clone().unwrap_or_default();
        if let Some(rows) = page::records(&data).filter(|_| !theirs.is_empty()) {
            let is_mine = |row: &JsValue| id_of(row).is_none_or(|id| !theirs.contains(&id));
            let kept: Array = rows.iter().filter(is_mine).collect();
            answer = answer.with(&answer::relist(&data, &kept, None));
        }
        if free.is_empty() {
            return self.relay(answer);
        }
        self.answer = Some(answer);
        Ok(self.own(Stage::Own, &free))
    }

    /// Remembers the user's.
    pub(super) fn own(&mut self, stage: Stage, ids: &[String]) -> Next<JsValue> {
        let user = self.user.as_str().into();
        self.act(stage, "own", &[("ids", written(ids)), ("user", user)])
    }

    /// The records that were made are the user's from now on.
    pub(super) fn owned(&mut self, outcome: &JsValue) -> Turn {
        let answer = self.answer.take().ok_or_else(|| Refusal::new(500, &["no answer"]))?;
        if failed(outcome) {
            // It was done, and perhaps paid for: the ids must not be lost.
            let ids = answer.ids().join(", ");
            let words = "this was done, but it could not be remembered whose it is; ask for it by its id: ";
            return Err(Refusal::new(500, &[words, &ids]));
        }
        self.relay(answer)
    }

    /// An upload comes by here, too.
    pub(super) fn sent_round(&mut self, outcome: &JsValue) -> Turn {
        let (answer, url) = (self.answer.take(), host::get(outcome, "value"));
        let Some(answer) = answer.filter(|_| url.is_string()) else {
            return Err(Refusal::new(500, &["the address of the upload could not be made"]));
        };
        let data: Object = answer.data.clone().and_then(|data| data.dyn_into().ok()).unwrap_or_default();
        host::set(&data, "uploadUrl", &url);
        self.relay(answer.with(&data))
    }

    /// What the storage said to the bytes.
    pub(super) fn carried(&mut self, outcome: &JsValue) -> Turn {
        if host::get(outcome, "isForged").is_truthy() {
            let words = ["this address of an upload is wrong or older than an hour: ask for a new one"];
            return Err(Refusal { is_unsent: true, ..Refusal::new(403, &words) });
        }
        match host::get(outcome, "status").as_f64().unwrap_or_default() as u16 {
            0 if host::get(outcome, "isLate").is_truthy() => {
                Err(Refusal::new(504, &["the storage gave no answer in time"]))
            }
            0 => Err(Refusal::new(502, &["the storage gave no answer"])),
            status @ (200..300 | 400..) => {
                Ok(Next::Done(self.reply(status, JsValue::UNDEFINED, Array::new())))
            }
            _ => Err(Refusal::new(502, &["the storage answered with a redirect"])),
        }
    }

    fn relay(&self, answer: Answer) -> Turn {
        let Answer { status, text, stream, headers, .. } = answer;
        let body = if text.is_undefined() { stream } else { text };
        Ok(Next::Done(self.reply(status, body, headers)))
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

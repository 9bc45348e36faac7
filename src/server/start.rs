//! What happens before a start is sent: it is counted, its key is noted, and it gets a webhook.

use wasm_bindgen::prelude::*;

use crate::host;
use crate::server::body::HOOKS;
use crate::server::keys;
use crate::server::outcome::Outcome;
use crate::server::refusal::Refusal;
use crate::server::rules;
use crate::server::stage::Stage;
use crate::server::visit::{Turn, Visit, no_operation};

/// The longest life of a room in seconds.
const ROOM_SECONDS: f64 = 86_400.0;

impl Visit {
    /// Counts the opening of a room, and its seconds.
    pub(super) fn count_room(&mut self) -> Turn {
        let seconds = self.body.as_ref().map(|body| host::get(&body.object, "expire_seconds"));
        let seconds = seconds.unwrap_or_default();
        let is_known = seconds.as_f64().is_some_and(|seconds| (1.0..=ROOM_SECONDS).contains(&seconds));
        if self.settings.room_seconds && !is_known {
            let words =
                ["`expire_seconds` must be a number from 1 to 86400: this proxy limits how long rooms are"];
            return Err(Refusal::new(400, &words));
        }
        self.count(seconds)
    }

    /// Counts a start, or the seconds of a room.
    pub(super) fn count(&mut self, seconds: JsValue) -> Turn {
        if !self.settings.limits {
            return self.note_key();
        }
        let (user, path) = (self.user.as_str().into(), self.request.path.as_str().into());
        let start = [("user", user), ("path", path), ("body", self.written_body()), ("seconds", seconds)];
        Ok(self.act(Stage::Limit, &start))
    }

    pub(super) fn limited(&mut self, outcome: &Outcome) -> Turn {
        if outcome.has_failed() {
            let words = ["it could not be found out whether you may start this; nothing was sent"];
            return Err(Refusal::failed(outcome, &words));
        }
        match Refusal::limit(outcome) {
            Some(refusal) => Err(refusal),
            None => self.note_key(),
        }
    }

    /// Notes the key of a start for the user, before the start is sent.
    fn note_key(&mut self) -> Turn {
        let Self { route: Some(route), body: Some(body), user, .. } = &self else { return self.prepare() };
        match keys::of(route, &body.object, user).filter(|_| !self.settings.shared) {
            Some(key) => Ok(self.own(Stage::Key, &[key])),
            None => self.prepare(),
        }
    }

    pub(super) fn keyed(&mut self, outcome: &Outcome) -> Turn {
        match outcome.has_failed() {
            true => Err(Refusal::failed(outcome, &["the key could not be remembered; nothing was sent"])),
            false => self.prepare(),
        }
    }

    /// Has the service call a webhook at the end of a start, where it can; reads the account's own list before a write that
    /// answers with all of it, and before a list whose rows do not say whose they are.
    pub(super) fn prepare(&mut self) -> Turn {
        let Some(route) = &self.route else { return Err(no_operation()) };
        let takes_hook = route.takes(HOOKS[0]) && !self.settings.webhook_url.is_empty();
        if let Some(family) = route.family.filter(|_| takes_hook && route.is_start()) {
            return Ok(self.act(Stage::Sign, &[("family", family.key().into())]));
        }
        match rules::maker(route)
            .or_else(|| rules::own_rows(route))
            .filter(|list| !list.is_empty() && !self.settings.shared)
        {
            Some(list) => self.fetch(Stage::Before, list),
            None => self.send(),
        }
    }

    /// Takes the address and the token of the webhook of a start.
    pub(super) fn signed(&mut self, outcome: &Outcome) -> Turn {
        let (url, token) = (outcome.url(), outcome.token());
        let added = url
            .zip(token)
            .zip(self.body.as_mut())
            .and_then(|((url, token), body)| body.add_hook(&url, &token));
        match added {
            Some(()) => self.send(),
            None => Err(Refusal::new(500, &["the webhook could not be signed; nothing was sent"])),
        }
    }
}

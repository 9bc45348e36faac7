//! What the proxy reads at the service before it sends a request: whose an avatar is, and which records there are.

use wasm_bindgen::prelude::*;

use crate::host;
use crate::id::id_of;
use crate::server::answer::Answer;
use crate::server::outcome::Outcome;
use crate::server::refusal::Refusal;
use crate::server::rules;
use crate::server::stage::Stage;
use crate::server::visit::{Turn, Visit, not_yours, owners, texts};

/// Avatars that are remembered as public.
const AVATARS: usize = 1_000;

impl Visit {
    /// Finds the avatar in the list: it is public, or the row names the training that made it.
    pub(super) fn check_avatar(&mut self, outcome: &Outcome) -> Turn {
        let (Some(avatar), rows) = (self.named.avatar.take(), self.rows_before(outcome)?) else {
            return self.ready();
        };
        let row = rows.iter().find(|row| id_of(row).as_ref() == Some(&avatar));
        if let Some(training) = row.and_then(rules::origin) {
            return Ok(self.act(Stage::Training, &[("ids", texts(&[training]))]));
        }
        if row.is_some_and(|row| !rules::is_private(row)) {
            let mut known = self.settings.public_avatars.borrow_mut();
            if known.len() < AVATARS {
                known.insert(avatar);
            }
        } else if row.is_none() && self.says_custom() {
            return Err(not_yours());
        }
        self.ready()
    }

    /// Refuses an avatar that was made of another user's training.
    pub(super) fn check_training(&mut self, outcome: &Outcome) -> Turn {
        match owners(outcome)?.get(0).as_string() {
            Some(owner) if owner != self.user => Err(not_yours()),
            _ => self.ready(),
        }
    }

    /// Notes which records there were before a write.
    pub(super) fn listed_before(&mut self, outcome: &Outcome) -> Turn {
        let rows = self.rows_before(outcome)?;
        self.before = rows.iter().filter_map(id_of).collect();
        self.send()
    }

    fn rows_before(&self, outcome: &Outcome) -> Result<Vec<JsValue>, Refusal> {
        let answer = Answer::read(outcome)?;
        let words = ["the records that this request needs could not be listed; it was not sent"];
        match answer.records() {
            (rows, true) if answer.data.is_some() => Ok(rows),
            _ => Err(Refusal::new(502, &words)),
        }
    }

    /// Whether a start says that its avatar is a custom one. Documented: `anchor_type` is 1 then, and 0 otherwise. What is
    /// no number could be read as a 1.
    fn says_custom(&self) -> bool {
        let kind = self.body.as_ref().map(|body| host::get(&body.object, "anchor_type")).unwrap_or_default();
        !kind.is_undefined() && !kind.is_null() && kind.as_f64() != Some(0.0)
    }
}

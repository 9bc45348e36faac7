//! Ways through JSON values: every text of a value, and the rows of an answer that a user may have.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::id::id_of;
use crate::server::ids;
use crate::server::rules::{self, Rule};
use crate::{host, id, text};

/// The deepest nesting that is read, as in a body. Answers have far less.
const DEPTH: usize = 64;
/// The account's own id, which is on every record.
const ACCOUNT: &str = "user_id";
/// Where an id of a record stands in a public row.
const IDS: [&str; 4] = ["_id", "id", "task_id", "user_video_twin_id"];
/// Members of an answer that say how many rows there are.
const COUNTS: [&str; 7] =
    ["count", "total", "totalCount", "total_count", "pages", "totalPages", "total_pages"];

/// Shows every text of a value: the name it stands under, the text, and whether the text is a name itself. Returns
/// whether all of the value could be read.
pub(super) fn texts(value: &JsValue, see: &mut dyn FnMut(&str, &str, bool)) -> bool {
    visit(value, "", DEPTH, see)
}

fn visit(value: &JsValue, name: &str, levels: usize, see: &mut dyn FnMut(&str, &str, bool)) -> bool {
    if let Some(text) = value.as_string() {
        see(name, &text, false);
        return true;
    }
    if !value.is_object() {
        return true;
    }
    let Some(levels) = levels.checked_sub(1) else { return false };
    if let Some(elements) = host::elements(value) {
        return elements.iter().all(|element| visit(&element, name, levels, see));
    }
    entries(value).all(|(name, value)| {
        // A name with half a character is another one in Rust, under which the value would not be found again.
        if text::holds(&name, "\u{fffd}") {
            return false;
        }
        see("", &name, true);
        visit(&value, &name, levels, see)
    })
}

fn entries(value: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let object: &Object = value.unchecked_ref();
    let pairs: Vec<_> = Object::entries(object).iter().collect();
    pairs.into_iter().map(|pair| {
        let pair: Array = pair.unchecked_into();
        (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
    })
}

/// The ids that an answer names, as far as its rule has them looked up. `None` if the answer cannot be read.
pub(super) fn ids_of(answer: &JsValue, rule: Rule) -> Option<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let read = texts(answer, &mut |name, text, _| {
        let is_wanted = if rule == Rule::Public { IDS.contains(&name) } else { name != ACCOUNT };
        if is_wanted {
            found.extend(ids::within(text));
        }
    });
    read.then_some(found)
}

/// Leaves in an answer what a user may have.
pub(super) struct Sieve<'a> {
    pub rule: Rule,
    pub user: &'a str,
    /// The user's own records, as far as that is known already.
    pub mine: &'a BTreeSet<String>,
    pub owners: &'a BTreeMap<String, String>,
    /// Rows of the account's own in a mixed list, where another list has shown them.
    pub private: &'a BTreeSet<String>,
}

impl Sieve<'_> {
    /// The answer without rows that are not for the user; `None` if another user's record is named outside of a row.
    pub(super) fn clean(&self, answer: &JsValue) -> Option<JsValue> {
        if self.is_foreign(answer) {
            return None;
        }
        let mut lost = false;
        let cleaned = self.part(answer, "", true, &mut lost)?;
        if lost {
            uncount(&cleaned);
        }
        Some(cleaned)
    }

    pub(super) fn is_mine(&self, id: &str) -> bool {
        self.mine.contains(id) || self.owners.get(id).is_some_and(|owner| owner == self.user)
    }

    fn is_anothers(&self, id: &str) -> bool {
        !self.is_mine(id) && self.owners.contains_key(id)
    }

    /// `strict` is whether rows here are rows of the answer, and not parts of a record.
    fn part(&self, value: &JsValue, name: &str, strict: bool, lost: &mut bool) -> Option<JsValue> {
        if let Some(text) = value.as_string() {
            let passes = name == ACCOUNT || !ids::within(&text).any(|id| self.is_anothers(&id));
            return passes.then(|| value.clone());
        }
        if let Some(rows) = host::elements(value) {
            let kept = Array::new();
            for row in rows.iter().filter(|row| self.keeps(row, strict)) {
                if let Some(row) = self.part(&row, name, strict, lost) {
                    kept.push(&row);
                }
            }
            *lost |= kept.length() != rows.length();
            return Some(kept.into());
        }
        if !value.is_object() {
            return Some(value.clone());
        }
        let strict = strict && id_of(value).is_none_or(|id| !self.is_mine(&id));
        let object: &Object = value.unchecked_ref();
        for (name, part) in entries(value) {
            if ids::within(&name).any(|id| self.is_anothers(&id)) {
                return None;
            }
            // A list can be an object as well, with a row under each name.
            if strict && self.is_foreign(&part) {
                host::set(object, &name, &JsValue::UNDEFINED);
                *lost = true;
                continue;
            }
            let left = self.part(&part, &name, strict, lost)?;
            if left.is_object() {
                host::set(object, &name, &left);
            }
        }
        Some(value.clone())
    }

    /// Whether a value is a record that is nobody's, in an answer that is for the user's own rows alone.
    fn is_foreign(&self, value: &JsValue) -> bool {
        let is_nobodys = |id: &str| !self.is_mine(id) && !self.is_anothers(id);
        self.rule == Rule::Own && id_of(value).is_some_and(|id| is_nobodys(&id))
    }

    /// Whether a row is for the user, as far as its own id tells.
    fn keeps(&self, row: &JsValue, strict: bool) -> bool {
        let is_mine = |id: Option<String>| id.is_some_and(|id| self.is_mine(&id.to_ascii_lowercase()));
        match self.rule {
            Rule::Public | Rule::Account => true,
            Rule::Mixed => {
                let id = id_of(row);
                let is_private = rules::is_private(row) || id.is_some_and(|id| self.private.contains(&id));
                !is_private || is_mine(id_of(row)) || is_mine(rules::origin(row))
            }
            _ if !strict => true,
            Rule::Own if row.is_object() => host::elements(row).is_some() || is_mine(id_of(row)),
            Rule::Own | Rule::Records => {
                let id = id_of(row).or_else(|| row.as_string().filter(|text| id::is_id(text)));
                id.is_none() || is_mine(id)
            }
        }
    }
}

/// Takes out of an answer how many rows there are: how many others have is not for the user. Rows keep their numbers.
fn uncount(value: &JsValue) {
    if !value.is_object() || host::elements(value).is_some() {
        return;
    }
    for (name, part) in entries(value) {
        if COUNTS.contains(&name.as_str()) && !part.is_object() {
            host::set(value.unchecked_ref(), &name, &JsValue::UNDEFINED);
        }
        uncount(&part);
    }
}

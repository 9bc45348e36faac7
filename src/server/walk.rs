//! Ways through JSON values: every text of a value, and the rows of an answer that a user may have.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::server::ids;
use crate::server::rules::{self, Rule};
use crate::task::id_of;
use crate::{host, path};

/// The deepest nesting that is read, as in a body. Answers have far less.
const DEPTH: usize = 64;
/// The account's own id, which is on every record.
const ACCOUNT: &str = "user_id";
/// Where an id of a record stands in a public row.
const IDS: [&str; 4] = ["_id", "id", "task_id", "user_video_twin_id"];

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
}

impl Sieve<'_> {
    /// The answer without rows that are not for the user; `None` if another user's record is named outside of a row.
    pub(super) fn clean(&self, answer: &JsValue) -> Option<JsValue> {
        self.part(answer, "", true)
    }

    pub(super) fn is_mine(&self, id: &str) -> bool {
        self.mine.contains(id) || self.owners.get(id).is_some_and(|owner| owner == self.user)
    }

    fn is_anothers(&self, id: &str) -> bool {
        !self.is_mine(id) && self.owners.contains_key(id)
    }

    /// `strict` is whether rows here are rows of the answer, and not parts of a record.
    fn part(&self, value: &JsValue, name: &str, strict: bool) -> Option<JsValue> {
        if let Some(text) = value.as_string() {
            let passes = name == ACCOUNT || !ids::within(&text).any(|id| self.is_anothers(&id));
            return passes.then(|| value.clone());
        }
        if let Some(rows) = host::elements(value) {
            let kept = Array::new();
            for row in rows.iter().filter(|row| self.keeps(row, strict)) {
                if let Some(row) = self.part(&row, name, strict) {
                    kept.push(&row);
                }
            }
            return Some(kept.into());
        }
        if !value.is_object() {
            return Some(value.clone());
        }
        let strict = strict && id_of(value).is_none_or(|id| !self.is_mine(&id.to_ascii_lowercase()));
        let object: &Object = value.unchecked_ref();
        let mut lost = false;
        for (name, part) in entries(value) {
            if ids::within(&name).any(|id| self.is_anothers(&id)) {
                return None;
            }
            let left = self.part(&part, &name, strict)?;
            if let Some((before, after)) = host::elements(&part).zip(host::elements(&left)) {
                lost |= before.length() != after.length();
            }
            if left.is_object() {
                host::set(object, &name, &left);
            }
        }
        // How many rows others have is not for the user.
        for count in ["count", "total"].into_iter().filter(|_| lost) {
            host::set(object, count, &JsValue::UNDEFINED);
        }
        Some(value.clone())
    }

    /// Whether a row is for the user, as far as its own id tells.
    fn keeps(&self, row: &JsValue, strict: bool) -> bool {
        let is_mine = |id: Option<String>| id.is_some_and(|id| self.is_mine(&id.to_ascii_lowercase()));
        match self.rule {
            Rule::Public | Rule::Account => true,
            Rule::Mixed => !rules::is_private(row) || is_mine(id_of(row)) || is_mine(rules::origin(row)),
            _ if !strict => true,
            Rule::Own if row.is_object() => host::elements(row).is_some() || is_mine(id_of(row)),
            Rule::Own | Rule::Records => {
                let id = id_of(row).or_else(|| row.as_string().filter(|text| path::is_id(text)));
                id.is_none() || is_mine(id)
            }
        }
    }
}

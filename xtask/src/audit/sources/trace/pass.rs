//! One deserialization, and what those before it have told.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::audit::sources::kind::Kind;

/// One deserialization from made-up values.
#[derive(Default)]
pub struct Pass {
    /// The path of a field that is left out.
    pub omitted: String,
    /// What is known to be taken where a type looks first, by path.
    pub taken: BTreeMap<String, Vec<Kind>>,
    /// What is tried there.
    pub tried: Option<(String, Kind)>,
    /// The paths where a type looked first, in order.
    pub opened: RefCell<Vec<String>>,
}

impl Pass {
    /// The first path where a type looks before it decides, and where nothing is known to be taken.
    pub fn first_unsettled(&self) -> Option<String> {
        self.opened.borrow().iter().find(|path| !self.taken.contains_key(*path)).cloned()
    }

    /// The kind of the value that is given at a path.
    pub fn kind(&self, path: &str) -> Kind {
        match &self.tried {
            Some((tried, kind)) if tried == path => *kind,
            _ => self.taken.get(path).and_then(|kinds| kinds.first()).copied().unwrap_or(Kind::String),
        }
    }
}

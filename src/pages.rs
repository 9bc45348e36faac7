//! All records of a list, page after page.

use std::collections::HashSet;
use std::rc::Rc;
use std::vec::IntoIter;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::CallOptions;
use crate::error::Result;
use crate::family::Family;
use crate::host;
use crate::scope::{Scope, Switch};
use crate::task::id_of;

/// The records of a list, asked for as they are used.
pub(crate) struct Pages {
    client: Client,
    family: &'static Family,
    query: Object,
    options: CallOptions,
    scope: Scope,
    page: u32,
    /// Ids already given: a server that ignores the page number would else go on for ever.
    given: HashSet<String>,
    ready: IntoIter<JsValue>,
    last: bool,
}

impl Pages {
    pub(crate) fn new(client: Client, family: &'static Family, query: &JsValue, options: CallOptions) -> Result<Self> {
        let scope = Scope::open(&options.signal)?;
        let query = match query.is_undefined() || query.is_null() {
            true => Object::new(),
            false => crate::params::snapshot(family.key, query)?.1.unchecked_into(),
        };
        Ok(Self {
            client,
            family,
            query,
            options: CallOptions { signal: JsValue::UNDEFINED, ..options },
            scope,
            page: 0,
            given: HashSet::new(),
            ready: Vec::new().into_iter(),
            last: false,
        })
    }

    /// What ends the list from outside.
    pub(crate) fn switch(&self) -> Rc<Switch> {
        self.scope.switch.clone()
    }

    /// The next record that was not given before.
    pub(crate) async fn next(&mut self) -> Result<Option<JsValue>> {
        loop {
            if let Some(record) = self.ready.next() {
                return Ok(Some(record));
            }
            if self.last {
                return Ok(None);
            }
            self.page = self.page.saturating_add(1);
            host::set(&self.query, "page", &self.page.into());
            let asked = self.client.list(self.family, &self.query, &self.options);
            let page = self.scope.race(asked).await??;
            self.last = !page.has_more;
            let found = page.items.len();
            let given = &mut self.given;
            let new = page.items.into_iter().filter(|record| id_of(record).is_none_or(|id| given.insert(id)));
            let new: Vec<JsValue> = new.collect();
            self.last |= new.is_empty() || found == 0;
            self.ready = new.into_iter();
        }
    }
}

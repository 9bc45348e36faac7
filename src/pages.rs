//! All records of a list, page after page.

use std::vec::IntoIter;

use js_sys::{Object, Set};
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::CallOptions;
use crate::error::Result;
use crate::family::Family;
use crate::host;
use crate::scope::Scope;
use crate::task::id_of;
use crate::text;
use crate::verbs::Verb;

/// The records of a list, asked for as they are used.
pub(crate) struct Pages {
    client: Client,
    family: &'static Family,
    query: Object,
    options: CallOptions,
    pub(crate) scope: Scope,
    page: u32,
    /// Ids already given, in a set of the host, which costs no hasher here: a server that ignores the page number would else go on for ever.
    given: Set,
    ready: IntoIter<JsValue>,
    last: bool,
}

impl Pages {
    pub(crate) fn new(
        client: Client,
        family: &'static Family,
        query: &JsValue,
        options: CallOptions,
    ) -> Result<Self> {
        let scope = Scope::open(&options.signal)?;
        let query = crate::params::optional(&text::join(&[family.key, ".listAll"]), "the parameters", query)?;
        Ok(Self {
            client,
            family,
            query,
            options: CallOptions { signal: JsValue::UNDEFINED, ..options },
            scope,
            page: 0,
            given: Set::new(&JsValue::UNDEFINED),
            ready: Vec::new().into_iter(),
            last: false,
        })
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
            let (call, asked) =
                self.client.ask(self.family, &Verb::List, &self.query, self.options.clone())?;
            let page = asked.page(self.scope.race(self.client.execute(call)).await??)?;
            self.last = !page.has_more;
            let mut new = Vec::new();
            for record in page.items {
                let id = id_of(&record).map_or(JsValue::UNDEFINED, JsValue::from);
                if id.is_undefined() || !self.given.has(&id) {
                    self.given.add(&id);
                    new.push(record);
                }
            }
            self.last |= new.is_empty();
            self.ready = new.into_iter();
        }
    }
}

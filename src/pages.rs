//! All records of a list, page after page.

use std::vec::IntoIter;

use js_sys::{Object, Set};
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Next, Step};
use crate::config::CallOptions;
use crate::error::Result;
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::page::Page;
use crate::task::id_of;
use crate::text;
use crate::verbs::{Asked, Verb};

/// The records of a list, asked for as they are used.
pub(crate) struct Pages {
    client: Client,
    family: Family,
    query: Object,
    options: CallOptions,
    page: u32,
    /// Ids already given, in a set of the host, which costs no hasher here: a server that ignores the
    /// page number would else go on for ever.
    given: Set,
    ready: IntoIter<JsValue>,
    asked: Option<(Exchange, Asked)>,
    last: bool,
}

impl Pages {
    pub(crate) fn new(client: Client, family: Family, query: &JsValue, options: CallOptions) -> Result<Self> {
        let query =
            crate::params::optional(&text::join(&[family.key(), ".listAll"]), "the parameters", query)?;
        Ok(Self {
            client,
            family,
            query,
            options,
            page: 0,
            given: Set::new(&JsValue::UNDEFINED),
            ready: Vec::new().into_iter(),
            asked: None,
            last: false,
        })
    }

    /// The next step towards a record that was not given before; `None` after the last.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<Option<JsValue>> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            if let Some((mut exchange, asked)) = self.asked.take() {
                match exchange.step(outcome) {
                    Ok(Next::Do(command)) => {
                        self.asked = Some((exchange, asked));
                        return Ok(Next::Do(command));
                    }
                    Ok(Next::Done(reply)) => self.take(asked.page(reply)?),
                    Err(error) => {
                        self.last = true;
                        return Err(error);
                    }
                }
            }
            if let Some(record) = self.ready.next() {
                return Ok(Next::Done(Some(record)));
            }
            if self.last {
                return Ok(Next::Done(None));
            }
            self.page = self.page.saturating_add(1);
            host::set(&self.query, "page", &self.page.into());
            let options = self.options.clone();
            let (call, asked) = self.client.ask(self.family, &Verb::List, &self.query, options)?;
            self.asked = Some((Exchange::new(&self.client, call), asked));
            outcome = &nothing;
        }
    }

    fn take(&mut self, page: Page<JsValue>) {
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

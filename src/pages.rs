//! All records of a list, page after page.

use std::rc::Rc;

use js_sys::{Array, Object, Set};
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Next, Step};
use crate::config::CallOptions;
use crate::error::Result;
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::task::id_of;
use crate::text;
use crate::verbs::{Asked, Verb};

/// The records of a list, asked for as they are used.
pub(crate) struct Pages {
    client: Client,
    family: Family,
    query: Object,
    options: Rc<CallOptions>,
    page: u32,
    /// Ids already given, in a set of the host, which costs no hasher here: a server that ignores the
    /// page number would else go on for ever.
    given: Set,
    rows: Array,
    /// The place of the next record among the rows.
    next: u32,
    /// Whether this page held anything new.
    new: bool,
    asked: Option<(Box<Exchange>, Box<Asked>)>,
    last: bool,
}

impl Pages {
    pub(crate) fn new(
        client: &Client,
        family: Family,
        query: &JsValue,
        options: Rc<CallOptions>,
    ) -> Result<Box<Self>> {
        let query = crate::params::optional("the parameters", query)
            .map_err(|error| error.of(&text::join(&[family.key(), ".listAll"])))?;
        Ok(Box::new(Self {
            client: client.clone(),
            family,
            query,
            options,
            page: 0,
            given: Set::new(&JsValue::UNDEFINED),
            rows: Array::new(),
            next: 0,
            new: true,
            asked: None,
            last: false,
        }))
    }

    /// The next step towards a record that was not given before; `None` after the last.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<Option<JsValue>> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            if let Some((exchange, asked)) = &mut self.asked {
                let page = match exchange.step(outcome) {
                    Ok(Next::Do(command)) => return Ok(Next::Do(command)),
                    Ok(Next::Done(reply)) => asked.page(&reply),
                    Err(error) => Err(error),
                };
                // An error is the end.
                (self.asked, self.last, self.new) = (None, true, false);
                let page = page?;
                (self.rows, self.next, self.last) = (page.items, 0, !page.has_more);
            }
            while self.next < self.rows.length() {
                let record = self.rows.get(self.next);
                self.next = self.next.saturating_add(1);
                let id = id_of(&record).map_or(JsValue::UNDEFINED, JsValue::from);
                if id.is_undefined() || !self.given.has(&id) {
                    self.given.add(&id);
                    self.new = true;
                    return Ok(Next::Done(Some(record)));
                }
            }
            if self.last || !self.new {
                return Ok(Next::Done(None));
            }
            self.page = self.page.saturating_add(1);
            host::set(&self.query, "page", &self.page.into());
            let (call, asked) = self.client.ask(self.family, &Verb::List, &self.query, &self.options)?;
            self.asked = Some((Exchange::new(&self.client, call), asked));
            outcome = &nothing;
        }
    }
}

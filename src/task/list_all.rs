//! All records of a list, page after page.

use std::rc::Rc;

use js_sys::{Array, Object, Set};
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::Result;
use crate::host;
use crate::id::id_of;
use crate::machine::command::{Next, Step};
use crate::machine::outcome::Outcome;
use crate::record::page::Rows;
use crate::schema::family::Family;
use crate::schema::paging::Paging;
use crate::schema::verb::Verb;
use crate::task::verbs::{self, PendingResponse};
use crate::transport::exchange::Exchange;

/// The records of a list, asked for as they are used.
pub(crate) struct Pages {
    context: Context,
    family: Family,
    query: Object,
    options: Rc<CallOptions>,
    /// The number of the last page that was asked for.
    pub page: u32,
    /// Ids already given, in a set of the host, which costs no hasher here: a server that ignores the
    /// page number would else go on for ever.
    given: Set,
    rows: Rows,
    /// The place of the next record among the rows.
    next: u32,
    /// Whether this page held anything new.
    new: bool,
    pending: Option<(Box<Exchange>, Box<PendingResponse>)>,
    /// How many records were given.
    count: f64,
    /// Whether the list became shorter between two pages. Its rows have moved up, and some may be on no page that was read.
    pub has_moved: bool,
    /// Whether it became longer. Its last page may then hold rows alone that were given before.
    pub has_grown: bool,
}

impl Pages {
    pub(crate) fn new(
        context: &Context,
        family: Family,
        query: &JsValue,
        options: Rc<CallOptions>,
    ) -> Result<Box<Self>> {
        let query = crate::request::params::optional("the parameters", query)?;
        Ok(Box::new(Self {
            context: context.clone(),
            family,
            query,
            options,
            page: 0,
            given: Set::new(&JsValue::UNDEFINED),
            rows: Rows { items: Array::new(), total: None, page: 0, page_size: 0, has_more: true },
            next: 0,
            new: true,
            pending: None,
            count: 0.0,
            has_moved: false,
            has_grown: false,
        }))
    }

    /// How many rows of the page are left.
    pub(crate) fn rest(&self) -> u32 {
        self.rows.items.length().saturating_sub(self.next)
    }

    /// Whether no page is to follow. A server may give fewer records at once than were asked for.
    fn is_last(&self) -> bool {
        let Rows { total, has_more, .. } = self.rows;
        let total = total.filter(|_| self.family.paging() != Paging::None);
        total.map_or(!has_more, |total| self.count >= total)
    }

    /// After the last record: whether these are all. If the server takes no notice of the page number, or has given fewer
    /// than it promised, they are not.
    pub(crate) fn is_whole(&self) -> bool {
        let Rows { items, total, page, page_size, .. } = &self.rows;
        // It may count some that it does not show.
        let pending = f64::from(page.saturating_mul(*page_size));
        self.is_last() || items.length() == 0 && total.is_none_or(|total| pending >= total)
    }

    /// The next step towards a record that was not given before; `None` after the last.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<Option<JsValue>> {
        let nothing = Outcome::NONE;
        let mut outcome = outcome;
        loop {
            if let Some((exchange, pending)) = &mut self.pending {
                let page = match exchange.step(outcome) {
                    Ok(Next::Do(command)) => return Ok(Next::Do(command)),
                    Ok(Next::Done(reply)) => pending.page(&reply),
                    Err(error) => Err(error),
                };
                // An error is the end.
                (self.pending, self.new) = (None, false);
                let page = page?;
                if let Some((total, before)) = page.total.zip(self.rows.total) {
                    self.has_moved |= total < before;
                    self.has_grown |= total > before;
                }
                (self.rows, self.next) = (page, 0);
            }
            while self.rest() > 0 {
                let record = self.rows.items.get(self.next);
                self.next = self.next.saturating_add(1);
                let id = id_of(&record).map_or(JsValue::UNDEFINED, JsValue::from);
                if id.is_undefined() || !self.given.has(&id) {
                    self.given.add(&id);
                    self.new = true;
                    self.count += 1.0;
                    return Ok(Next::Done(Some(record)));
                }
            }
            if !self.new || self.is_last() {
                return Ok(Next::Done(None));
            }
            self.page = self.page.saturating_add(1);
            host::set(&self.query, "page", &self.page.into());
            let (call, pending) = verbs::request(
                &self.context,
                self.family,
                Verb::List,
                &self.query,
                &JsValue::UNDEFINED,
                &self.options,
            )?;
            self.pending = Some((Exchange::new(&self.context, call), pending));
            outcome = &nothing;
        }
    }
}

//! The list of a family for one of many users of an account: pages of the user's own tasks, gathered from pages of the account's list.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::record::page::Rows;
use crate::schema::paging::Paging;
use crate::server::answer;
use crate::server::request::Request;
use crate::{host, text};

/// Pages of the account's list that are read for one page of a user's, of [`SIZE`] rows each.
const PAGES: u32 = 10;
/// The same where the rows of the last day fill more pages. A client that does not find the task of an idempotency key
/// among them starts another one.
const PAGES_OF_DAY: u32 = 50;
const DAY_MS: f64 = 86_400_000.0;
/// The most rows that the service gives at once.
const SIZE: u32 = 100;

/// A list that is being gathered.
pub(super) struct Listing {
    paging: Paging,
    page: u32,
    page_size: u32,
    /// The page of the account's list that is read now.
    at: u32,
    has_more: bool,
    /// When the newest row was made, and the last one that was read, by the service's own clock.
    newest: f64,
    /// Nothing where that row has no date.
    last: Option<f64>,
    mine: Vec<JsValue>,
}

impl Listing {
    pub(super) fn new(paging: Paging, request: &Request) -> Self {
        let (page, size) = paging.names();
        let number = |name: &str, usual: u32, most: u32| {
            let given = request.parameter(name).and_then(text::whole);
            given.filter(|number| *number >= 1.0).map_or(usual, |number| (number as u32).min(most))
        };
        let (page, page_size) = (number(page, 1, u32::MAX), number(size, 20, SIZE));
        let (newest, last, mine) = (f64::NEG_INFINITY, None, Vec::new());
        Self { paging, page, page_size, at: 1, has_more: false, newest, last, mine }
    }

    /// The query of the next page of the account's list.
    pub(super) fn query(&self, request: &Request) -> Vec<(String, String)> {
        let (page, size) = self.paging.names();
        let others = request.query.iter().filter(|(name, _)| name != page && name != size);
        let mut query: Vec<_> = others.cloned().collect();
        if !page.is_empty() {
            query.push((page.into(), self.at.to_string()));
            query.push((size.into(), SIZE.to_string()));
        }
        query
    }

    /// The rows of that page; `None` where the answer holds no list.
    pub(super) fn rows(&mut self, data: &JsValue) -> Option<Array> {
        let rows = Rows::read(data, self.paging, self.at, SIZE)?;
        self.has_more = rows.has_more;
        for row in rows.items.iter() {
            let made = host::text(&row, "createdAt").map(|date| host::parse_date(&date));
            self.last = made.filter(|made| !made.is_nan());
            self.newest = self.last.unwrap_or(self.newest).max(self.newest);
        }
        Some(rows.items)
    }

    /// Keeps the user's rows. Returns whether the next page is needed.
    pub(super) fn keep(&mut self, mine: Array) -> bool {
        self.mine.extend(mine.iter());
        self.at = self.at.saturating_add(1);
        // One more than is asked for tells that there is another page.
        let enough = self.page.saturating_mul(self.page_size);
        let pages = if self.is_within_day() { PAGES_OF_DAY } else { PAGES };
        self.has_more && self.at <= pages && self.mine.len() <= enough as usize
    }

    /// Whether all rows so far are of the last day; not where rows have no dates.
    fn is_within_day(&self) -> bool {
        self.last.is_some_and(|last| last >= self.newest - DAY_MS)
    }

    /// The user's page, in the form of the last page of the account's list.
    pub(super) fn page(&self, data: &JsValue) -> JsValue {
        let before = self.page.saturating_sub(1).saturating_mul(self.page_size) as usize;
        let size = if self.paging == Paging::None { usize::MAX } else { self.page_size as usize };
        let rows: Array = self.mine.iter().skip(before).take(size).collect();
        // The user may have more rows where not even the last day was read to its end.
        let is_cut = self.has_more && self.at > PAGES_OF_DAY && self.is_within_day();
        answer::relist(data, &rows, (self.mine.len() as u32).saturating_add(is_cut.into()))
    }
}

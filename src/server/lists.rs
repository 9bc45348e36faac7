//! The list of a family for one of many users of an account: pages of the user's own tasks, gathered from pages of the account's list.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::page::{Paging, Rows};
use crate::server::answer;
use crate::server::request::Request;
use crate::text;

/// Pages of the account's list that are searched for one page of a user's, of [`SIZE`] rows each.
const PAGES: u32 = 10;
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
        Self { paging, page, page_size, at: 1, has_more: false, mine: Vec::new() }
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
        Some(rows.items)
    }

    /// Keeps the user's rows. Returns whether the next page is needed.
    pub(super) fn keep(&mut self, mine: Array) -> bool {
        self.mine.extend(mine.iter());
        self.at = self.at.saturating_add(1);
        // One more than is asked for tells that there is another page.
        let enough = self.page.saturating_mul(self.page_size);
        self.has_more && self.at <= PAGES && self.mine.len() <= enough as usize
    }

    /// The user's page, in the form of the last page of the account's list.
    pub(super) fn page(&self, data: &JsValue) -> JsValue {
        let before = self.page.saturating_sub(1).saturating_mul(self.page_size) as usize;
        let size = if self.paging == Paging::None { usize::MAX } else { self.page_size as usize };
        let rows: Array = self.mine.iter().skip(before).take(size).collect();
        answer::relist(data, &rows, self.mine.len() as u32)
    }
}

//! Pages: the four styles of the service behind one form.

use js_sys::Array;
use wasm_bindgen::prelude::*;

/// How a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// `pageNum` and `pageSize`; answers `rows` (documented for `allRecords` and `records`).
    PageNum,
    /// `current` and `pageSize`; answers `data` (avatar videos).
    Current,
    /// `page` and `page_size` (the newer image families).
    Page,
    /// No paging at all.
    None,
}

impl Paging {
    /// The wire's names of page and size.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::PageNum => ("pageNum", "pageSize"),
            Self::Current => ("current", "pageSize"),
            Self::Page => ("page", "page_size"),
            Self::None => ("", ""),
        }
    }

    /// The same as a field string.
    pub const fn fields(self) -> &'static str {
        match self {
            Self::PageNum => "pageNum!:i pageSize!:i[1..100]",
            Self::Current => "current:i pageSize:i",
            Self::Page => "page:i page_size:i",
            Self::None => "",
        }
    }
}

/// One page of records.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The records, as the service ordered them: newest first where it is known.
    pub items: Vec<T>,
    /// How many there are in all, where the service tells.
    pub total: Option<f64>,
    /// The number of this page, from 1.
    pub page: u32,
    /// How many were asked for.
    pub page_size: u32,
    /// Whether there is a next page, as far as can be told from this one.
    pub has_more: bool,
}

/// The same before anybody has looked at the records.
pub(crate) struct Rows {
    pub items: Array,
    pub total: Option<f64>,
    pub page: u32,
    pub page_size: u32,
    pub has_more: bool,
}

#[wasm_bindgen(module = "/src/task.js")]
extern "C" {
    /// A number, or the text of one; else `undefined`.
    pub(crate) fn number(record: &JsValue, key: &str) -> JsValue;
    /// The array of records in an answer: bare, or in `rows`, `list`, `data` or `records`.
    #[wasm_bindgen(js_name = recordsOf)]
    pub(crate) fn records(data: &JsValue) -> Option<Array>;
}

/// The records in an answer, or the answer as the only one.
pub(crate) fn listed(data: &JsValue) -> Array {
    records(data).unwrap_or_else(|| Array::of1(data))
}

impl Rows {
    /// Finds the records in whichever container the family uses; `None` where there are none.
    pub(crate) fn read(data: &JsValue, paging: Paging, page: u32, page_size: u32) -> Option<Self> {
        let items = records(data)?;
        let total = number(data, "count").as_f64().or_else(|| number(data, "total").as_f64());
        let has_more = paging != Paging::None && more(items.length(), total, page, page_size);
        Some(Self { items, total, page, page_size, has_more })
    }
}

fn more(found: u32, total: Option<f64>, page: u32, page_size: u32) -> bool {
    match total {
        Some(total) => found > 0 && f64::from(page) * f64::from(page_size) < total,
        None => found >= page_size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_tells_whether_there_is_more() {
        assert!(more(10, Some(11.0), 1, 10));
        assert!(!more(10, Some(20.0), 2, 10));
        assert!(!more(0, Some(99.0), 1, 10));
    }

    #[test]
    fn without_a_total_a_full_page_promises_another() {
        assert!(more(10, None, 1, 10));
        assert!(!more(9, None, 1, 10));
    }
}

//! The pages of a list: the records of an answer, and whether there are more.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::schema::paging::Paging;

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

/// The same, with the records as they came.
pub(crate) struct Rows {
    pub items: Array,
    pub total: Option<f64>,
    pub page: u32,
    pub page_size: u32,
    pub has_more: bool,
}

#[wasm_bindgen(module = "/src/record/view.js")]
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

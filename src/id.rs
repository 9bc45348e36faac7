//! Ids of records: which texts are ids, and where a record has its own.

use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::{host, text};

/// What is said of a text that is not a record id.
pub(crate) const NO_ID: &str = "must be an id of 24 hexadecimal digits";

/// The length of a record id.
pub(crate) const ID_LENGTH: usize = 24;

/// Whether a text is a record id: 24 hexadecimal digits.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A record id in small letters, as it is compared everywhere; nothing for any other text.
pub(crate) fn normalized(text: &str) -> Option<String> {
    is_id(text).then(|| text::lower(text))
}

/// The id of a record, in small letters. Documented as `_id`; clients have met the others.
pub(crate) fn id_of(record: &JsValue) -> Option<String> {
    ["_id", "id", "task_id"].iter().find_map(|key| normalized(&host::text(record, key)?))
}

/// An id from the caller, or the id of a record.
pub(crate) fn read_id(id: &JsValue) -> Result<String> {
    let text = id.as_string().or_else(|| id_of(id));
    text.and_then(|id| normalized(&id)).ok_or_else(|| Error::input("id", NO_ID))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_24_hexadecimal_digits() {
        assert!(is_id("bc7b36fe4d2924e49800d9b3"));
        assert!(is_id("BC7B36FE4D2924E49800D9B3"));
        for bad in
            ["", "..", "bc7b36fe4d2924e49800d9b", "bc7b36fe4d2924e49800d9bz", "bc7b36fe4d2924e49800d9b3/"]
        {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn ids_are_compared_in_small_letters() {
        assert_eq!(normalized("BC7B36FE4D2924E49800D9B3").as_deref(), Some("bc7b36fe4d2924e49800d9b3"));
        assert_eq!(normalized("BC7B36FE4D2924E49800D9B"), None);
    }
}

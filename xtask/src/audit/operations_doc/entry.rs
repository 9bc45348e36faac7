//! What the page is made of.

use crate::audit::sources::declared::Declared;
use crate::audit::sources::names::Row;

/// One operation of the page.
pub struct Entry<'a> {
    pub row: &'a Row,
    /// None if the crate lacks it.
    pub declared: Option<&'a Declared>,
}

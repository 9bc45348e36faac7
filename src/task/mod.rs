//! What single requests do with the tasks of a family: its verbs, and its list page after page.

pub(crate) mod list_all;
pub(crate) mod verbs;

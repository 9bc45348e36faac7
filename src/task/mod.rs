//! What can be done with the tasks of a family by single requests: its verbs, and its list page after page.

pub(crate) mod list_all;
pub(crate) mod verbs;

//! What the records of the service say: the one form of a task, and the rows of a list.

pub mod page;
pub(crate) mod view;

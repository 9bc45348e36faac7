//! The comparisons of the audit. Each gives what disagrees, a line for each.

pub mod answers;
mod compare;
pub mod confidence;
pub mod field_strings;
pub mod marks;
pub mod names;
mod relations;
pub mod requests;
pub mod tasks;

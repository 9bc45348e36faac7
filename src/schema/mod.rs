//! Operations and families of tasks as data, and the grammar of their fields.

pub mod effect;
pub mod family;
pub mod field_check;
pub mod field_syntax;
#[cfg(test)]
mod letters;
pub mod operation;
pub mod paging;
pub mod verb;

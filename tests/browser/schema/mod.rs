//! The check of fields.

mod field_check;

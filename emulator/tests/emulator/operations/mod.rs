//! The operations beside the families.

mod groups;

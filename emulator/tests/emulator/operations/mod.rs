//! The operations that belong to no family.

mod groups;

//! The verbs of a family.

mod verbs;

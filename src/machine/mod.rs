//! The form of all machines: they decide step by step, and do not wait for anything themselves.

pub(crate) mod command;
pub(crate) mod driver;
pub(crate) mod outcome;

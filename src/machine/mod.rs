//! Machines: what this library decides, step by step, without waiting for anything itself; and what drives them in Rust.

pub(crate) mod command;
pub(crate) mod driver;
pub(crate) mod outcome;

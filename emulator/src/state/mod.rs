//! What the emulator remembers.

pub mod account;
pub mod journal;
pub mod ledger;
pub mod room;
pub mod scripts;
pub mod shelf;
pub mod tokens;

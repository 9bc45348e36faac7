//! What the emulator remembers.

pub mod ledger;
pub mod room;
pub mod scripts;
pub mod tokens;

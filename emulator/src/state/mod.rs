//! What the emulator remembers.

pub mod account;
pub mod ledger;
pub mod record_store;
pub mod request_log;
pub mod room;
pub mod scripts;
pub mod tokens;

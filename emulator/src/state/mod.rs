//! State: what the emulator remembers of accounts, tokens and requests.

pub mod account;
pub mod ledger;
pub mod record_store;
pub mod request_log;
pub mod room;
pub mod scripts;
pub mod tokens;

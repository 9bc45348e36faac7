//! What everything here stands on: the checkout, its files, other programs and their logs, connections, values made once.

pub mod arguments;
pub mod files;
pub mod listener;
pub mod log;
pub mod memo;
pub mod process;
pub mod workspace;

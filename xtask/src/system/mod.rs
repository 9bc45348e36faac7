//! What everything here stands on: the checkout and its folders, other programs and their logs, connections, values made once.

pub mod listener;
pub mod log;
pub mod memo;
pub mod process;
pub mod workspace;

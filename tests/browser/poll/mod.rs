//! Waiting for tasks.

mod poller;
mod watch;

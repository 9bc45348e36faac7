//! Waiting for tasks: when each of them is polled, by which route, and what the answers mean for the waits.

#[cfg(feature = "js")]
pub(crate) mod check_once;
mod plan;
mod planner;
pub(crate) mod poll_loop;
pub(crate) mod poller;
mod routes;
mod schedule;
mod tracked_task;
pub(crate) mod watch;

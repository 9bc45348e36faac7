//! A local stand-in for the A2E service, for tests and for the demo page.
//!
//! Routes, request validation and the answers of operations without state come from `openapi.yaml`;
//! what remembers anything (accounts, tasks, stored files) lives here. It knows nothing of the
//! client, so it can disagree with it. The control plane under `/__emulator/` moves the clock,
//! scripts answers, injects faults and shows what was received.

mod clock;
mod fault;
mod files;
mod http;
mod ids;
mod merge;
mod operations;
mod options;
mod server;
mod spec;
mod state;
mod tasks;
mod webhook;
mod world;

pub use options::Options;
pub use server::{Emulator, StartError};

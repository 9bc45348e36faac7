//! A local stand-in for the A2E service, for tests and for the demo page.
//!
//! Routes, request validation and the answers of operations without state come from `openapi.yaml`.
//! Everything with state (accounts, tasks, stored files) is in this crate. The emulator does not use
//! the client, so it does not repeat the client's mistakes. The control plane under `/__emulator/`
//! moves clocks, sets scripts and faults, and shows the received requests.
//!
//! Each folder imports only those before it, in this order: `http`, `spec`, `files`, `fault`,
//! `webhook`, `tasks`, `state`, `operations`, `world`, `server`. The test part `imports` checks it.

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

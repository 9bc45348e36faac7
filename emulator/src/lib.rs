//! A local stand-in for the A2E service, for tests and for the demo page.
//!
//! Routes, request validation and the answers of operations without state come from `openapi.yaml`;
//! what remembers anything (accounts, tasks, stored files) lives here. It knows nothing of the
//! client, so it can disagree with it. The control plane under `/__emulator/` moves the clock,
//! scripts answers, injects faults and shows what was received.

mod account;
mod answer;
mod api;
mod avatars;
mod backgrounds;
mod cdn;
mod clock;
mod control;
mod cors;
mod credits;
mod dispatch;
mod faces;
mod fault;
mod front;
mod groups;
mod http;
mod ids;
mod journal;
mod keys;
mod library;
mod media;
mod merge;
mod operations;
mod options;
mod postman;
mod prompts;
mod range;
mod reply;
mod request;
mod rooms;
mod server;
mod shelf;
mod spec;
mod speech;
mod state;
mod storage;
mod tasks;
mod upload;
mod user;
mod webhook;
mod wire;
mod world;

pub use options::Options;
pub use server::{Emulator, StartError};

//! The emulator over real HTTP. All tests share one server and keep apart by token, which is also
//! what its users do. The folders are those of `src`.

mod command;
mod fault;
mod files;
mod http;
mod operations;
mod server;
mod spec;
mod state;
mod support;
mod tasks;
mod webhook;

//! The emulator over real HTTP. All tests share one server and are separated by their tokens, like
//! its users. The folders are those of `src`.

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

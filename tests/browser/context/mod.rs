//! The options of clients and calls, their headers, and the hooks.

mod headers;
mod hooks;
mod options;

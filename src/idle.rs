//! Connections that lay idle: the server, or what is between, may have closed them without our knowing.
//!
//! A start that is sent on such a connection is lost, and nobody can prove that it never arrived. So a start that comes
//! after a pause goes behind a free read: that one meets the closed connection, and is repeated on another.

use std::cell::Cell;

use crate::client::Client;
use crate::{host, runtime};

/// After this time without an answer a connection is not trusted. It is short, because some servers close theirs after
/// half a second, and a read costs one round trip.
const IDLE_MS: f64 = 250.0;

thread_local! {
    /// When the last answer came, of any client: they share the host's connections.
    static ANSWERED: Cell<f64> = const { Cell::new(0.0) };
}

/// An answer came just now.
pub(crate) fn answered() {
    ANSWERED.set(host::now());
}

/// Whether the host has a connection that it may use again. Browsers look after theirs themselves, and isolates keep
/// none.
pub(crate) fn may_reuse(client: &Client) -> bool {
    ANSWERED.get() > 0.0 && !client.in_page() && !runtime::is_isolate()
}

/// Whether it has lain idle for long.
pub(crate) fn is_long() -> bool {
    // The clock may have been set back since.
    !(0.0..IDLE_MS).contains(&(host::now() - ANSWERED.get()))
}

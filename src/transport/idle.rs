//! Connections that the host keeps open between requests. The server, or a proxy on the way, may have closed one
//! unnoticed.
//!
//! A start that is sent on such a connection is lost, and nobody can prove that it never arrived. So a free read goes
//! before a start that comes after a pause. The read meets the closed connection, and is repeated on another one.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::host;
use crate::host::environment;
use crate::machine::command::Command;
use crate::schema::operation::Effect;
use crate::transport::call::Call;

/// After this time without an answer a connection is not trusted. It is short, because some servers close theirs after
/// half a second, and a read costs one round trip.
const IDLE_MS: f64 = 250.0;
/// For so long after an answer the host may not have put its connection back.
const FRESH_MS: f64 = 2.0;
/// How long each of the two attempts of the read may take: a slow read must not hold the start up.
const TIMEOUT_MS: f64 = 5_000.0;

thread_local! {
    /// When the last answer came, of any client: they share the host's connections.
    static ANSWERED: Cell<Option<f64>> = const { Cell::new(None) };
}

#[wasm_bindgen(module = "/src/host/host.js")]
extern "C" {
    /// A promise that is kept after the events that have happened already.
    fn turn() -> JsValue;
}

/// What goes before a start.
#[derive(Default)]
pub(crate) struct Before {
    /// The free read.
    pub read: Option<Box<Call>>,
    /// Whether to wait until the connection of the last answer is back. Otherwise the start would take another one, which
    /// may be closed.
    pub pauses: bool,
}

/// An answer came just now.
pub(crate) fn answered() {
    ANSWERED.set(Some(host::now()));
}

/// The command of the pause.
pub(crate) fn pause() -> Command {
    Command::value(&turn(), f64::INFINITY)
}

/// What goes before a call: nothing if the call costs nothing, or if no connection can have been closed.
pub(crate) fn before(context: &Context, call: &Call) -> Before {
    let options = &call.options;
    let since = ANSWERED.get().map(|answered| host::now() - answered);
    // Without retries each call is one request, and the read could not be repeated. Browsers manage their connections
    // themselves, and isolates keep none.
    let retries = options.max_retries.unwrap_or(context.options().max_retries);
    let (Some(since), Effect::Charge, 1..) = (since, call.effect, retries) else { return Before::default() };
    if context.in_page() || environment::is_isolate() {
        return Before::default();
    }
    // The clock may have been set back since.
    let is_idle = !(0.0..IDLE_MS).contains(&since);
    let read = is_idle.then(|| {
        let options = CallOptions {
            max_retries: Some(1),
            timeout_ms: Some(TIMEOUT_MS),
            signal: options.signal.clone(),
            headers: options.headers.clone(),
        };
        Call::new("GET", "/api/v1/user/remainingCoins".into(), Effect::Read, &Rc::new(options))
    });
    Before { read, pauses: is_idle || since <= FRESH_MS }
}

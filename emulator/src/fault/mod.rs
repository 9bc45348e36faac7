//! Faults: what a test lets go wrong with the requests of its account.

mod apply;
mod definition;
mod envelope;
mod form;
mod queue;

pub use definition::{Fault, HEADER};
pub use queue::{FaultQueue, QueuedFault, STORAGE_PUT};

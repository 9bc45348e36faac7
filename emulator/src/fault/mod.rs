//! Faults that a test arranges for its account.

mod apply;
mod definition;
mod envelope;
mod form;
mod queue;

pub use definition::{Fault, HEADER};
pub use queue::{FaultQueue, QueuedFault, STORAGE_PUT};

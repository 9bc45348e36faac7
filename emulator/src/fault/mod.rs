//! Faults that a test arranges for its account.

mod definition;
mod envelope;
mod form;
mod play;
mod queue;

pub use definition::{Fault, HEADER};
pub use queue::{Faults, Rule, STORAGE_PUT};

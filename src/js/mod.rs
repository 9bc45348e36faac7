//! The JavaScript door: the class `A2E` and what hangs on it. Thin, without logic.

mod a2e;
mod job;
mod methods;
mod options;
mod stored;
mod types;

pub use a2e::{A2E, furnish};
pub use job::Job;

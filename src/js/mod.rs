//! The class `A2E` for JavaScript: methods, options and types.

mod a2e;
mod job;
mod methods;
mod options;
mod stored;
mod types;

pub use a2e::{A2E, furnish};
pub use job::Job;

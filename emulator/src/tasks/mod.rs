//! Tasks: the families, their configuration, and the way of a task from its start to its end.

mod config;
mod family;
mod record;
mod task;
mod verb;

pub use family::{Families, Family};
pub use record::Origin;
pub use task::Task;
pub use verb::Verb;

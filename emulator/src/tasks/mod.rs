//! Tasks of all families, and how they move on with the time.

mod family;
mod plan;
mod record;
mod task;
mod verb;

pub use family::{Families, Family};
pub use record::Origin;
pub use task::Task;
pub use verb::Verb;

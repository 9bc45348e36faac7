//! The JavaScript door: the class `A2E` and what its getters give. Thin, without logic.

mod a2e;
mod family;
mod options;
mod promise;
mod resources;
mod stream;
mod types;
mod work;

pub use a2e::A2E;
pub use family::TaskFamily;
pub use promise::{Work, promise};
pub use resources::furnish;
pub use stream::Stream;

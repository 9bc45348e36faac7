//! Webhooks: when a task ends, the URL that its start named is called, once.

mod book;
mod hook;
mod notice;
mod sender;
mod shape;

pub use book::{Book, Letter};
pub use hook::Hook;
pub use notice::Notice;
pub use sender::Sender;
pub use shape::{Shape, Shapes};

//! Starts with an idempotency key, which are paid once however often they are repeated.

pub(crate) mod idempotent;
pub(crate) mod key;
mod key_polls;
mod key_search;
pub(crate) mod key_tag;
pub(crate) mod registry;
mod tabs;

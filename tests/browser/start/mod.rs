//! Starts with an idempotency key.

mod idempotent;

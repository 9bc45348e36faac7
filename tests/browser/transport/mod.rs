//! Attempts, and what an answer means.

mod envelope;
mod exchange;
mod retry;
mod stream;

//! Carries out one call: attempts, the pauses between them, and what an answer means.

pub(crate) mod attempt;
pub(crate) mod call;
pub(crate) mod envelope;
pub(crate) mod exchange;
pub(crate) mod fetch_error;
mod idle;
pub(crate) mod retry;
pub(crate) mod transfer;

//! Turns the values of a caller into a checked call.

#[cfg(any(feature = "js", feature = "server"))]
pub(crate) mod option_reader;
pub(crate) mod params;
pub(crate) mod prepare;
mod query;

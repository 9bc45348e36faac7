//! From the values of a caller to a call that was checked.

#[cfg(any(feature = "js", feature = "server"))]
pub(crate) mod option_reader;
pub(crate) mod params;
pub(crate) mod prepare;
mod query;

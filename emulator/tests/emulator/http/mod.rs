//! The headers of every response.

mod cors;

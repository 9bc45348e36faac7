//! From a crate to a wasm that is small, with the glue that fits it.

mod function_order;
pub mod module;
mod names;
mod optimize;
mod short_names;
mod streams;
mod strip_panics;
mod text;

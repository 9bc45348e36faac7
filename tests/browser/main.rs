//! Tests in real browsers against the local emulator, over HTTP: `cargo xtask test browser firefox`.
//!
//! The folders are those of `src`. On other targets there is nothing to run.

#![cfg(target_arch = "wasm32")]
// A test may stop at whatever it did not expect: the rules of `src` are for code that must go on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]
// Arguments of calls are written as lists, whether they are one or many.
#![allow(clippy::cloned_ref_to_slice_refs)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod api;
mod client;
mod context;
mod error;
mod files;
mod host;
mod js;
mod poll;
mod record;
mod request;
mod schema;
mod start;
mod support;
mod task;
mod transport;
mod typed;
mod url;

wasm_bindgen_test_configure!(run_in_browser);

//! The exports of `a2e-wasm/server` in the npm package, which are those of [`a2e_wasm::server`].

pub use a2e_wasm::server::*;

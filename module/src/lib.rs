//! The exports of the npm package, which are those of [`a2e_wasm::js`].

pub use a2e_wasm::js::*;

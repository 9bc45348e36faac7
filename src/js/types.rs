//! The TypeScript that no Rust type can give: generic interfaces, options and the error. The types
//! of requests and records are generated from their structs.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const RESOURCES: &str = include_str!("resources.d.ts");

//! What has to agree, as far as the audit reads it: the crate, `openapi.yaml` and `docs/names.md`.

pub mod confidence;
pub mod declared;
pub mod kind;
pub mod names;
pub mod openapi;
pub mod schema;
pub mod trace;

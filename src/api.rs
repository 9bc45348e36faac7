//! The API, one module per group of the vendor's docs.
//!
//! A request struct is its own endpoint; its field names are the wire's. Each says how sure its
//! facts are: *documented* by the vendor, *observed* in deployed clients, or *inferred*.

pub mod account;
pub mod face_swap;
pub mod storage;

use crate::family::Family;
use crate::operation::Operation;

/// Every family of tasks, for the audit.
pub const FAMILIES: &[&Family] = &[&face_swap::FACE_SWAP, &face_swap::PREVIEWS];

/// Every single operation, for the audit.
pub const OPERATIONS: &[&Operation] = &[
    &account::REMAINING_COINS,
    &face_swap::STATUS,
    &face_swap::ADD_IMAGE,
    &face_swap::LIST_IMAGES,
    &face_swap::DELETE_IMAGE,
    &storage::PRESIGN,
    &storage::TRANSFER,
];

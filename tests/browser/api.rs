//! The groups of the vendor's docs.

mod account;
mod face_swap;
mod storage;

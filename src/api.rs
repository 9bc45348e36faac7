//! The API, one module per group of the vendor's docs.
//!
//! A request struct is its own endpoint; its field names are the wire's. Each says how sure its
//! facts are: *documented* by the vendor, *observed* in deployed clients, or *inferred*.

pub mod account;
pub mod face_swap;
pub mod storage;

use serde::de::DeserializeOwned;

use crate::family::TaskFamily;
use crate::operation::Endpoint;

pub use crate::task::state;

/// What can be done with every operation and its types, such as the audit of `cargo xtask`.
pub trait Visitor {
    /// A single operation, named by its request struct.
    fn endpoint<E: Endpoint + DeserializeOwned>(&mut self);

    /// A family of tasks, named by the struct that starts them.
    fn family<S: TaskFamily + DeserializeOwned>(&mut self);
}

/// Shows every operation to a visitor. It is generic, so a module without a visitor holds none of it.
pub fn visit(visitor: &mut impl Visitor) {
    visitor.endpoint::<account::RemainingCoins>();

    visitor.family::<face_swap::StartFaceSwap>();
    visitor.endpoint::<face_swap::FaceSwapStatus>();
    visitor.family::<face_swap::StartFaceSwapPreview>();
    visitor.endpoint::<face_swap::AddFaceSwapImage>();
    visitor.endpoint::<face_swap::ListFaceSwapImages>();
    visitor.endpoint::<face_swap::DeleteFaceSwapImage>();

    visitor.endpoint::<storage::PresignUpload>();
    visitor.endpoint::<storage::TransferToStorage>();
}

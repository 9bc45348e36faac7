//! The JavaScript door: the class `A2E` and what its getters give. Thin, without logic.

mod a2e;
mod face_swap;
mod family;
mod options;
mod promise;
mod storage;
mod stream;
mod types;

pub use a2e::{A2E, Account};
pub use face_swap::{FaceSwap, FaceSwapImages, FaceSwapPreviews};
pub use family::TaskFamily;
pub use promise::{Work, promise};
pub use storage::Storage;
pub use stream::Stream;

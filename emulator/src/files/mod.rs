//! Files: those that were stored, those that come with the emulator, and their public links.

pub mod cdn;
pub mod media;
pub mod storage;

//! Files: those that were stored, those that come with the emulator, and their public links.

pub mod built_in;
pub mod cdn;
pub mod storage;

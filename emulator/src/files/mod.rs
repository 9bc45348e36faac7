//! Files: uploads, the files that are part of the emulator, and the public links to both.

pub mod built_in;
pub mod cdn;
pub mod storage;

//! Files: uploads to the storage of A2E, and downloads of results.

pub(crate) mod download;
pub(crate) mod upload;

//! Uploads and the public links.

mod storage;

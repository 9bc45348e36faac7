//! Uploads and downloads.

mod download;
mod upload;

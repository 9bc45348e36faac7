//! HTTP: requests, responses and their headers, the same for all operations.

pub mod answer;
pub mod body;
pub mod cors;
pub mod logged_body;
pub mod range;
pub mod reply;
pub mod request;

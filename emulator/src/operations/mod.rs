//! What each operation of the API does.

pub mod tasks;

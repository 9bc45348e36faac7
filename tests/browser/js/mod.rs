//! The class and its methods.

mod job;
mod resources;

//! What tests and demos talk to: the service, the example page, the example Worker.

pub mod emulator;
pub mod site;
pub mod worker;

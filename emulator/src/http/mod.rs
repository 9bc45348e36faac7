//! What goes over the wire, whichever operation it is for.

pub mod answer;
pub mod cors;
pub mod logged_body;
pub mod range;
pub mod reply;
pub mod request;
pub mod wire;

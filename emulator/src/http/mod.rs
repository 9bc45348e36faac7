//! What goes over the wire, whichever operation it is for.

pub mod logged_body;

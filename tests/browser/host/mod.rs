//! What the host is, and scopes that end.

mod environment;
mod scope;

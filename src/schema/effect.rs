//! What a call does at the service. The macros compile this file too, because `verb.rs` needs it there.

/// What a call does at the service, which decides what may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing and costs nothing.
    Read,
    /// Changes something, costs nothing.
    Write,
    /// Removes something; doing it twice is the same as once.
    Delete,
    /// Costs coins as soon as the service accepts it. Never sent twice by itself.
    Charge,
}

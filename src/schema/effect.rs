//! What a call does at the service. The macros compile this file too, because `verb.rs` needs it there.

/// What a call does at the service, which decides what may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing and costs nothing.
    Read,
    /// Removes something; doing it twice is the same as once.
    Delete,
    /// Puts something in its place; doing it twice is the same as once.
    Idempotent,
    /// Changes something, costs nothing.
    Write,
    /// Costs coins as soon as the service accepts it. Never sent twice by itself.
    Charge,
}

impl Effect {
    /// Whether twice is the same as once.
    pub(crate) fn is_repeatable(self) -> bool {
        match self {
            Self::Read | Self::Delete | Self::Idempotent => true,
            Self::Write | Self::Charge => false,
        }
    }
}

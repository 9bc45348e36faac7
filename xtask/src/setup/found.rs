//! What looking for a tool gives.

/// A tool, and whether it was there before.
pub enum Found<T> {
    Present(T),
    Installed(T),
}

impl<T> Found<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        match self {
            Self::Present(tool) => Found::Present(change(tool)),
            Self::Installed(tool) => Found::Installed(change(tool)),
        }
    }
}

//! How the package is built.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, and large.
    Dev,
    /// As it is published.
    Release,
}

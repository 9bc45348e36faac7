//! What a command line must not have.

use std::error::Error;
use std::ffi::OsString;
use std::fmt::{self, Display, Formatter};

use anyhow::Result;
use pico_args::Arguments;

/// An argument that the verb does not know.
#[derive(Debug)]
pub struct NotUnderstood(OsString);

impl Display for NotUnderstood {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "the argument `{}` is not understood", self.0.display())
    }
}

impl Error for NotUnderstood {}

/// Refuses the arguments that are left, so that a misspelt flag is not silently ignored.
pub fn no_more(args: Arguments) -> Result<()> {
    match args.finish().into_iter().next() {
        None => Ok(()),
        Some(argument) => Err(NotUnderstood(argument).into()),
    }
}

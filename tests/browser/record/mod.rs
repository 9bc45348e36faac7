//! Tasks and pages, as records show them.

mod page;
mod view;

//! From the values of a caller to a call that was checked.

mod option_reader;
mod params;
mod prepare;

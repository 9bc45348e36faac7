//! What every answer brings along.

mod cors;

//! The faults that a test arranges.

mod answers;
mod no_answer;

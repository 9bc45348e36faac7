//! The control plane.

mod control;

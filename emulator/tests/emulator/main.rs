//! The emulator over real HTTP. All tests share one server and keep apart by token, which is also
//! what its users do.

mod accounts;
mod command;
mod control;
mod cors;
mod dropped;
mod faults;
mod life_cycle;
mod paging;
mod routes;
mod sample;
mod scripts;
mod storage;
mod support;
mod validation;

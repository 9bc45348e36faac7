//! The emulator over real HTTP. All tests share one server and keep apart by token, which is also
//! what its users do.

mod accounts;
mod asked;
mod attempts;
mod command;
mod control;
mod cors;
mod dropped;
mod families;
mod faults;
mod groups;
mod kinds;
mod life_cycle;
mod limits;
mod operations;
mod paging;
mod receiver;
mod routes;
mod sample;
mod schema;
mod scripts;
mod secure;
mod storage;
mod support;
mod trainings;
mod validation;
mod webhooks;

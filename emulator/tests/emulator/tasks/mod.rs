//! The families of tasks.

mod families;
mod family_config;
mod life_cycle;
mod paging;
mod scripts;
mod trainings;

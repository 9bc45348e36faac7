//! The tasks of all families.

mod families;
mod family_config;
mod life_cycle;
mod paging;
mod scripts;
mod trainings;

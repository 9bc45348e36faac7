//! The families of tasks.

mod families;
mod kinds;
mod life_cycle;
mod paging;
mod scripts;
mod trainings;

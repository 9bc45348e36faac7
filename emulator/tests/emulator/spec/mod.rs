//! The routes of the description, and what it says of a request and its answer.

mod limits;
mod operations;
mod routes;
mod validation;

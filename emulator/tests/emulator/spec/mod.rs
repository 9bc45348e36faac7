//! The API description: its routes, and its requests and answers.

mod limits;
mod operations;
mod routes;
mod validation;

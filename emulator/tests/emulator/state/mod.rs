//! What belongs to an account.

mod accounts;

//! The charges and refunds of an account.

use serde_json::{Value, json};

use crate::clock::{Millis, iso};
use crate::ids;

/// All transactions, oldest first.
#[derive(Default)]
pub struct Ledger(Vec<Transaction>);

pub struct Transaction {
    id: String,
    /// Negative for a charge.
    pub amount: i64,
    operation: String,
    pub at: Millis,
}

impl Ledger {
    pub fn add(&mut self, amount: i64, operation: &str, at: Millis) {
        if amount != 0 {
            self.0.push(Transaction { id: ids::object_id(at), amount, operation: operation.into(), at });
        }
    }

    pub fn newest_first(&self) -> impl Iterator<Item = &Transaction> {
        self.0.iter().rev()
    }
}

impl Transaction {
    pub fn row(&self) -> Value {
        json!({ "_id": self.id, "amount": self.amount, "operation": self.operation, "createdAt": iso(self.at) })
    }
}

//! Where the coins of an account went.

use serde_json::{Value, json};

use crate::clock::{Millis, iso};
use crate::ids;

/// Movements of coins, oldest first.
#[derive(Default)]
pub struct Ledger(Vec<Movement>);

pub struct Movement {
    id: String,
    /// Spending is negative.
    pub amount: i64,
    operation: String,
    pub at: Millis,
}

impl Ledger {
    pub fn note(&mut self, amount: i64, operation: &str, at: Millis) {
        if amount != 0 {
            self.0.push(Movement { id: ids::object_id(at), amount, operation: operation.into(), at });
        }
    }

    pub fn newest_first(&self) -> impl Iterator<Item = &Movement> {
        self.0.iter().rev()
    }
}

impl Movement {
    pub fn row(&self) -> Value {
        json!({ "_id": self.id, "amount": self.amount, "operation": self.operation, "createdAt": iso(self.at) })
    }
}

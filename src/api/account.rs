//! The account: its coins. (Vendor's group: Miscellaneous.)

use serde::{Deserialize, Serialize};

use crate::operation::{Endpoint, Operation};

/// Asks for the coins that are left; the cheapest way to try a token.
///
/// Observed in clients; not in the vendor's newest description.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RemainingCoins {}

pub(crate) const REMAINING_COINS: Operation = Operation::get("/api/v1/user/remainingCoins", "");

impl Endpoint for RemainingCoins {
    const OPERATION: Operation = REMAINING_COINS;
    type Answer = Coins;
}

/// What an account can spend.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "js", derive(tsify::Tsify))]
pub struct Coins {
    /// Coins, the unit in which every start is charged.
    pub coins: f64,
    /// Diamonds, for lip-sync trainings (100 coins each).
    #[serde(default)]
    pub diamonds: Option<f64>,
}

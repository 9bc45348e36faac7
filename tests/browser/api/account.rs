//! The account and its coins.

use a2e_wasm::api::account::Coins;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn coins_gives_what_is_left() {
    let account = Account::new();
    account.command("accounts", "{ coins: 77, diamonds: 3 }").await;
    let coins = ok(&account.client(), "account.coins", &[]).await;
    has(&coins, "{ coins: 77, diamonds: 3 }");
    round_trip::<Coins>(&coins);
    round_trip::<Coins>(&js("{ coins: 1200 }"));
}

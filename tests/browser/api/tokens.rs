//! API tokens, every call of which is deprecated.

use a2e_wasm::api::tokens::{ApiToken, ListedApiToken};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_token_is_made_used_and_deleted() {
    let account = Account::new();
    let a2e = account.client();
    let made = ok(&a2e, "tokens.generate", &[js("{ alias: 'ci' }")]).await;
    round_trip::<ApiToken>(&made);
    let all = ok(&a2e, "tokens.list", &[]).await;
    let typed: Vec<ListedApiToken> = serde_wasm_bindgen::from_value(all.clone()).unwrap();
    assert_eq!(typed[0].alias.as_deref(), Some("ci"));
    let other = account.client_with(&format!("{{ token: '{}' }}", text(&made, "token")));
    has(&ok(&other, "account.coins", &[]).await, "{ coins: 1000 }");
    ok(&a2e, "tokens.delete", &[get(&all, "0._id")]).await;
    has(&fails(&other, "account.coins", &[]).await, "{ kind: 'auth' }");
}

//! The history of coins, quotes, and the exchange for diamonds.

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::http::answer::{Answer, ApiError, data};
use crate::operations::call::Call;
use crate::state::ledger::Transaction;

const COINS_A_DIAMOND: i64 = 100;

pub fn balance(call: &Call) -> Value {
    json!({ "coins": call.account.coins, "diamonds": call.account.diamonds })
}

/// Returns one page of the history, newest first.
pub fn history(call: &mut Call) -> Answer {
    let (page, size) = call.page();
    let query = &call.input.query;
    let is_spending = query.get("is_consumption").and_then(Value::as_bool);
    let (from, to) = (time(call, "startDate")?, time(call, "endDate")?);
    let fits = |transaction: &&Transaction| {
        is_spending.is_none_or(|wanted| (transaction.amount < 0) == wanted)
            && from.is_none_or(|from| transaction.at >= from)
            && to.is_none_or(|to| transaction.at <= to)
    };
    let rows: Vec<Value> = call.account.ledger.newest_first().filter(fits).map(Transaction::row).collect();
    let count = rows.len();
    let skipped = page.saturating_sub(1).saturating_mul(size);
    let rows: Vec<Value> = rows.into_iter().skip(skipped).take(size).collect();
    Ok(data(json!({ "rows": rows, "count": count })))
}

fn time(call: &Call, name: &str) -> Result<Option<Millis>, ApiError> {
    let Some(text) = call.input.query.get(name).and_then(Value::as_str) else { return Ok(None) };
    let time = humantime::parse_rfc3339(text)
        .map_err(|_| ApiError::bad_request(format!("{name}: only times in UTC, with a Z, are understood")))?;
    let since_epoch = time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(Some(since_epoch.as_millis() as Millis))
}

/// Returns the price of a start. Nothing is charged.
pub fn quote(call: &mut Call) -> Answer {
    let endpoint = call.text("endpoint").trim().trim_start_matches("POST").trim();
    let body = call.input.body.get("requestBody").cloned().unwrap_or_default();
    let start = call.spec.find(&hyper::Method::POST, endpoint);
    let start = start.and_then(|(index, _)| call.spec.operations.get(index));
    let priced = start.and_then(|start| Some((start, call.families.started_by(&start.id)?)));
    let Some((start, family)) = priced else {
        return Err(ApiError::bad_request(format!("endpoint: {endpoint} starts nothing")));
    };
    let credits = family.config.total_price(body.as_object().unwrap_or(&serde_json::Map::new()));
    Ok(data(json!({ "credits": credits, "generationRequestValidated": start.rules.accepts(&body) })))
}

pub fn exchange_diamonds(call: &mut Call) -> Answer {
    let diamonds = call.input.body.get("diamonds").and_then(Value::as_i64).unwrap_or(1);
    let price = diamonds.saturating_mul(COINS_A_DIAMOND);
    call.account.charge(price, &call.operation.id, call.now)?;
    call.account.diamonds = call.account.diamonds.saturating_add(diamonds);
    Ok(data(balance(call)))
}

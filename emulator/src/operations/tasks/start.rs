//! Starting tasks.

use std::sync::Arc;

use hyper::StatusCode;
use serde_json::{Map, Value};

use crate::http::answer::{Answer, ApiError, data};
use crate::operations::call::Call;
use crate::tasks::{Family, Origin, Task};
use crate::webhook::WebhookTarget;

pub fn answer(call: &mut Call, family: Arc<Family>) -> Answer {
    let input = call.input.body.clone();
    let several = family.shape.starts_several();
    let records = start_tasks(call, family, &input)?;
    // Where the published answer is one record, the other tasks are found in the list.
    Ok(data(if several { records.into() } else { records.into_iter().next().unwrap_or_default() }))
}

/// Starts the number of tasks that the input wants, and returns their records.
pub fn start_tasks(
    call: &mut Call,
    family: Arc<Family>,
    input: &Map<String, Value>,
) -> Result<Vec<Value>, ApiError> {
    check_rules(call, &family, input)?;
    let webhook = webhook_target(call)?;
    let config = &family.config;
    let status = StatusCode::from_u16(config.insufficient_coins_status).unwrap_or(StatusCode::BAD_REQUEST);
    call.account
        .charge(config.total_price(input), &config.start, call.now)
        .map_err(|refusal| refusal.with_status(status))?;
    Ok((0..config.task_count(input)).map(|_| start_one(call, &family, input, webhook.clone())).collect())
}

/// Returns the receiver of the webhook. Not every start accepts one, and the service ignores it in
/// requests of its own web page, whose users are logged in.
fn webhook_target(call: &Call) -> Result<Option<WebhookTarget>, ApiError> {
    let text = |field: &str| call.input.body.get(field).and_then(Value::as_str);
    let is_accepted = call.operation.rules.accepts_webhook() && !call.is_web_login;
    let url = text("webhook_url").filter(|_| is_accepted);
    url.map(|url| WebhookTarget::new(url, text("webhook_token"))).transpose()
}

/// Checks the rules that the schema of the input does not have.
fn check_rules(call: &Call, family: &Family, input: &Map<String, Value>) -> Result<(), ApiError> {
    let config = &family.config;
    let has = |field: &String| input.get(field).is_some_and(|value| value != "");
    if !config.needs_one_of.is_empty() && !config.needs_one_of.iter().any(has) {
        return Err(ApiError::bad_request(format!("{} is required", config.needs_one_of.join(" or "))));
    }
    if let Some(exclusive) = config.exclusive.as_ref().filter(|exclusive| exclusive.fields.iter().all(has)) {
        let msg = format!("{} exclude each other", exclusive.fields.join(" and "));
        return Err(ApiError::bad_request(msg).with_code(exclusive.code));
    }
    let tasks = &call.account.tasks;
    if config.one_at_a_time && tasks.iter().any(|task| task.is_of(family) && !task.has_ended()) {
        return Err(ApiError::bad_request("one training at a time: another one is under way"));
    }
    Ok(())
}

fn start_one(
    call: &mut Call,
    family: &Arc<Family>,
    input: &Map<String, Value>,
    webhook: Option<WebhookTarget>,
) -> Value {
    let script = call.account.scripts.next_for(&family.config.start);
    let origin = Origin { user: &call.account.user_id, host: call.host, now: call.now };
    let task = Task::start(Arc::clone(family), input, &origin, script, webhook);
    let record = task.record();
    call.account.tasks.push(task);
    record
}

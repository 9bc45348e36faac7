//! Starting tasks.

use std::sync::Arc;

use hyper::StatusCode;
use serde_json::{Map, Value};

use crate::http::answer::{Answer, Refusal, data};
use crate::operations::call::Call;
use crate::tasks::{Family, Origin, Task};
use crate::webhook::Hook;

pub fn answer(call: &mut Call, family: Arc<Family>) -> Answer {
    let input = call.input.body.clone();
    let several = family.shape.starts_several();
    let records = begin(call, family, &input)?;
    // Where only one record is published as the answer, the others are found in the list.
    Ok(data(if several { records.into() } else { records.into_iter().next().unwrap_or_default() }))
}

/// Starts as many tasks as the input asks for, and gives their records.
pub fn begin(
    call: &mut Call,
    family: Arc<Family>,
    input: &Map<String, Value>,
) -> Result<Vec<Value>, Refusal> {
    allow(call, &family, input)?;
    let hook = hook(call)?;
    let plan = &family.plan;
    let poor = StatusCode::from_u16(plan.too_poor).unwrap_or(StatusCode::BAD_REQUEST);
    call.account
        .charge(plan.cost(input), &plan.start, call.now)
        .map_err(|refusal| refusal.with_status(poor))?;
    Ok((0..plan.count(input)).map(|_| one(call, &family, input, hook.clone())).collect())
}

/// Who is to be called at the end. Not every start knows webhooks, and the service passes over those
/// of its own web page, whose users are logged in.
fn hook(call: &Call) -> Result<Option<Hook>, Refusal> {
    let text = |field: &str| call.input.body.get(field).and_then(Value::as_str);
    let is_taken = call.operation.rules.takes_webhook() && !call.by_login;
    let url = text("webhook_url").filter(|_| is_taken);
    url.map(|url| Hook::new(url, text("webhook_token"))).transpose()
}

/// What the schema of the input does not say.
fn allow(call: &Call, family: &Family, input: &Map<String, Value>) -> Result<(), Refusal> {
    let plan = &family.plan;
    let has = |field: &String| input.get(field).is_some_and(|value| value != "");
    if !plan.needs.is_empty() && !plan.needs.iter().any(has) {
        return Err(Refusal::bad_request(format!("{} is required", plan.needs.join(" or "))));
    }
    if let Some(clash) = plan.clash.as_ref().filter(|clash| clash.of.iter().all(has)) {
        let msg = format!("{} exclude each other", clash.of.join(" and "));
        return Err(Refusal::bad_request(msg).with_code(clash.code));
    }
    let tasks = &call.account.tasks;
    if plan.alone && tasks.iter().any(|task| task.is_of(family) && !task.has_ended()) {
        return Err(Refusal::bad_request("one training at a time: another one is under way"));
    }
    Ok(())
}

fn one(call: &mut Call, family: &Arc<Family>, input: &Map<String, Value>, hook: Option<Hook>) -> Value {
    let script = call.account.scripts.take(&family.plan.start);
    let origin = Origin { user: &call.account.user_id, host: call.host, now: call.now };
    let task = Task::start(Arc::clone(family), input, &origin, script, hook);
    let record = task.peek();
    call.account.tasks.push(task);
    record
}

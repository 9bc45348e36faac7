//! What can be done to a task after its start.

use serde_json::{Value, json};

use super::named::named;
use crate::http::answer::{Answer, Refusal, data};
use crate::operations::call::Call;
use crate::tasks::Family;

pub fn delete(call: &mut Call, family: &Family) -> Answer {
    let task = named(call, family)?;
    let (id, coins, is_queued) = (task.id.clone(), task.coins, task.is_queued());
    if family.plan.guarded && !is_queued && !task.has_ended() {
        return Err(Refusal::bad_request("a task that is being worked on cannot be deleted"));
    }
    if is_queued {
        call.account.refund(coins, &family.plan.start, call.now);
    }
    call.account.tasks.retain(|task| task.id != id);
    Ok(data(json!({})))
}

pub fn rename(call: &mut Call, family: &Family) -> Answer {
    let (name, now) = (Value::from(call.text("name")), call.now);
    named(call, family)?.rename(name, now);
    Ok(data(json!({})))
}

pub fn retry(call: &mut Call, family: &Family) -> Answer {
    let task = named(call, family)?;
    if !task.has_failed() {
        return Err(Refusal::bad_request("only a failed task can be begun anew"));
    }
    let coins = task.coins;
    call.account.charge(coins, &family.plan.start, call.now)?;
    let now = call.now;
    named(call, family)?.retry(now);
    Ok(data(json!({})))
}

/// Further training of a finished task, paid in diamonds.
pub fn train_again(call: &mut Call, family: &Family) -> Answer {
    if !named(call, family)?.has_succeeded() {
        return Err(Refusal::bad_request("only a completed avatar can be trained further"));
    }
    let price = family.plan.again.as_ref().map_or(0, |again| again.diamonds);
    if call.account.diamonds < price {
        return Err(Refusal::bad_request("Insufficient diamonds"));
    }
    call.account.diamonds -= price;
    let now = call.now;
    let task = named(call, family)?;
    task.train_again(now);
    Ok(data(task.peek()))
}

//! Changing a task after its start.

use serde_json::{Value, json};

use super::find::named_task;
use crate::http::answer::{Answer, ApiError, data};
use crate::operations::call::Call;
use crate::tasks::Family;

pub fn delete(call: &mut Call, family: &Family) -> Answer {
    let task = named_task(call, family)?;
    let (id, coins, is_queued) = (task.id.clone(), task.coins, task.is_queued());
    if family.config.no_delete_while_running && !is_queued && !task.has_ended() {
        return Err(ApiError::bad_request("a task that is being worked on cannot be deleted"));
    }
    if is_queued {
        call.account.refund(coins, &family.config.start, call.now);
    }
    call.account.tasks.retain(|task| task.id != id);
    Ok(data(json!({})))
}

pub fn rename(call: &mut Call, family: &Family) -> Answer {
    let (name, now) = (Value::from(call.text("name")), call.now);
    named_task(call, family)?.rename(name, now);
    Ok(data(json!({})))
}

pub fn retry(call: &mut Call, family: &Family) -> Answer {
    let task = named_task(call, family)?;
    if !task.has_failed() {
        return Err(ApiError::bad_request("only a failed task can be begun anew"));
    }
    let coins = task.coins;
    call.account.charge(coins, &family.config.start, call.now)?;
    let now = call.now;
    named_task(call, family)?.retry(now);
    Ok(data(json!({})))
}

/// Starts further training of a completed task, which is paid in diamonds.
pub fn continue_training(call: &mut Call, family: &Family) -> Answer {
    if !named_task(call, family)?.has_succeeded() {
        return Err(ApiError::bad_request("only a completed avatar can be trained further"));
    }
    let price = family.config.retraining.as_ref().map_or(0, |retraining| retraining.diamonds);
    if call.account.diamonds < price {
        return Err(ApiError::bad_request("Insufficient diamonds"));
    }
    call.account.diamonds -= price;
    let now = call.now;
    let task = named_task(call, family)?;
    task.continue_training(now);
    Ok(data(task.record()))
}

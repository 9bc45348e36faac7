//! The verbs of a family, the same for all of them.

mod family;
mod task;

use std::sync::Arc;

use serde_json::{Value, json};

pub use family::{Families, Family, Verb};
use task::Origin;
pub use task::Task;

use crate::api::{Answer, Call, Refusal, data};

pub fn answer(call: &mut Call, family: Arc<Family>, verb: Verb) -> Answer {
    match verb {
        Verb::Start => start(call, family),
        Verb::Look => look(call, &family),
        Verb::Batch => Ok(data(batch(call, &family))),
        Verb::List => Ok(data(list(call, &family))),
        Verb::Unfinished => Ok(data(unfinished(call, &family))),
        Verb::Delete => delete(call, &family),
    }
}

fn start(call: &mut Call, family: Arc<Family>) -> Answer {
    call.account.charge(family.coins)?;
    let script = call.account.scripts.take(&family.start);
    let origin = Origin { user: &call.account.user_id, host: call.host, now: call.now };
    let task = Task::start(family, &call.input.body, &origin, script);
    let record = task.peek();
    call.account.tasks.push(task);
    Ok(data(record))
}

fn look(call: &mut Call, family: &Family) -> Answer {
    let id = call.id();
    find(&mut call.account.tasks, family, &id).map(|task| data(task.look())).ok_or_else(|| no_such_task(&id))
}

fn batch(call: &mut Call, family: &Family) -> Value {
    let ids = call.input.body.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
    let ids = ids.iter().filter_map(Value::as_str);
    ids.filter_map(|id| Some(find(&mut call.account.tasks, family, id)?.look())).collect()
}

/// One page of the family's tasks, newest first.
fn list(call: &mut Call, family: &Family) -> Value {
    let paging = &call.operation.paging;
    let number =
        |name: &str, default| call.input.query.get(name).and_then(Value::as_u64).unwrap_or(default) as usize;
    let (page, size) = (number(&paging.page, 1), number(&paging.size, 10));
    let all: Vec<Value> = newest_first(&call.account.tasks, family).map(Task::peek).collect();
    let count = all.len();
    let skipped = page.saturating_sub(1).saturating_mul(size);
    let rows: Vec<Value> = all.into_iter().skip(skipped).take(size).collect();
    json!({ "count": count, paging.items.as_str(): rows })
}

fn unfinished(call: &mut Call, family: &Family) -> Value {
    newest_first(&call.account.tasks, family).filter(|task| !task.has_ended()).map(Task::peek).collect()
}

fn delete(call: &mut Call, family: &Family) -> Answer {
    let id = call.id();
    let task = find(&mut call.account.tasks, family, &id).ok_or_else(|| no_such_task(&id))?;
    if task.is_queued() {
        call.account.coins = call.account.coins.saturating_add(family.coins);
    }
    call.account.tasks.retain(|task| task.id != id);
    Ok(data(json!({})))
}

fn find<'a>(tasks: &'a mut [Task], family: &Family, id: &str) -> Option<&'a mut Task> {
    tasks.iter_mut().find(|task| task.id == id && task.family.start == family.start)
}

fn newest_first<'a>(tasks: &'a [Task], family: &'a Family) -> impl Iterator<Item = &'a Task> {
    tasks.iter().rev().filter(|task| task.family.start == family.start)
}

fn no_such_task(id: &str) -> Refusal {
    Refusal::not_found(format!("there is no task {id}"))
}

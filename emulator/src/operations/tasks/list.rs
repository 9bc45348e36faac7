//! Many tasks at once: pages, whole lists and batches.

use serde_json::{Value, json};

use super::named::find;
use crate::operations::call::Call;
use crate::tasks::{Family, Task};

/// More ids than these are passed over in silence.
const BATCH: usize = 200;

/// One page of the family's tasks, newest first.
pub fn page(call: &mut Call, family: &Family) -> Value {
    let paging = &call.operation.paging;
    let (page, size) = call.page();
    let wanted = call.input.query.get("status").and_then(Value::as_str);
    // A list that is the only look at a task turns the pages of its script first.
    let shown = call.account.tasks.iter_mut().rev();
    let shown = shown.filter(|task| task.is_of(family) && (family.only_listed || !task.is_hidden()));
    let mut shown: Vec<&mut Task> =
        shown.filter(|task| wanted.is_none_or(|word| class(&task.word()) == class(word))).collect();
    let count = shown.len();
    let skipped = page.saturating_sub(1).saturating_mul(size);
    let rows = shown.iter_mut().skip(skipped).take(size);
    let rows = rows.map(|task| if family.only_listed { task.look() } else { task.peek() });
    let rows: Vec<Value> = rows.filter(|row| !row.is_null()).collect();
    let mut list = match paging.items.as_str() {
        "data" => json!({ "current": page, "total": count, "success": true }),
        _ => json!({ "count": count }),
    };
    list[paging.items.as_str()] = rows.into();
    list
}

/// The filter of a list knows four words only.
fn class(word: &str) -> &str {
    match word {
        "sent" | "pending" | "pendding" => "initialized",
        "training" | "generating" => "processing",
        word => word,
    }
}

/// Every task of the family that fits, newest first.
pub fn all(call: &Call, family: &Family, fits: impl Fn(&Task) -> bool) -> Value {
    let tasks = call.account.tasks.iter().rev();
    let tasks = tasks.filter(|task| task.is_of(family) && !task.is_hidden() && fits(task));
    tasks.map(Task::peek).collect()
}

pub fn batch(call: &mut Call, family: &Family) -> Value {
    let asked = call.input.body.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut ids: Vec<String> = Vec::new();
    for id in asked.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase) {
        if !ids.contains(&id) && ids.len() < BATCH {
            ids.push(id);
        }
    }
    let looks = ids.into_iter().filter_map(|id| Some(find(&mut call.account.tasks, family, &id)?.look()));
    looks.filter(|record| !record.is_null()).collect()
}

//! Several tasks at once: pages, whole lists and batches.

use serde_json::{Value, json};

use super::find::find;
use crate::operations::call::Call;
use crate::tasks::{Family, Task};

/// The service ignores all ids after these.
const BATCH: usize = 200;

/// Returns one page of the tasks of a family, newest first.
pub fn page(call: &mut Call, family: &Family) -> Value {
    let paging = &call.operation.paging;
    let (page, size) = call.page();
    let wanted = call.input.query.get("status").and_then(Value::as_str);
    // Where a list is the only way to poll a task, a script is moved to its next step here.
    let shown = call.account.tasks.iter_mut().rev();
    let shown = shown.filter(|task| task.is_of(family) && (family.polled_by_list || !task.is_hidden()));
    let mut shown: Vec<&mut Task> = shown
        .filter(|task| wanted.is_none_or(|status| status_class(&task.status()) == status_class(status)))
        .collect();
    let count = shown.len();
    let skipped = page.saturating_sub(1).saturating_mul(size);
    let rows = shown.iter_mut().skip(skipped).take(size);
    let rows = rows.map(|task| if family.polled_by_list { task.poll() } else { task.record() });
    let rows: Vec<Value> = rows.filter(|row| !row.is_null()).collect();
    let mut list = match paging.items.as_str() {
        "data" => json!({ "current": page, "total": count, "success": true }),
        _ => json!({ "count": count }),
    };
    list[paging.items.as_str()] = rows.into();
    list
}

/// The filter of a list has only four values.
fn status_class(status: &str) -> &str {
    match status {
        "sent" | "pending" | "pendding" => "initialized",
        "training" | "generating" => "processing",
        status => status,
    }
}

/// Returns all tasks of the family that fit, newest first.
pub fn every(call: &Call, family: &Family, fits: impl Fn(&Task) -> bool) -> Value {
    let tasks = call.account.tasks.iter().rev();
    let tasks = tasks.filter(|task| task.is_of(family) && !task.is_hidden() && fits(task));
    tasks.map(Task::record).collect()
}

pub fn batch(call: &mut Call, family: &Family) -> Value {
    let requested = call.input.body.get("ids").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut ids: Vec<String> = Vec::new();
    for id in requested.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase) {
        if !ids.contains(&id) && ids.len() < BATCH {
            ids.push(id);
        }
    }
    let records = ids.into_iter().filter_map(|id| Some(find(&mut call.account.tasks, family, &id)?.poll()));
    records.filter(|record| !record.is_null()).collect()
}

//! Merging the changes of a test into JSON.

use serde_json::{Map, Value};

/// Merges `patch` into `target`, object by object. `{"$delete": true}` removes the key; `null` is a
/// value.
pub fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => merge_map(target, patch),
        (target, patch) => *target = patch.clone(),
    }
}

fn merge_map(target: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (key, change) in patch {
        if is_delete(change) {
            target.shift_remove(key);
        } else {
            merge(target.entry(key.as_str()).or_insert(Value::Null), change);
        }
    }
}

fn is_delete(change: &Value) -> bool {
    change.get("$delete") == Some(&Value::Bool(true))
}

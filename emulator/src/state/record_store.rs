//! Small records that are kept until they are deleted.

use serde_json::{Map, Value};

use crate::http::answer::ApiError;

/// Oldest first.
#[derive(Default)]
pub struct RecordStore(Vec<Value>);

impl RecordStore {
    pub fn insert(&mut self, record: Value) {
        self.0.push(record);
    }

    pub fn newest_first(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().rev()
    }

    pub fn find(&mut self, id: &str) -> Result<&mut Map<String, Value>, ApiError> {
        let record = self.0.iter_mut().find(|record| record.get("_id").is_some_and(|known| known == id));
        record.and_then(Value::as_object_mut).ok_or_else(|| unknown(id))
    }

    pub fn delete(&mut self, id: &str) -> Result<(), ApiError> {
        let before = self.0.len();
        self.0.retain(|record| record.get("_id").is_none_or(|known| known != id));
        if self.0.len() == before { Err(unknown(id)) } else { Ok(()) }
    }

    pub fn remove_if(&mut self, is_old: impl Fn(&Value) -> bool) {
        self.0.retain(|record| !is_old(record));
    }
}

fn unknown(id: &str) -> ApiError {
    match id {
        "" => ApiError::bad_request("_id: is required"),
        id => ApiError::not_found(format!("there is no record {id}")),
    }
}

//! Finding the task of a call.

use crate::http::answer::ApiError;
use crate::operations::call::Call;
use crate::tasks::{Family, Task};

/// Returns the task with the id of the call.
pub fn named_task<'a>(call: &'a mut Call, family: &Family) -> Result<&'a mut Task, ApiError> {
    let id = call.id();
    if id.is_empty() {
        return Err(ApiError::bad_request("_id: is required"));
    }
    find(&mut call.account.tasks, family, &id)
        .ok_or_else(|| ApiError::not_found(format!("there is no task {id}")))
}

pub fn find<'a>(tasks: &'a mut [Task], family: &Family, id: &str) -> Option<&'a mut Task> {
    tasks.iter_mut().find(|task| task.id == id && task.is_of(family))
}

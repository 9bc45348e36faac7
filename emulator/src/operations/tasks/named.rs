//! Finding the task that a call names.

use crate::http::answer::Refusal;
use crate::operations::call::Call;
use crate::tasks::{Family, Task};

/// The task that the call is about.
pub fn named<'a>(call: &'a mut Call, family: &Family) -> Result<&'a mut Task, Refusal> {
    let id = call.id();
    if id.is_empty() {
        return Err(Refusal::bad_request("_id: is required"));
    }
    find(&mut call.account.tasks, family, &id)
        .ok_or_else(|| Refusal::not_found(format!("there is no task {id}")))
}

pub fn find<'a>(tasks: &'a mut [Task], family: &Family, id: &str) -> Option<&'a mut Task> {
    tasks.iter_mut().find(|task| task.id == id && task.is_of(family))
}

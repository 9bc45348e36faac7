//! The operations of all families of tasks.

mod change;
mod find;
mod list;
mod start;

use std::sync::Arc;

use serde_json::Value;

pub use start::start_tasks;

use crate::clock::Millis;
use crate::http::answer::{Answer, ApiError, Success, data};
use crate::operations::call::Call;
use crate::tasks::{Family, Task, Verb};
use find::named_task;

/// The time from the end of a task until its large file exists.
const FULL_HD_MS: Millis = 5000;

pub fn answer(call: &mut Call, family: Arc<Family>, verb: Verb) -> Answer {
    match verb {
        Verb::Start => start::answer(call, family),
        Verb::Detail => detail(call, &family).map(data),
        Verb::DetailInArray => detail(call, &family)
            .map(|record| data([record].into_iter().filter(|one| !one.is_null()).collect())),
        Verb::Batch => Ok(data(list::batch(call, &family))),
        Verb::ListPage => Ok(data(list::page(call, &family))),
        Verb::ListAll => Ok(data(list::every(call, &family, |_| true))),
        Verb::ListCompleted => Ok(data(list::every(call, &family, Task::has_succeeded))),
        Verb::ListUnfinished => Ok(data(list::every(call, &family, |task| !task.has_ended()))),
        Verb::Delete => change::delete(call, &family),
        Verb::Rename => change::rename(call, &family),
        Verb::Retry => change::retry(call, &family),
        Verb::ContinueTraining => change::continue_training(call, &family),
        Verb::Mark => named_task(call, &family).map(|_| data(serde_json::json!({}))),
        Verb::FullHd => full_hd(call, &family),
    }
}

fn detail(call: &mut Call, family: &Family) -> Result<Value, ApiError> {
    named_task(call, family).map(Task::poll)
}

/// The larger file of a Veo video. Only wide videos have one, some time after the video itself.
fn full_hd(call: &mut Call, family: &Family) -> Answer {
    let now = call.now;
    let task = named_task(call, family)?;
    if task.record().get("aspectRatio").is_some_and(|ratio| ratio == "9:16") {
        return Err(ApiError::bad_request("1080p is there for 16:9 only"));
    }
    if task.has_failed() {
        return Err(ApiError::bad_request("the task has failed"));
    }
    if !task.is_done_since(FULL_HD_MS, now) {
        return Ok(Success::NotReady);
    }
    Ok(data(serde_json::json!({ "url": task.file_url("-1080p") })))
}

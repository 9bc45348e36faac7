//! The operations of the families of tasks, the same for all of them.

mod change;
mod list;
mod named;
mod start;

use std::sync::Arc;

use serde_json::Value;

pub use start::begin;

use crate::clock::Millis;
use crate::http::answer::{Answer, Refusal, Success, data};
use crate::operations::call::Call;
use crate::tasks::{Family, Task, Verb};
use named::named;

/// How long after the end of a task its large file is ready.
const FULL_HD_MS: Millis = 5000;

pub fn answer(call: &mut Call, family: Arc<Family>, verb: Verb) -> Answer {
    match verb {
        Verb::Start => start::answer(call, family),
        Verb::Look => look(call, &family).map(data),
        Verb::LookInArray => look(call, &family)
            .map(|record| data([record].into_iter().filter(|one| !one.is_null()).collect())),
        Verb::Batch => Ok(data(list::batch(call, &family))),
        Verb::List => Ok(data(list::page(call, &family))),
        Verb::All => Ok(data(list::all(call, &family, |_| true))),
        Verb::Completed => Ok(data(list::all(call, &family, Task::has_succeeded))),
        Verb::Unfinished => Ok(data(list::all(call, &family, |task| !task.has_ended()))),
        Verb::Delete => change::delete(call, &family),
        Verb::Rename => change::rename(call, &family),
        Verb::Retry => change::retry(call, &family),
        Verb::TrainAgain => change::train_again(call, &family),
        Verb::Note => named(call, &family).map(|_| data(serde_json::json!({}))),
        Verb::FullHd => full_hd(call, &family),
    }
}

fn look(call: &mut Call, family: &Family) -> Result<Value, Refusal> {
    named(call, family).map(Task::look)
}

/// The larger file of a Veo video: of wide ones only, and some time after the video itself.
fn full_hd(call: &mut Call, family: &Family) -> Answer {
    let now = call.now;
    let task = named(call, family)?;
    if task.peek().get("aspectRatio").is_some_and(|ratio| ratio == "9:16") {
        return Err(Refusal::bad_request("1080p is there for 16:9 only"));
    }
    if task.has_failed() {
        return Err(Refusal::bad_request("the task has failed"));
    }
    if !task.is_done_since(FULL_HD_MS, now) {
        return Ok(Success::NotReady);
    }
    Ok(data(serde_json::json!({ "url": task.file("-1080p") })))
}

//! A poll of tasks: its plan, what it finds, and what it means for the tasks that it does not find.

use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::host;

/// The route that a poll takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PollMethod {
    Detail,
    Batch,
    List,
    /// How long such tasks take.
    Average,
}

/// How a poll goes about it.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub method: PollMethod,
    /// The page of the list.
    pub page: u32,
    /// How many tasks it was for when it began.
    pub size: usize,
    /// Whether it is the list as the cheaper way: the tasks have routes of their own.
    pub list_is_optional: bool,
}

/// What a poll came to.
pub(crate) struct PollAnswer {
    /// An object with records by their ids.
    pub records: Option<JsValue>,
    pub has_more: bool,
    pub average_ms: f64,
}

impl PollAnswer {
    /// The record of a task.
    pub(crate) fn record(&self, id: &str) -> Option<JsValue> {
        let record = host::get(self.records.as_ref()?, id);
        record.is_object().then_some(record)
    }
}

/// What a poll that is over means for those of its tasks that it did not find.
pub(crate) enum PollResult {
    /// It is known how long such tasks take: their first poll is planned.
    AverageKnown,
    /// They travel in batches of half this size.
    SplitBatch(usize),
    /// Their own route is asked; a batch left them out, or (`false`) something that means less.
    Missing(bool),
    /// The error is one for the tasks themselves.
    Failed(Error),
    /// The error ends their waits, whatever it is.
    Ended(Error),
    /// They are asked for in another way, at once.
    TryOtherRoute,
}

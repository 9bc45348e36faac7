//! The verbs of the routes of a family, by method and path.

use hyper::Method;

use crate::spec::Operation;

/// What a route does with the tasks of its family.
#[derive(Clone, Copy, PartialEq)]
pub enum Verb {
    Start,
    Detail,
    /// The record as the only item of an array.
    DetailInArray,
    Batch,
    ListPage,
    /// Every task of the caller, without pages.
    ListAll,
    ListCompleted,
    ListUnfinished,
    Delete,
    Rename,
    /// Starts a failed task again.
    Retry,
    /// Starts further training of a completed task.
    ContinueTraining,
    /// Marks a task. No answer shows the mark.
    Mark,
    /// A larger file of the result.
    FullHd,
}

impl Verb {
    /// Returns the verb of an operation if its path is beside that of `start`. All families of the
    /// description are covered.
    pub fn of(operation: &Operation, start: &Operation) -> Option<Self> {
        if operation.id == start.id {
            return Some(Self::Start);
        }
        let (base, _) = start.template.as_str().rsplit_once('/')?;
        let rest =
            operation.template.as_str().strip_prefix(base)?.strip_prefix('/')?.replace("{_id}", "{id}");
        let has_query = |name| operation.rules.has_query(name);
        Some(match (&operation.method, rest.as_str()) {
            (&Method::GET, "{id}" | "detail/{id}") => Self::Detail,
            (&Method::GET, "status") if has_query("_id") => Self::Detail,
            (&Method::GET, "detail") if has_query("video_id") => Self::Detail,
            (&Method::POST, "awsResult") => Self::DetailInArray,
            (&Method::POST, "batchDetail") => Self::Batch,
            (&Method::GET, "allRecords" | "records" | "list" | "awsList") => Self::ListPage,
            (&Method::GET, "trainingRecord" | "userRecords") => Self::ListAll,
            (&Method::GET, "completedRecord") => Self::ListCompleted,
            (&Method::GET, "status" | "allProcessing" | "trainingRecords") => Self::ListUnfinished,
            (&Method::DELETE, "{id}" | "delete/{id}") | (&Method::POST, "remove") => Self::Delete,
            (&Method::PUT, "{id}") => Self::Rename,
            (&Method::POST, "retry") => Self::Retry,
            (&Method::POST, "continueTraining" | "continueTranining") => Self::ContinueTraining,
            (&Method::POST, "{id}/markShared" | "{id}/markDownloaded" | "{id}/markCopied") => Self::Mark,
            (&Method::GET, "{id}/1080p") => Self::FullHd,
            _ => return None,
        })
    }

    /// Whether the verb polls tasks by their ids.
    pub fn polls_single_tasks(self) -> bool {
        matches!(self, Self::Detail | Self::DetailInArray | Self::Batch)
    }
}

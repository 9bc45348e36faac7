//! What the routes of a family do, told by their method and path.

use hyper::Method;

use crate::spec::Operation;

/// What a route does with the tasks of its family.
#[derive(Clone, Copy, PartialEq)]
pub enum Verb {
    Start,
    Look,
    /// The record as the only item of an array.
    LookInArray,
    Batch,
    List,
    /// Every task of the caller, without pages.
    All,
    Completed,
    Unfinished,
    Delete,
    Rename,
    /// Begins a failed task anew.
    Retry,
    /// Trains a completed one once more.
    TrainAgain,
    /// Notes something about a task that no answer shows.
    Note,
    /// A larger file of the result.
    FullHd,
}

impl Verb {
    /// The verb of an operation, if it lies beside `start`; the spellings are those of all families
    /// in the description.
    pub fn of(operation: &Operation, start: &Operation) -> Option<Self> {
        if operation.id == start.id {
            return Some(Self::Start);
        }
        let (base, _) = start.template.as_str().rsplit_once('/')?;
        let rest =
            operation.template.as_str().strip_prefix(base)?.strip_prefix('/')?.replace("{_id}", "{id}");
        let has_query = |name| operation.rules.has_query(name);
        Some(match (&operation.method, rest.as_str()) {
            (&Method::GET, "{id}" | "detail/{id}") => Self::Look,
            (&Method::GET, "status") if has_query("_id") => Self::Look,
            (&Method::GET, "detail") if has_query("video_id") => Self::Look,
            (&Method::POST, "awsResult") => Self::LookInArray,
            (&Method::POST, "batchDetail") => Self::Batch,
            (&Method::GET, "allRecords" | "records" | "list" | "awsList") => Self::List,
            (&Method::GET, "trainingRecord" | "userRecords") => Self::All,
            (&Method::GET, "completedRecord") => Self::Completed,
            (&Method::GET, "status" | "allProcessing" | "trainingRecords") => Self::Unfinished,
            (&Method::DELETE, "{id}" | "delete/{id}") | (&Method::POST, "remove") => Self::Delete,
            (&Method::PUT, "{id}") => Self::Rename,
            (&Method::POST, "retry") => Self::Retry,
            (&Method::POST, "continueTraining" | "continueTranining") => Self::TrainAgain,
            (&Method::POST, "{id}/markShared" | "{id}/markDownloaded" | "{id}/markCopied") => Self::Note,
            (&Method::GET, "{id}/1080p") => Self::FullHd,
            _ => return None,
        })
    }

    /// Whether it shows single tasks, as opposed to whatever there is.
    pub fn is_look(self) -> bool {
        matches!(self, Self::Look | Self::LookInArray | Self::Batch)
    }
}

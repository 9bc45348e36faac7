//! A task in the one form that all families share: a view of the service's record.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{self, id_of};
use crate::schema::family::Family;
use crate::{host, text};

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Accepted, not begun.
    Queued,
    /// In work.
    Running,
    /// Done, with a result.
    Succeeded,
    /// Ended without one.
    Failed,
}

impl TaskState {
    /// The state as JavaScript sees it in `task.state`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// Whether nothing will change any more.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

// Documented for one family or another, or guarded against by deployed clients. No family uses one
// of these words for another's meaning, so one list serves all.
const FAILURE: &str = "failed fail error cancelled canceled timeout";
const SUCCESS: &str = "completed success succeeded complete done finished ready trained";
const QUEUED: &str = "initialized init sent start pending pendding waiting queued";
const RUNNING: &str = "processing process running copy in_progress";
const TRAINING: &str = "training generating";

/// The state that a status word and a result mean together.
///
/// A known word wins over the result: a failed task can carry a URL, and a running one its
/// preview. For any other word, and without one, the result decides; without a result either, a failure that the
/// record tells of.
pub fn state(status: &str, has_result: bool, has_failure: bool) -> TaskState {
    if text::among(status, FAILURE) {
        TaskState::Failed
    } else if text::among(status, SUCCESS) {
        TaskState::Succeeded
    } else if text::among(status, QUEUED) {
        TaskState::Queued
    } else if text::among(status, RUNNING) || text::among(status, TRAINING) {
        TaskState::Running
    } else if has_result {
        TaskState::Succeeded
    } else if has_failure {
        TaskState::Failed
    } else {
        TaskState::Running
    }
}

#[wasm_bindgen(module = "/src/record/view.js")]
extern "C" {
    /// The first of several properties that means something.
    pub(crate) fn first(record: &JsValue, keys: &str) -> JsValue;
    fn results(record: &JsValue, keys: &str) -> Array;
    /// The view as a plain object.
    fn view(
        id: &str,
        family: &str,
        state: &str,
        status: &str,
        urls: &Array,
        result_id: &JsValue,
        codes: &str,
        texts: &str,
        first_seen_at: f64,
        record: &JsValue,
    ) -> JsValue;
    fn copy(view: &JsValue) -> JsValue;
    fn join(view: &JsValue, siblings: &Array, wanted: bool) -> JsValue;
    fn differs(one: &JsValue, other: &JsValue) -> bool;
    /// Whether a record has one of the ids in a text, in small letters, by any name of an id.
    #[wasm_bindgen(js_name = hasId)]
    pub(crate) fn has_id(record: &JsValue, ids: &str) -> bool;
    /// A task, or what its JSON holds.
    pub(crate) fn parsed(value: &JsValue) -> JsValue;
}

/// A view of one task.
#[derive(Clone)]
pub struct Task {
    /// The record's id.
    pub id: String,
    /// The key of its family.
    pub family: &'static str,
    /// Where it stands.
    pub state: TaskState,
    /// When this client first saw it, in milliseconds since 1970.
    pub first_seen_at: f64,
    /// Whether it holds what it was started for.
    pub has_result: bool,
    /// All of it, as JavaScript sees it.
    view: JsValue,
}

impl Task {
    /// Reads a record; `None` if it has no id.
    pub(crate) fn read(family: Family, record: &JsValue, seen_at: f64) -> Option<Self> {
        Some(Self::view(family, id_of(record)?, record, seen_at, false))
    }

    /// The view of a record whose id is known. With `made` the id of what is made tells nothing, because it
    /// was there before.
    pub(crate) fn view(family: Family, id: String, record: &JsValue, seen_at: f64, made: bool) -> Self {
        let urls = results(record, family.results());
        let status = first(record, family.status()).as_string().unwrap_or_default();
        // Empty, or "0", where nothing failed. The texts and codes of some families are there without a failure.
        let has_failure = first(record, "failed_message,faild_message,failed_code").is_truthy();
        let mut state = state(&status, urls.length() > 0, has_failure);
        let mut result_id = JsValue::UNDEFINED;
        // A voice is its own result: its id is there from the start.
        let key = family.result_id();
        if !key.is_empty() {
            result_id = first(record, key);
            let at_work_again = text::among(&status, TRAINING) || state == TaskState::Failed;
            let by_word = made && !self::state(&status, true, false).is_terminal();
            if key != "_id" && result_id.is_string() && !at_work_again && !by_word {
                // Observed for avatars: the id means that the avatar is ready, whatever the word; only a
                // further training has an avatar from the start.
                state = TaskState::Succeeded;
            }
            if state != TaskState::Succeeded || !result_id.is_string() {
                result_id = JsValue::UNDEFINED;
            }
        }
        let view = view(
            &id,
            family.key(),
            state.as_str(),
            &status,
            &urls,
            &result_id,
            family.failure_codes(),
            family.failure_texts(),
            seen_at,
            record,
        );
        let has_result = urls.length() > 0 || result_id.is_string();
        Self { id, family: family.key(), state, first_seen_at: seen_at, has_result, view }
    }

    /// The tasks of the records that one start answers with, or made, as one.
    pub(crate) fn started(family: Family, records: &Array, at: f64) -> Option<Self> {
        let mut tasks = Vec::new();
        for record in records.iter() {
            if let Some(task) = Self::read(family, &record, at) {
                tasks.push(task);
            }
        }
        Self::whole(&tasks, false)
    }

    /// The first of several tasks with the others beside it, and with their results where those are wanted.
    pub(crate) fn whole(tasks: &[Self], wanted: bool) -> Option<Self> {
        let [first, others @ ..] = tasks else { return None };
        let siblings = Array::new();
        for task in others {
            siblings.push(&task.view);
        }
        Some(Self { view: join(&first.view, &siblings, wanted), ..first.clone() })
    }

    /// Whether an observer would see a difference.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        differs(&self.view, &other.view)
    }

    /// A property of the view.
    pub(crate) fn get(&self, key: &str) -> JsValue {
        host::get(&self.view, key)
    }

    /// The error that tells of this task's end, or of a wait's.
    pub(crate) fn error(&self, kind: ErrorKind, message: &str) -> Error {
        Error::new(kind, &[self.family, " task ", &self.id, " ", message]).with(|facts| {
            facts.task_id = self.id.clone();
            facts.task = self.to_js();
        })
    }

    /// The view as a plain object of JavaScript, fit for `JSON.stringify`.
    pub(crate) fn to_js(&self) -> JsValue {
        copy(&self.view)
    }
}

/// What a wait was asked for: a view, a stored view, a record, or an id.
pub(crate) struct Target {
    pub id: String,
    /// When it was started, where known: a task can be younger than the service's list of it.
    pub started_at: Option<f64>,
    /// The tasks that the same start made.
    pub siblings: Vec<String>,
    /// Whether what it makes was there already: an avatar in a further training.
    pub made: bool,
}

impl Target {
    /// A task that was just started.
    pub(crate) fn of(task: &Task) -> Self {
        let (id, siblings) = (task.id.clone(), siblings(&task.view));
        Self { id, started_at: Some(task.first_seen_at), siblings, made: false }
    }

    /// Reads what the caller gave; a stored view is checked like any input from outside.
    pub(crate) fn read(family: Family, value: &JsValue) -> Result<Self> {
        let value = &parsed(value);
        if let Some(id) = value.as_string() {
            let id = id::normalized(&id).ok_or_else(|| Error::input("id", id::NO_ID))?;
            return Ok(Self { id, started_at: None, siblings: Vec::new(), made: false });
        }
        let wrong = |problem: &str| Error::input("task", problem);
        let id = id_of(value).ok_or_else(|| wrong("must be a task, a stored task, a record or an id"))?;
        if host::text(value, "family").is_some_and(|other| other != family.key()) {
            return Err(wrong("belongs to another family"));
        }
        // Views of older versions have it by another name.
        let started = host::text(value, "firstSeenAt").or_else(|| host::text(value, "startedAt"));
        let started = started.map(|text| host::parse_date(&text));
        let record = host::get(value, "record");
        let record = if record.is_object() { &record } else { value };
        let made = host::get(record, family.result_id()).is_truthy();
        Ok(Self { id, started_at: started.filter(|ms| !ms.is_nan()), siblings: siblings(value), made })
    }
}

/// The ids of the tasks beside one, in its view.
fn siblings(view: &JsValue) -> Vec<String> {
    let mut ids = Vec::new();
    for sibling in host::elements(&host::get(view, "siblings")).unwrap_or_default().iter() {
        if let Some(id) = id_of(&sibling) {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The types must not refuse a comparison with a word that is known here. `succeeded` and `queued` are
    /// left out on purpose: they are states, and no family is known to use them.
    #[test]
    fn every_word_is_in_the_types() {
        let types = include_str!("../js/types.d.ts");
        let union = types.split("export type StatusWord =").nth(1).unwrap().split(';').next().unwrap();
        for word in [FAILURE, SUCCESS, QUEUED, RUNNING, TRAINING].join(" ").split(' ') {
            let is_state = matches!(word, "succeeded" | "queued");
            assert_ne!(union.contains(&format!("\"{word}\"")), is_state, "{word}");
        }
    }

    #[test]
    fn a_failure_word_wins_over_a_url() {
        assert_eq!(state("failed", true, false), TaskState::Failed);
        assert_eq!(state("Fail", false, false), TaskState::Failed);
    }

    #[test]
    fn a_success_word_needs_no_url() {
        assert_eq!(state("completed", true, false), TaskState::Succeeded);
        assert_eq!(state("success", false, false), TaskState::Succeeded);
    }

    #[test]
    fn a_running_word_wins_over_a_url() {
        assert_eq!(state("processing", true, false), TaskState::Running);
        assert_eq!(state("pendding", true, false), TaskState::Queued);
        assert_eq!(state("initialized", false, false), TaskState::Queued);
    }

    #[test]
    fn an_unknown_word_is_decided_by_the_result() {
        assert_eq!(state("polishing", false, false), TaskState::Running);
        assert_eq!(state("polishing", true, false), TaskState::Succeeded);
        assert_eq!(state("", false, false), TaskState::Running);
    }

    #[test]
    fn a_failure_that_the_record_tells_of_counts_without_a_known_word_and_a_result() {
        assert_eq!(state("", false, true), TaskState::Failed);
        assert_eq!(state("polishing", false, true), TaskState::Failed);
        assert_eq!(state("polishing", true, true), TaskState::Succeeded);
        for word in ["processing", "training", "in_progress"] {
            assert_eq!(state(word, false, true), TaskState::Running, "{word}");
        }
        assert_eq!(state("queued", false, true), TaskState::Queued);
        assert_eq!(state("completed", false, true), TaskState::Succeeded);
    }

    #[test]
    fn the_words_of_deployed_clients_end_a_task() {
        for word in ["complete", "done", "finished", "ready", "trained", "Trained"] {
            assert_eq!(state(word, false, false), TaskState::Succeeded, "{word}");
        }
    }

    #[test]
    fn work_goes_on_whatever_preview_there_is() {
        assert_eq!(state("in_progress", true, false), TaskState::Running);
        assert_eq!(state("queued", true, false), TaskState::Queued);
    }
}

//! A task in the one form that all families share: a view of the service's record.

use js_sys::{Array, Date, Object};
use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::family::Family;
use crate::{host, path, text};

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
const SUCCESS: &str = "completed success succeeded";
const QUEUED: &str = "initialized init sent start pending pendding waiting";
const RUNNING: &str = "processing process running copy";
const TRAINING: &str = "training generating";

/// The state that a status word and a result mean together.
///
/// A known word wins over the result: a failed task can carry a URL, and a running one its
/// preview. For a word nobody has documented, the result decides.
pub fn state(status: &str, has_result: bool) -> TaskState {
    if among(status, FAILURE) {
        TaskState::Failed
    } else if among(status, SUCCESS) {
        TaskState::Succeeded
    } else if among(status, QUEUED) {
        TaskState::Queued
    } else if among(status, RUNNING) || among(status, TRAINING) || !has_result {
        TaskState::Running
    } else {
        TaskState::Succeeded
    }
}

fn among(status: &str, words: &str) -> bool {
    text::words(words, " ").any(|word| word.eq_ignore_ascii_case(status))
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
    /// The service's own word for that.
    pub status: String,
    /// 0 to 100, where the family tells.
    pub progress: Option<f64>,
    /// The results.
    pub urls: Vec<String>,
    /// The id of what was made, in families whose result is no file: a voice, an avatar.
    pub result_id: Option<String>,
    /// Code and text of a failure.
    pub failure: Option<(JsValue, String)>,
    /// What it cost, where the record tells.
    pub coins: Option<f64>,
    /// When the service made it (ISO 8601).
    pub created_at: Option<String>,
    /// When this client first knew of it, in milliseconds since 1970.
    pub started_at: f64,
    /// The tasks that the same start made besides this one.
    pub siblings: Vec<Task>,
    /// The service's record as it came.
    pub record: JsValue,
}

impl Task {
    /// Reads a record; `None` if it has no id.
    pub(crate) fn read(family: Family, record: &JsValue, started_at: f64) -> Option<Self> {
        Some(Self::view(family, id_of(record)?, record, started_at))
    }

    /// The view of a record whose id is known.
    pub(crate) fn view(family: Family, id: String, record: &JsValue, started_at: f64) -> Self {
        let text = |key: &str| host::text(record, key);
        let number = |key: &str| {
            let value = host::get(record, key);
            value.as_f64().or_else(|| text::whole(&value.as_string()?))
        };
        let mut urls = Vec::new();
        for key in family.results() {
            add_urls(&mut urls, &host::get(record, key));
        }
        let status = family.status().find_map(text).unwrap_or_default();
        let mut state = state(&status, !urls.is_empty());
        // A voice is its own result: its id is there from the start.
        let result_id = family.result_id();
        let made = text(result_id).filter(|id| !id.is_empty());
        let at_work_again = among(&status, TRAINING) || state == TaskState::Failed;
        if result_id != "_id" && made.is_some() && !at_work_again {
            // Observed for avatars: the id means that the avatar is ready, whatever the word; only a
            // further training has an avatar from the start.
            state = TaskState::Succeeded;
        }
        Self {
            id,
            family: family.key(),
            state,
            status,
            progress: number("process"),
            urls,
            result_id: made.filter(|_| state == TaskState::Succeeded),
            failure: (state == TaskState::Failed).then(|| failure(family, record)),
            coins: number("coins"),
            created_at: text("createdAt"),
            started_at,
            siblings: Vec::new(),
            record: record.clone(),
        }
    }

    /// The same where the id of what was made tells nothing, because it was there before.
    pub(crate) fn by_word(mut self) -> Self {
        let state = state(&self.status, self.has_result());
        if !state.is_terminal() {
            self.state = state;
            self.result_id = None;
        }
        self
    }

    /// Whether it holds what it was started for.
    pub(crate) fn has_result(&self) -> bool {
        !self.urls.is_empty() || self.result_id.is_some()
    }

    /// Whether an observer would see a difference.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        self.state != other.state
            || self.status != other.status
            || self.progress != other.progress
            || self.urls != other.urls
    }

    /// The error that tells of this task's end, or of a wait's.
    pub(crate) fn error(&self, kind: ErrorKind, message: &str) -> Error {
        Error::new(kind, &[self.family, " task ", &self.id, " ", message]).with(|facts| {
            facts.task_id = Some(self.id.clone());
            facts.task = self.to_js();
        })
    }

    /// The view as a plain object of JavaScript, fit for `JSON.stringify`.
    pub(crate) fn to_js(&self) -> JsValue {
        let text = |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
        let number = |number: Option<f64>| number.map_or(JsValue::UNDEFINED, JsValue::from);
        let failure = self.failure.as_ref().map_or(JsValue::UNDEFINED, |(code, message)| {
            host::object(&[("code", code.clone()), ("message", message.into())]).into()
        });
        let siblings = match self.siblings.as_slice() {
            [] => JsValue::UNDEFINED,
            siblings => siblings.iter().map(Self::to_js).collect::<Array>().into(),
        };
        let object: Object = host::object(&[
            ("v", 1.into()),
            ("id", self.id.as_str().into()),
            ("family", self.family.into()),
            ("state", self.state.as_str().into()),
            ("status", self.status.as_str().into()),
            ("progress", number(self.progress)),
            ("urls", self.urls.iter().map(JsValue::from).collect::<Array>().into()),
            ("resultId", text(&self.result_id)),
            ("failure", failure),
            ("coins", number(self.coins)),
            ("createdAt", text(&self.created_at)),
            ("startedAt", Date::new(&self.started_at.into()).to_iso_string().into()),
            ("siblings", siblings),
            ("record", self.record.clone()),
        ]);
        object.into()
    }
}

/// The id of a record. Documented as `_id`; clients have met the others.
pub(crate) fn id_of(record: &JsValue) -> Option<String> {
    ["_id", "id", "task_id"].iter().find_map(|key| host::text(record, key).filter(|id| path::is_id(id)))
}

/// A result field holds one URL or a list of them; before the end it is empty or `null`.
fn add_urls(urls: &mut Vec<String>, value: &JsValue) {
    let elements = host::elements(value).unwrap_or_else(|| Array::of1(value));
    for element in elements.iter() {
        // Two fields of one record may hold the same.
        let new = |url: &String| !url.is_empty() && !urls.contains(url);
        if let Some(url) = element.as_string().filter(new) {
            urls.push(url);
        }
    }
}

/// `error_code` is null, a number or a string, and "0" on a row without an error.
fn failure(family: Family, record: &JsValue) -> (JsValue, String) {
    let means_something = |value: &JsValue| !value.is_falsy() && value.as_string().as_deref() != Some("0");
    let first = |keys: text::Words<'static>| {
        for key in keys {
            let value = host::get(record, key);
            if means_something(&value) {
                return value;
            }
        }
        JsValue::UNDEFINED
    };
    let text = first(family.failure_texts()).as_string();
    (first(family.failure_codes()), text.unwrap_or_else(|| String::from("the service gave no reason")))
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
        let mut siblings = Vec::new();
        for task in &task.siblings {
            siblings.push(task.id.clone());
        }
        Self { id: task.id.clone(), started_at: Some(task.started_at), siblings, made: false }
    }

    /// A task, or what its JSON holds.
    pub(crate) fn parsed(value: &JsValue) -> JsValue {
        let json = value.as_string().filter(|text| text.starts_with('{'));
        json.and_then(|_| host::parse(value)).unwrap_or_else(|| value.clone())
    }

    /// Reads what the caller gave; a stored view is checked like any input from outside.
    pub(crate) fn read(family: Family, name: &str, value: &JsValue) -> Result<Self> {
        let value = &Self::parsed(value);
        let wrong = |field: &str, problem: &str| {
            Err(Error::input(&text::join(&[family.key(), ".", name]), field, problem))
        };
        if let Some(id) = value.as_string() {
            return match path::is_id(&id) {
                true => Ok(Self { id, started_at: None, siblings: Vec::new(), made: false }),
                false => wrong("id", path::NO_ID),
            };
        }
        let Some(id) = id_of(value) else {
            return wrong("task", "must be a task, a stored task, a record or an id");
        };
        if host::text(value, "family").is_some_and(|other| other != family.key()) {
            return wrong("task", "belongs to another family");
        }
        let started = host::text(value, "startedAt").map(|text| host::parse_date(&text));
        let mut siblings = Vec::new();
        for sibling in host::elements(&host::get(value, "siblings")).unwrap_or_default().iter() {
            siblings.extend(id_of(&sibling));
        }
        let record = host::get(value, "record");
        let record = if record.is_object() { &record } else { value };
        let made = host::get(record, family.result_id()).is_truthy();
        Ok(Self { id, started_at: started.filter(|ms| !ms.is_nan()), siblings, made })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_word_wins_over_a_url() {
        assert_eq!(state("failed", true), TaskState::Failed);
        assert_eq!(state("Fail", false), TaskState::Failed);
    }

    #[test]
    fn a_success_word_needs_no_url() {
        assert_eq!(state("completed", true), TaskState::Succeeded);
        assert_eq!(state("success", false), TaskState::Succeeded);
    }

    #[test]
    fn a_running_word_wins_over_a_url() {
        assert_eq!(state("processing", true), TaskState::Running);
        assert_eq!(state("pendding", true), TaskState::Queued);
        assert_eq!(state("initialized", false), TaskState::Queued);
    }

    #[test]
    fn an_unknown_word_is_decided_by_the_result() {
        assert_eq!(state("polishing", false), TaskState::Running);
        assert_eq!(state("polishing", true), TaskState::Succeeded);
        assert_eq!(state("", false), TaskState::Running);
    }
}

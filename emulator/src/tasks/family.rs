//! A family of tasks: one way to start, and the routes beside it to look, list and delete.

use std::collections::HashMap;
use std::sync::Arc;

use hyper::Method;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::media;
use crate::spec::{Operation, Spec, TaskShape};

const FAMILIES: &str = include_str!("../../families.yaml");

/// What `families.yaml` says of a family.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    start: String,
    coins: i64,
    media: Media,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    stamps: bool,
    stages: Vec<Stage>,
    success: Map<String, Value>,
    failure: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Media {
    Image,
    Like(String),
}

/// A word that a task bears for a while on its way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub word: String,
    pub ms: i64,
    pub set: Map<String, Value>,
}

pub struct Family {
    pub start: String,
    pub coins: i64,
    pub fields: Map<String, Value>,
    pub stamps: bool,
    pub stages: Vec<Stage>,
    pub success: Map<String, Value>,
    pub failure: Map<String, Value>,
    pub shape: TaskShape,
    media: Media,
}

impl Family {
    /// The ending that a result's file name gets.
    pub fn result_extension(&self, input: &Map<String, Value>) -> &'static str {
        let image = match &self.media {
            Media::Image => true,
            Media::Like(field) => input.get(field).and_then(Value::as_str).is_some_and(media::is_image),
        };
        if image { "jpg" } else { "webm" }
    }
}

/// What a route does with the tasks of its family.
#[derive(Clone, Copy, PartialEq)]
pub enum Verb {
    Start,
    Look,
    Batch,
    List,
    /// Every unfinished task of the caller.
    Unfinished,
    Delete,
}

/// Which operation does what to which family.
pub struct Families(HashMap<String, (Arc<Family>, Verb)>);

impl Families {
    pub fn load(spec: &Spec) -> Result<Self, String> {
        // By way of a JSON value, because YAML's own notation for `{ like: field }` is `!like
        // field`.
        let entries: Value = serde_yaml_ng::from_str(FAMILIES).map_err(|error| error.to_string())?;
        let entries: Vec<Entry> = serde_json::from_value(entries).map_err(|error| error.to_string())?;
        let mut verbs = HashMap::new();
        for entry in entries {
            let start =
                spec.by_id(&entry.start).ok_or_else(|| format!("there is no operation {}", entry.start))?;
            let family = Arc::new(family(entry, start)?);
            for (operation, verb) in spec.operations.iter().filter_map(|it| Some((it, verb(it, start)?))) {
                verbs.insert(operation.id.clone(), (Arc::clone(&family), verb));
            }
        }
        Ok(Self(verbs))
    }

    pub fn of(&self, operation: &str) -> Option<(Arc<Family>, Verb)> {
        self.0.get(operation).cloned()
    }
}

fn family(entry: Entry, start: &Operation) -> Result<Family, String> {
    let shape = start.task.clone().ok_or_else(|| format!("{} has no x-task", start.id))?;
    Ok(Family {
        start: entry.start,
        coins: entry.coins,
        fields: entry.fields,
        stamps: entry.stamps,
        stages: entry.stages,
        success: entry.success,
        failure: entry.failure,
        media: entry.media,
        shape,
    })
}

/// The verb of an operation, if it lies beside `start`; the spellings are those of all families in
/// the description.
fn verb(operation: &Operation, start: &Operation) -> Option<Verb> {
    if operation.id == start.id {
        return Some(Verb::Start);
    }
    let (base, _) = start.template.as_str().rsplit_once('/')?;
    let rest = operation.template.as_str().strip_prefix(base)?.strip_prefix('/')?;
    match (&operation.method, rest) {
        (&Method::GET, "{_id}" | "{id}" | "detail/{id}") => Some(Verb::Look),
        (&Method::GET, "status") if operation.rules.has_query("_id") => Some(Verb::Look),
        (&Method::GET, "status" | "allProcessing") => Some(Verb::Unfinished),
        (&Method::GET, "allRecords" | "records" | "list") => Some(Verb::List),
        (&Method::POST, "batchDetail") => Some(Verb::Batch),
        (&Method::DELETE, "{_id}" | "{id}" | "delete/{id}") => Some(Verb::Delete),
        _ => None,
    }
}

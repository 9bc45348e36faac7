//! One task on its way through the stages of its family.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::family::Family;
use crate::clock::{Millis, iso};
use crate::ids;
use crate::merge::merge;

pub struct Task {
    pub id: String,
    pub family: Arc<Family>,
    record: Value,
    /// How many stages lie behind it.
    stage: usize,
    /// When the present stage ends; a task that has ended, or follows a script, waits for nothing.
    next: Option<Millis>,
    fails: bool,
    result: String,
    script: Option<Script>,
}

/// What a test wants the looks at a task to show, one after the other; the last one stays.
struct Script {
    looks: Vec<Value>,
    taken: usize,
}

/// Who starts a task, from where and when.
pub struct Origin<'a> {
    pub user: &'a str,
    pub host: &'a str,
    pub now: Millis,
}

impl Task {
    pub fn start(
        family: Arc<Family>,
        input: &Map<String, Value>,
        origin: &Origin,
        script: Option<Vec<Value>>,
    ) -> Self {
        let id = ids::object_id(origin.now);
        let extension = family.result_extension(input);
        let mut task = Self {
            record: fresh_record(&id, &family, input, origin),
            result: format!("http://{}/__cdn/results/{id}.{extension}", origin.host),
            fails: is_doomed(input),
            script: script.map(|looks| Script { looks, taken: 0 }),
            stage: 0,
            next: Some(origin.now),
            id,
            family,
        };
        task.advance(origin.now);
        if task.script.is_some() {
            task.next = None;
        }
        task
    }

    /// Moves on to where the task stands at `now`, and says how many coins that gives back.
    pub fn advance(&mut self, now: Millis) -> i64 {
        let mut refund = 0;
        while let Some(at) = self.next.filter(|at| *at <= now) {
            refund += self.enter_next(at);
        }
        refund
    }

    fn enter_next(&mut self, at: Millis) -> i64 {
        let family = Arc::clone(&self.family);
        if let Some(stage) = family.stages.get(self.stage) {
            self.stage += 1;
            self.next = Some(at.saturating_add(stage.ms));
            self.set_stage(&stage.word, &stage.set, at);
            return 0;
        }
        self.next = None;
        let shape = &family.shape;
        if self.fails {
            self.set_stage(shape.failure.first().map_or("failed", String::as_str), &family.failure, at);
            self.set("hasRefundCoin", true.into());
            return family.coins;
        }
        self.set_stage(shape.success.first().map_or("completed", String::as_str), &family.success, at);
        for field in &shape.result_fields {
            self.set(field, self.result.clone().into());
        }
        0
    }

    fn set_stage(&mut self, word: &str, members: &Map<String, Value>, at: Millis) {
        let family = Arc::clone(&self.family);
        self.set(&family.shape.status_field, word.into());
        self.set("updatedAt", iso(at).into());
        // No published record has the time of a failure.
        if family.stamps && !family.shape.failure.iter().any(|failure| failure == word) {
            self.set(&format!("{word}_time"), iso(at).into());
        }
        for (key, value) in members {
            self.set(key, value.clone());
        }
    }

    fn set(&mut self, key: &str, value: Value) {
        if let Value::Object(record) = &mut self.record {
            record.insert(key.into(), value);
        }
    }

    /// The record as a look at this one task shows it, which turns a script's page.
    pub fn look(&mut self) -> Value {
        if let Some(script) = &mut self.script {
            script.taken = (script.taken + 1).min(script.looks.len());
        }
        self.peek()
    }

    /// The record as a list shows it: the page that a script is at, without turning it.
    pub fn peek(&self) -> Value {
        let mut record = self.record.clone();
        let page = self.script.as_ref().and_then(|script| script.looks.get(script.taken.checked_sub(1)?));
        if let Some(page) = page {
            merge(&mut record, page);
        }
        record
    }

    /// Whether work on it has not begun, so that deleting it gives its coins back.
    pub fn is_queued(&self) -> bool {
        self.stage <= 1 && !self.has_ended()
    }

    /// Whether it shows one of the final words of its family.
    pub fn has_ended(&self) -> bool {
        let shape = &self.family.shape;
        let record = self.peek();
        let word = record.get(&shape.status_field).and_then(Value::as_str).unwrap_or_default();
        shape.success.iter().chain(&shape.failure).any(|end| end == word)
    }
}

fn fresh_record(id: &str, family: &Family, input: &Map<String, Value>, origin: &Origin) -> Value {
    let mut record = Map::new();
    record.insert("_id".into(), id.into());
    record.insert("user_id".into(), origin.user.into());
    let echoed = input.iter().filter(|(key, _)| !key.starts_with("webhook_"));
    record.extend(echoed.map(|(key, value)| (key.clone(), value.clone())));
    record.extend(family.fields.clone());
    record.insert(family.shape.status_field.clone(), "".into());
    record.extend(family.shape.result_fields.iter().map(|field| (field.clone(), "".into())));
    record.insert("coins".into(), family.coins.into());
    record.insert("createdAt".into(), iso(origin.now).into());
    Value::Object(record)
}

/// A task fails when its name, or the path of one of its input URLs, has a part that begins with
/// `fail`, or a file name that contains it: a test chooses the outcome by choosing its input.
fn is_doomed(input: &Map<String, Value>) -> bool {
    input.iter().any(|(key, value)| {
        let text = value.as_str().unwrap_or_default().to_ascii_lowercase();
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        match key.as_str() {
            "name" => text.starts_with("fail"),
            _ => path.starts_with("http") && (path.contains("/fail") || file.contains("fail")),
        }
    })
}

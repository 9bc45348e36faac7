//! One task on its way through the stages of its family.

mod hooked;
mod shown;

use std::sync::Arc;

use serde_json::{Map, Value};

use super::family::Family;
use super::plan::{Progress, Stage};
use super::record::{Kind, Origin, fresh, is_doomed};
use crate::clock::{Millis, iso};
use crate::files::media::result_url;
use crate::ids;
use crate::webhook::Hook;

pub struct Task {
    pub id: String,
    pub family: Arc<Family>,
    /// What it cost, and gives back when it fails.
    pub coins: i64,
    record: Value,
    /// How many stages lie behind it.
    stage: usize,
    /// When the present stage ends; a task that has ended, or follows a script, waits for nothing.
    next: Option<Millis>,
    began: Millis,
    ended: Option<Millis>,
    /// Whether it is being trained once more.
    again: bool,
    fails: bool,
    host: String,
    extension: &'static str,
    script: Option<Script>,
    /// Whom it tells of its end, until it has.
    pub hook: Option<Hook>,
}

/// What a test wants the looks at a task to show, one after the other; the last one stays.
struct Script {
    looks: Vec<Value>,
    taken: usize,
}

impl Task {
    pub fn start(
        family: Arc<Family>,
        input: &Map<String, Value>,
        origin: &Origin,
        script: Option<Vec<Value>>,
        hook: Option<Hook>,
    ) -> Self {
        let id = ids::object_id(origin.now);
        let coins = family.plan.price(input);
        let mut task = Self {
            record: fresh(&id, &family, input, coins, origin),
            fails: is_doomed(input),
            host: origin.host.into(),
            extension: family.plan.result_extension(input),
            script: script.map(|looks| Script { looks, taken: 0 }),
            hook,
            again: false,
            coins,
            stage: 0,
            began: origin.now,
            next: None,
            ended: None,
            id,
            family,
        };
        task.begin(origin.now);
        if task.script.is_some() {
            task.next = None;
        }
        task
    }

    pub fn is_of(&self, family: &Family) -> bool {
        self.family.plan.start == family.plan.start
    }

    fn begin(&mut self, now: Millis) {
        (self.stage, self.began, self.next, self.ended) = (0, now, Some(now), None);
        self.advance(now);
    }

    /// Goes its way anew after a failure, to a good end this time.
    pub fn retry(&mut self, now: Millis) {
        (self.fails, self.script) = (false, None);
        for (key, value) in &self.family.plan.failure {
            let before = self.family.plan.fields.get(key).cloned();
            let none = if value.is_string() { "".into() } else { Value::Null };
            set(&mut self.record, key, before.unwrap_or(none));
        }
        set(&mut self.record, "hasRefundCoin", false.into());
        self.begin(now);
    }

    /// Is trained once more, and keeps what it has.
    pub fn train_again(&mut self, now: Millis) {
        (self.again, self.script) = (true, None);
        self.begin(now);
    }

    pub fn rename(&mut self, name: Value, now: Millis) {
        set(&mut self.record, "name", name);
        set(&mut self.record, "updatedAt", iso(now).into());
    }

    /// Moves on to where the task stands at `now`, and says how many coins that gives back.
    pub fn advance(&mut self, now: Millis) -> i64 {
        let is_scripted = self.script.is_some() && self.next.is_none();
        let mut refund = 0;
        while let Some(at) = self.next.filter(|at| *at <= now) {
            refund += self.enter_next(at);
        }
        if let (Some(progress), false) = (&self.family.clone().plan.progress, is_scripted) {
            self.show_progress(progress, now);
        }
        refund
    }

    fn enter_next(&mut self, at: Millis) -> i64 {
        let family = Arc::clone(&self.family);
        if let Some(stage) = stages(&family, self.again).get(self.stage) {
            self.stage += 1;
            self.next = Some(at.saturating_add(stage.ms));
            self.enter(&stage.word, &stage.set, at);
            return 0;
        }
        (self.next, self.ended) = (None, Some(at));
        let shape = &family.shape;
        if self.fails {
            self.enter(shape.failure.first().map_or("failed", String::as_str), &family.plan.failure, at);
            set(&mut self.record, "hasRefundCoin", true.into());
            return self.coins;
        }
        self.enter(shape.success.first().map_or("completed", String::as_str), &family.plan.success, at);
        for field in shape.result_fields.iter().chain(&family.plan.also) {
            self.fill(field, at);
        }
        0
    }

    fn enter(&mut self, word: &str, members: &Map<String, Value>, at: Millis) {
        let family = &self.family;
        let record = &mut self.record;
        set(record, &family.shape.status_field, word.into());
        set(record, "updatedAt", iso(at).into());
        // No published record has the time of a failure.
        if family.plan.stamps && !family.shape.failure.iter().any(|failure| failure == word) {
            set(record, &format!("{word}_time"), iso(at).into());
        }
        for (key, value) in members {
            set(record, key, value.clone());
        }
    }

    /// Puts what was made into a result field.
    fn fill(&mut self, field: &str, at: Millis) {
        let result = match Kind::of(field) {
            Kind::Url => self.file("").into(),
            Kind::Urls => (1..=self.files()).map(|n| self.file(&format!("-{n}"))).collect(),
            Kind::NewId if self.record.get(field).is_some_and(Value::is_null) => ids::object_id(at).into(),
            Kind::NewId | Kind::OwnId => return,
        };
        set(&mut self.record, field, result);
    }

    fn files(&self) -> u64 {
        let asked = self.family.plan.files.as_ref().and_then(|field| self.record.get(field)?.as_u64());
        asked.unwrap_or(1)
    }

    /// The URL of a file that it made.
    pub fn file(&self, suffix: &str) -> String {
        result_url(&self.host, &format!("{}{suffix}.{}", self.id, self.extension))
    }

    fn show_progress(&mut self, progress: &Progress, now: Millis) {
        let until = self.ended.unwrap_or(now);
        let passed = until.saturating_sub(self.began);
        let total: i64 = stages(&self.family, self.again).iter().map(|stage| stage.ms).sum();
        // The first stage is the queue, and a failure leaves the percentage where it was.
        let percent = match (self.stage, self.ended) {
            (..=1, None) => Some(0),
            (_, None) => Some((passed.saturating_mul(100) / total.max(1)).clamp(0, 99)),
            (_, Some(_)) if self.fails => None,
            (_, Some(_)) => Some(100),
        };
        let record = &mut self.record;
        if let Some(percent) = percent {
            set(record, &progress.percent, percent.into());
        }
        set(record, &progress.seconds, (passed / 1000).into());
        set(record, &progress.now, iso(now).into());
    }
}

fn stages(family: &Family, again: bool) -> &[Stage] {
    match &family.plan.again {
        Some(training) if again => &training.stages,
        _ => &family.plan.stages,
    }
}

fn set(record: &mut Value, key: &str, value: Value) {
    if let Value::Object(record) = record {
        record.insert(key.into(), value);
    }
}

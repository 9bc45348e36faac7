//! One task, and its way through the stages of its family.

mod end_event;
mod view;

use std::sync::Arc;

use serde_json::{Map, Value};

use super::config::{Progress, Stage};
use super::family::Family;
use super::record::{Origin, ResultField, new_record, will_fail};
use crate::clock::{Millis, iso};
use crate::files::built_in::result_url;
use crate::ids;
use crate::webhook::WebhookTarget;

pub struct Task {
    pub id: String,
    pub family: Arc<Family>,
    /// Its price, which is refunded if it fails.
    pub coins: i64,
    record: Value,
    /// The number of stages that have begun.
    stage: usize,
    /// The end of the present stage. `None` for a task that has ended or has a script.
    next_stage_at: Option<Millis>,
    began_at: Millis,
    ended_at: Option<Millis>,
    /// Whether it is in further training.
    retraining: bool,
    will_fail: bool,
    host: String,
    extension: &'static str,
    script: Option<Script>,
    /// The receiver of its webhook, until it is called.
    pub webhook: Option<WebhookTarget>,
}

/// What the polls of a task show, one after another. The last one stays.
struct Script {
    polls: Vec<Value>,
    done: usize,
}

impl Task {
    pub fn start(
        family: Arc<Family>,
        input: &Map<String, Value>,
        origin: &Origin,
        script: Option<Vec<Value>>,
        webhook: Option<WebhookTarget>,
    ) -> Self {
        let id = ids::object_id(origin.now);
        let coins = family.config.price_of_one(input);
        let mut task = Self {
            record: new_record(&id, &family, input, coins, origin),
            will_fail: will_fail(input),
            host: origin.host.into(),
            extension: family.config.result_extension(input),
            script: script.map(|polls| Script { polls, done: 0 }),
            webhook,
            retraining: false,
            coins,
            stage: 0,
            began_at: origin.now,
            next_stage_at: None,
            ended_at: None,
            id,
            family,
        };
        task.begin_stages(origin.now);
        if task.script.is_some() {
            task.next_stage_at = None;
        }
        task
    }

    pub fn is_of(&self, family: &Family) -> bool {
        self.family.config.start == family.config.start
    }

    fn begin_stages(&mut self, now: Millis) {
        (self.stage, self.began_at, self.next_stage_at, self.ended_at) = (0, now, Some(now), None);
        self.advance(now);
    }

    /// Starts a failed task again; it succeeds this time.
    pub fn retry(&mut self, now: Millis) {
        (self.will_fail, self.script) = (false, None);
        for (key, value) in &self.family.config.failure {
            let before = self.family.config.initial_fields.get(key).cloned();
            let none = if value.is_string() { "".into() } else { Value::Null };
            set(&mut self.record, key, before.unwrap_or(none));
        }
        set(&mut self.record, "hasRefundCoin", false.into());
        self.begin_stages(now);
    }

    /// Starts further training. The task keeps its results.
    pub fn continue_training(&mut self, now: Millis) {
        (self.retraining, self.script) = (true, None);
        self.begin_stages(now);
    }

    pub fn rename(&mut self, name: Value, now: Millis) {
        set(&mut self.record, "name", name);
        set(&mut self.record, "updatedAt", iso(now).into());
    }

    /// Moves the task on to `now`, and returns the coins to refund.
    pub fn advance(&mut self, now: Millis) -> i64 {
        let is_scripted = self.script.is_some() && self.next_stage_at.is_none();
        let mut refund = 0;
        while let Some(at) = self.next_stage_at.filter(|at| *at <= now) {
            refund += self.enter_next_stage(at);
        }
        if let (Some(progress), false) = (&self.family.clone().config.progress, is_scripted) {
            self.show_progress(progress, now);
        }
        refund
    }

    fn enter_next_stage(&mut self, at: Millis) -> i64 {
        let family = Arc::clone(&self.family);
        if let Some(stage) = stages(&family, self.retraining).get(self.stage) {
            self.stage += 1;
            self.next_stage_at = Some(at.saturating_add(stage.ms));
            self.set_stage(&stage.status, &stage.set, at);
            return 0;
        }
        (self.next_stage_at, self.ended_at) = (None, Some(at));
        let shape = &family.shape;
        if self.will_fail {
            self.set_stage(
                shape.failure.first().map_or("failed", String::as_str),
                &family.config.failure,
                at,
            );
            set(&mut self.record, "hasRefundCoin", true.into());
            return self.coins;
        }
        self.set_stage(shape.success.first().map_or("completed", String::as_str), &family.config.success, at);
        for field in shape.result_fields.iter().chain(&family.config.extra_result_fields) {
            self.set_result(field, at);
        }
        0
    }

    fn set_stage(&mut self, status: &str, members: &Map<String, Value>, at: Millis) {
        let family = &self.family;
        let record = &mut self.record;
        set(record, &family.shape.status_field, status.into());
        set(record, "updatedAt", iso(at).into());
        // No published record has the time of a failure.
        if family.config.stage_timestamps && !family.shape.failure.iter().any(|failure| failure == status) {
            set(record, &format!("{status}_time"), iso(at).into());
        }
        for (key, value) in members {
            set(record, key, value.clone());
        }
    }

    /// Sets a result field.
    fn set_result(&mut self, field: &str, at: Millis) {
        let result = match ResultField::of(field) {
            ResultField::Url => self.file_url("").into(),
            ResultField::Urls => (1..=self.file_count()).map(|n| self.file_url(&format!("-{n}"))).collect(),
            ResultField::NewId if self.record.get(field).is_some_and(Value::is_null) => {
                ids::object_id(at).into()
            }
            ResultField::NewId | ResultField::OwnId => return,
        };
        set(&mut self.record, field, result);
    }

    fn file_count(&self) -> u64 {
        let count =
            self.family.config.file_count_field.as_ref().and_then(|field| self.record.get(field)?.as_u64());
        count.unwrap_or(1)
    }

    /// The URL of a file that the task made.
    pub fn file_url(&self, suffix: &str) -> String {
        result_url(&self.host, &format!("{}{suffix}.{}", self.id, self.extension))
    }

    fn show_progress(&mut self, progress: &Progress, now: Millis) {
        let until = self.ended_at.unwrap_or(now);
        let passed = until.saturating_sub(self.began_at);
        let total: i64 = stages(&self.family, self.retraining).iter().map(|stage| stage.ms).sum();
        // The first stage is the queue. A failure leaves the percentage as it was.
        let percent = match (self.stage, self.ended_at) {
            (..=1, None) => Some(0),
            (_, None) => Some((passed.saturating_mul(100) / total.max(1)).clamp(0, 99)),
            (_, Some(_)) if self.will_fail => None,
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

fn stages(family: &Family, retraining: bool) -> &[Stage] {
    match &family.config.retraining {
        Some(training) if retraining => &training.stages,
        _ => &family.config.stages,
    }
}

fn set(record: &mut Value, key: &str, value: Value) {
    if let Value::Object(record) = record {
        record.insert(key.into(), value);
    }
}

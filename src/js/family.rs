//! The five verbs of a task family, and waiting: one exported class for all families.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::options;
use super::stream::{Source, Stream};
use super::work::{Job, work};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::family::Family;
use crate::host;
use crate::pages::Pages;
use crate::task::{Target, Task};
use crate::text;
use crate::verbs::Verb;
use crate::watch::Watch;

/// A handle on one family; its TypeScript type names the family's start and record.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone)]
pub struct TaskFamily {
    client: Client,
    family: &'static Family,
}

impl TaskFamily {
    pub(super) fn new(client: &Client, family: &'static Family) -> Self {
        Self { client: client.clone(), family }
    }

    fn perform(&self, verb: Verb, given: JsValue, options: JsValue) -> Promise {
        work(&self.client, Job::Verb(self.family, verb, given), options)
    }
}

#[wasm_bindgen]
impl TaskFamily {
    /// Starts a task.
    pub fn start(&self, params: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Start, params, options)
    }

    /// One record.
    pub fn get(&self, id: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Get, id, options)
    }

    /// One page of records.
    pub fn list(&self, query: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::List, query, options)
    }

    /// Every record, page after page.
    #[wasm_bindgen(js_name = listAll)]
    pub fn list_all(&self, query: JsValue, options: JsValue) -> Result<Stream, JsValue> {
        let call = options::call(self.family.key, &options)?;
        let pages = Pages::new(self.client.clone(), self.family, &query, call)?;
        Ok(Stream::new(Source::Pages(Box::new(pages))))
    }

    /// Records by id.
    pub fn batch(&self, ids: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Batch, ids, options)
    }

    /// Deletes a record.
    pub fn delete(&self, id: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Delete, id, options)
    }

    /// Gives a record another name.
    pub fn rename(&self, id: JsValue, name: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Rename(name), id, options)
    }

    /// Waits for the end of a task.
    pub fn wait(&self, task: JsValue, options: JsValue) -> Promise {
        work(&self.client, Job::Wait(self.family, task), options)
    }

    /// Every change of a task.
    pub fn watch(&self, task: JsValue, options: JsValue) -> Result<Stream, JsValue> {
        let (wait, tell) = options::wait(self.family.key, &options)?;
        if tell.is_some() {
            return Err(Error::option(
                self.family.key,
                "onProgress",
                "is for `wait`; `watch` gives the changes itself",
            )
            .into());
        }
        let target = Target::read(self.family, "watch", &task)?;
        let watch = Watch::new(self.client.clone(), self.family, target, None, wait)?;
        Ok(Stream::new(Source::Watch(Box::new(watch))))
    }

    /// Starts a task and waits for its end.
    pub fn run(&self, params: JsValue, options: JsValue) -> Promise {
        work(&self.client, Job::Run(self.family, params), options)
    }

    /// The view of a record.
    pub fn task(&self, record: JsValue) -> Result<JsValue, JsValue> {
        match Task::read(self.family, &record, host::now()) {
            Some(task) => Ok(task.to_js()),
            None => Err(Error::input(
                &text::join(&[self.family.key, ".task"]),
                "record",
                "must be a record with an id",
            )
            .into()),
        }
    }
}

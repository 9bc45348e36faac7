//! The five verbs of a task family, and waiting: one exported class for all families.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::options;
use super::promise::promise;
use super::stream::{Source, Stream};
use crate::client::Client;
use crate::error::{Error, Result};
use crate::family::Family;
use crate::hooks::quietly;
use crate::host;
use crate::operation::Operation;
use crate::page::Page;
use crate::pages::Pages;
use crate::task::{Target, Task, TaskState};
use crate::text;
use crate::watch::{self, Watch};

/// A handle on one family; its TypeScript type names the family's start and record.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone)]
pub struct TaskFamily {
    pub(super) client: Client,
    family: &'static Family,
}

/// What a promise is to do. One state machine for all verbs: each one of its own would cost a
/// kilobyte.
enum Verb {
    Start,
    Get,
    List,
    Batch,
    Delete,
    Wait,
    Run,
}

impl TaskFamily {
    pub(super) fn new(client: &Client, family: &'static Family) -> Self {
        Self { client: client.clone(), family }
    }

    fn perform(&self, verb: Verb, given: JsValue, options: JsValue) -> Promise {
        let Self { client, family } = self.clone();
        promise(Box::pin(perform(client, family, verb, given, options)))
    }
}

async fn perform(
    client: Client,
    family: &'static Family,
    verb: Verb,
    given: JsValue,
    options: JsValue,
) -> Result<JsValue> {
    let (wait, tell) = match verb {
        Verb::Wait | Verb::Run => options::wait(family.key, &options)?,
        _ => (watch::WaitOptions { call: options::call(family.key, &options)?, ..Default::default() }, None),
    };
    let call = &wait.call;
    let (target, started) = match verb {
        Verb::Start => return Ok(client.start(family, &given, call).await?.to_js()),
        Verb::Get => return client.get(family, &given, call).await,
        Verb::List => return Ok(page(client.list(family, &given, call).await?)),
        Verb::Batch => return client.batch(family, &given, call).await,
        Verb::Delete => return client.delete(family, &given, call).await,
        Verb::Wait => (Target::read(family, "wait", &given)?, None),
        Verb::Run => {
            let task = client.start(family, &given, call).await?;
            (Target::of(&task), Some(task))
        }
    };
    let tell = move |task: &Task| {
        if let Some(tell) = &tell {
            quietly(tell.call1(&JsValue::UNDEFINED, &task.to_js()));
        }
    };
    if let Some(task) = &started {
        tell(task);
        let complete = task.state == TaskState::Succeeded && !task.urls.is_empty();
        if complete && task.siblings.is_empty() {
            return Ok(task.to_js());
        }
    }
    let watch = Watch::new(client, family, target, started, wait)?;
    Ok(watch::wait(watch, tell).await?.to_js())
}

fn page(page: Page<JsValue>) -> JsValue {
    let items: Array = page.items.iter().collect();
    let object = host::object(&[
        ("items", items.into()),
        ("total", page.total.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("page", page.page.into()),
        ("pageSize", page.page_size.into()),
        ("hasMore", page.has_more.into()),
    ]);
    object.into()
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

    /// Waits for the end of a task.
    pub fn wait(&self, task: JsValue, options: JsValue) -> Promise {
        self.perform(Verb::Wait, task, options)
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
        self.perform(Verb::Run, params, options)
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

/// A single operation as a promise of its `data`.
pub(super) fn request(
    client: &Client,
    operation: &'static Operation,
    id: JsValue,
    params: JsValue,
    options: JsValue,
) -> Promise {
    let client = client.clone();
    promise(Box::pin(async move {
        let call = options::call(&operation.name(), &options)?;
        Ok(client.request(operation, &id, &params, &call).await?.data)
    }))
}

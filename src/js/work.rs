//! What a promise is to do: one state machine for every method, because each one of its own would
//! cost a kilobyte.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;

use super::options::{self, CALL, Reader};
use super::promise::promise;
use crate::attempt::Call;
use crate::client::Client;
use crate::door::{self, CallParts};
use crate::envelope::Reply;
use crate::error::Result;
use crate::family::Family;
use crate::hooks::quietly;
use crate::host;
use crate::operation::Operation;
use crate::page::Page;
use crate::task::{Target, Task, TaskState};
use crate::upload::{Stored, Upload, Uploading};
use crate::verbs::{Asked, Verb};
use crate::watch::{self, WaitOptions, Watch};

/// A method that was called, with what it was given.
pub(super) enum Job {
    /// A single operation, its id and its parameters.
    Operation(&'static Operation, JsValue, JsValue),
    Verb(&'static Family, Verb, JsValue),
    Wait(&'static Family, JsValue),
    Run(&'static Family, JsValue),
    /// Method and path.
    Call(JsValue, JsValue),
    Upload(JsValue),
}

/// What comes next in a job.
enum Step {
    Send(Call, Box<Then>),
    Watch(Box<Watch>, Option<Function>),
    Done(JsValue),
}

/// What is made of an answer.
enum Then {
    Data(&'static Operation),
    Verb(Asked, Verb),
    /// The task is waited for.
    Run(&'static Family, Asked, WaitOptions, Option<Function>),
    Raw,
    Put(Uploading),
    Stored(Stored),
}

/// Does a job.
pub(super) fn work(client: &Client, job: Job, options: JsValue) -> Promise {
    let client = client.clone();
    promise(Box::pin(async move {
        let mut step = job.begin(&client, &options)?;
        loop {
            step = match step {
                Step::Send(call, then) => then.take(&client, client.execute(call).await?)?,
                Step::Watch(watch, tell) => {
                    let done = watch::wait(*watch, |task| show(tell.as_ref(), task)).await?;
                    Step::Done(done.to_js())
                }
                Step::Done(value) => return Ok(value),
            }
        }
    }))
}

impl Job {
    /// Checks everything that was given and makes the first step.
    fn begin(self, client: &Client, options: &JsValue) -> Result<Step> {
        Ok(match self {
            Self::Operation(operation, id, params) => {
                let options = options::call(&operation.name(), options)?;
                Step::Send(client.prepare(operation, &id, &params, options)?, Box::new(Then::Data(operation)))
            }
            Self::Verb(family, verb, given) => {
                let options = options::call(family.key, options)?;
                let (call, asked) = client.ask(family, &verb, &given, options)?;
                Step::Send(call, Box::new(Then::Verb(asked, verb)))
            }
            Self::Wait(family, task) => {
                let (wait, tell) = options::wait(family.key, options)?;
                let target = Target::read(family, "wait", &task)?;
                Step::Watch(Box::new(Watch::new(client.clone(), family, target, None, wait)?), tell)
            }
            Self::Run(family, params) => {
                let (wait, tell) = options::wait(family.key, options)?;
                let (call, asked) = client.ask(family, &Verb::Start, &params, wait.call.clone())?;
                Step::Send(call, Box::new(Then::Run(family, asked, wait, tell)))
            }
            Self::Call(method, path) => {
                let options = Reader::new("call", options, &["query body raw ", CALL])?;
                let raw = options.flag("raw")?;
                let parts = CallParts { query: options.value("query"), body: options.value("body"), raw };
                let text = |value: JsValue| value.as_string().unwrap_or_default();
                Step::Send(parts.prepare(&text(method), &text(path), options.call()?)?, Box::new(Then::Raw))
            }
            Self::Upload(data) => {
                let known = &["name contentType maxBytes onProgress ", CALL];
                let options = Reader::new("storage.upload", options, known)?;
                let wanted = Upload {
                    data,
                    name: options.text("name")?,
                    content_type: options.text("contentType")?,
                    max_bytes: options.positive("maxBytes")?,
                    on_progress: options.function("onProgress")?,
                };
                let (call, upload) = Uploading::begin(client, wanted, &options.call()?)?;
                Step::Send(call, Box::new(Then::Put(upload)))
            }
        })
    }
}

impl Then {
    fn take(self, client: &Client, reply: Reply) -> Result<Step> {
        Ok(Step::Done(match self {
            Self::Data(operation) => door::data(operation, reply),
            Self::Verb(asked, verb) => match verb {
                Verb::Start => asked.task(reply)?.to_js(),
                Verb::Get => asked.record(reply)?,
                Verb::List => page(asked.page(reply)?),
                Verb::Batch => asked.records(reply)?.into(),
                Verb::Delete | Verb::Rename(_) => reply.data,
            },
            Self::Run(family, asked, wait, tell) => {
                let task = asked.task(reply)?;
                show(tell.as_ref(), &task);
                let complete = task.state == TaskState::Succeeded && task.has_result();
                if !complete || !task.siblings.is_empty() {
                    let watch = Watch::new(client.clone(), family, Target::of(&task), Some(task), wait)?;
                    return Ok(Step::Watch(Box::new(watch), tell));
                }
                task.to_js()
            }
            Self::Raw => reply.data,
            Self::Put(upload) => {
                let (call, stored) = upload.put(reply)?;
                return Ok(Step::Send(call, Box::new(Self::Stored(stored))));
            }
            Self::Stored(stored) => stored.finish(),
        }))
    }
}

fn show(tell: Option<&Function>, task: &Task) {
    if let Some(tell) = tell {
        quietly(tell.call1(&JsValue::UNDEFINED, &task.to_js()));
    }
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

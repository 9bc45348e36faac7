//! What a method of JavaScript does: one machine for all, driven by `resources.js`.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::options::{self, CALL, Reader};
use crate::attempt::Call;
use crate::client::Client;
use crate::command::Next;
use crate::door::{self, CallParts};
use crate::envelope::Reply;
use crate::error::{Error, Result};
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::operation::Operation;
use crate::page::Page;
use crate::pages::Pages;
use crate::task::{Target, Task, TaskState};
use crate::upload::{Upload, Uploading};
use crate::verbs::{self, Verb};
use crate::watch::{Wait, WaitOptions, Watch};

/// A method that was called, with what it was given.
pub(super) enum Asked {
    /// A single operation, its id and its parameters.
    Operation(Operation, JsValue, JsValue),
    Verb(Family, Verb, JsValue),
    Wait(Family, JsValue),
    Run(Family, JsValue),
    Watch(Family, JsValue),
    Pages(Family, JsValue),
    /// Method and path.
    Call(JsValue, JsValue),
    Upload(JsValue),
}

/// A method at work.
#[wasm_bindgen(skip_typescript)]
pub struct Job {
    client: Client,
    signal: JsValue,
    /// Told of every change of a wait.
    tell: Option<Function>,
    state: State,
}

enum State {
    Exchange(Box<Exchange>, Then),
    Wait(Box<Wait>),
    Watch(Box<Watch>),
    Pages(Box<Pages>),
    Ended,
}

/// What is made of an answer.
enum Then {
    Data(Operation),
    Verb(verbs::Asked, Verb),
    /// The task is waited for.
    Run(Family, verbs::Asked, Box<WaitOptions>),
    Raw,
    Put(Box<Uploading>),
    /// What was uploaded.
    Stored(JsValue),
}

impl Job {
    /// Checks everything that was given.
    pub(super) fn new(client: &Client, asked: Asked, options: &JsValue) -> Result<Self> {
        let mut tell = None;
        let send = |call: Call, then| (call.options.signal.clone(), Self::send(client, call, then));
        let (signal, state) = match asked {
            Asked::Operation(operation, id, params) => {
                let options = options::call(&operation.name(), options)?;
                send(client.prepare(&operation, &id, &params, options)?, Then::Data(operation))
            }
            Asked::Verb(family, verb, given) => {
                let options = options::call(family.key(), options)?;
                let (call, asked) = client.ask(family, &verb, &given, options)?;
                send(call, Then::Verb(asked, verb))
            }
            Asked::Run(family, params) => {
                let (wait, told) = options::wait(family.key(), options)?;
                tell = told;
                let (call, asked) = client.ask(family, &Verb::Start, &params, wait.call.clone())?;
                send(call, Then::Run(family, asked, Box::new(wait)))
            }
            Asked::Wait(family, task) => {
                let (wait, told) = options::wait(family.key(), options)?;
                tell = told;
                let target = Target::read(family, "wait", &task)?;
                let signal = wait.call.signal.clone();
                (signal, Self::wait(Watch::new(client.clone(), family, target, None, wait)?))
            }
            Asked::Watch(family, task) => {
                let (wait, told) = options::wait(family.key(), options)?;
                if told.is_some() {
                    let problem = "is for `wait`; `watch` gives the changes itself";
                    return Err(Error::option(family.key(), "onProgress", problem));
                }
                let target = Target::read(family, "watch", &task)?;
                let signal = wait.call.signal.clone();
                let watch = Watch::new(client.clone(), family, target, None, wait)?;
                (signal, State::Watch(Box::new(watch)))
            }
            Asked::Pages(family, query) => {
                let options = options::call(family.key(), options)?;
                let signal = options.signal.clone();
                let pages = Pages::new(client.clone(), family, &query, options)?;
                (signal, State::Pages(Box::new(pages)))
            }
            Asked::Call(method, path) => {
                let options = Reader::new("call", options, &["query body raw ", CALL])?;
                let raw = options.flag("raw")?;
                let parts = CallParts { query: options.value("query"), body: options.value("body"), raw };
                let text = |value: JsValue| value.as_string().unwrap_or_default();
                send(parts.prepare(&text(method), &text(path), options.call()?)?, Then::Raw)
            }
            Asked::Upload(data) => {
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
                send(call, Then::Put(Box::new(upload)))
            }
        };
        Ok(Self { client: client.clone(), signal, tell, state })
    }

    fn send(client: &Client, call: Call, then: Then) -> State {
        State::Exchange(Box::new(Exchange::new(client, call)), then)
    }

    fn wait(watch: Watch) -> State {
        State::Wait(Box::new(Wait::new(watch)))
    }

    fn advance(&mut self, outcome: &JsValue) -> Result<JsValue> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            let tell = |task: &Task| show(self.tell.as_ref(), task);
            let next = match &mut self.state {
                State::Ended => Next::Done(JsValue::UNDEFINED),
                State::Wait(wait) => match wait.step(outcome, &tell)? {
                    Next::Do(command) => Next::Do(command),
                    Next::Done(task) => Next::Done(task.to_js()),
                },
                State::Watch(watch) => match watch.step(outcome)? {
                    Next::Do(command) => Next::Do(command),
                    Next::Done(task) => Next::Done(task.map_or(JsValue::UNDEFINED, |task| task.to_js())),
                },
                State::Pages(pages) => match pages.step(outcome)? {
                    Next::Do(command) => Next::Do(command),
                    Next::Done(record) => Next::Done(record.unwrap_or_default()),
                },
                State::Exchange(exchange, _) => match exchange.step(outcome)? {
                    Next::Do(command) => Next::Do(command),
                    Next::Done(reply) => match self.take(reply)? {
                        Some(value) => Next::Done(value),
                        None => {
                            outcome = &nothing;
                            continue;
                        }
                    },
                },
            };
            return Ok(match next {
                Next::Do(command) => command.into(),
                Next::Done(value) => {
                    let done = js_sys::Object::new();
                    host::set(&done, "value", &value);
                    done.into()
                }
            });
        }
    }

    /// Makes the value of an answer, or the state that follows it.
    fn take(&mut self, reply: Reply) -> Result<Option<JsValue>> {
        let State::Exchange(_, then) = std::mem::replace(&mut self.state, State::Ended) else {
            return Ok(None);
        };
        Ok(Some(match then {
            Then::Data(operation) => door::data(&operation, reply),
            Then::Verb(asked, verb) => match verb {
                Verb::Start => asked.task(reply)?.to_js(),
                Verb::Get => asked.record(reply)?,
                Verb::List => page(asked.page(reply)?),
                Verb::Batch => asked.records(reply)?.into(),
                Verb::Delete | Verb::Rename(_) => reply.data,
            },
            Then::Run(family, asked, options) => {
                let task = asked.task(reply)?;
                show(self.tell.as_ref(), &task);
                let complete = task.state == TaskState::Succeeded && task.has_result();
                if !complete || !task.siblings.is_empty() {
                    let target = Target::of(&task);
                    let watch = Watch::new(self.client.clone(), family, target, Some(task), *options)?;
                    self.state = Self::wait(watch);
                    return Ok(None);
                }
                task.to_js()
            }
            Then::Raw => reply.data,
            Then::Put(upload) => {
                let (call, file) = upload.put(reply)?;
                self.state = Self::send(&self.client, call, Then::Stored(file));
                return Ok(None);
            }
            Then::Stored(file) => file,
        }))
    }
}

#[wasm_bindgen]
impl Job {
    /// The signal that its caller gave, if any.
    #[wasm_bindgen(getter)]
    pub fn signal(&self) -> JsValue {
        self.signal.clone()
    }

    /// The next command for the driver, or `{ value }`: the end, or one of the values of an iterator.
    pub fn step(&mut self, outcome: &JsValue) -> Result<JsValue, JsValue> {
        Ok(self.advance(outcome)?)
    }
}

fn show(tell: Option<&Function>, task: &Task) {
    if let Some(tell) = tell {
        host::tell(tell, &task.to_js());
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

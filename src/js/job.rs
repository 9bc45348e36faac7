//! What a method of JavaScript does: one machine for all, driven by `resources.js`.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::options::{self, CALL, Reader};
use super::stored;
use crate::attempt::Call;
use crate::client::Client;
use crate::command::Next;
use crate::config::CallOptions;
use crate::door::{self, CallParts};
use crate::download::Download;
use crate::envelope::Reply;
use crate::error::{Error, Result};
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::keyed::{Key, Keyed};
use crate::operation::Operation;
use crate::page::Rows;
use crate::pages::Pages;
use crate::poller::Poller;
use crate::polling::Polling;
use crate::round::Round;
use crate::task::{Target, Task, TaskState};
use crate::upload::{Upload, Uploading};
use crate::verbs::{self, Verb};
use crate::watch::{self, Wait, WaitOptions, Watch};

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
    Keyed(Box<Keyed>, Option<ToWait>),
    Wait(Box<Wait>),
    Watch(Box<Watch>),
    Pages(Box<Pages>),
    /// The looks of all waits.
    Polling(Box<Polling>),
    /// One look at each of many tasks.
    Round(Box<Round>),
    Ended,
}

/// The family and the options of a wait that follows a start.
type ToWait = Box<(Family, WaitOptions)>;

/// What is made of an answer.
enum Then {
    Data(Operation),
    Verb(verbs::Asked, Verb),
    /// A task, which may be waited for.
    Started(verbs::Asked, Option<ToWait>),
    Raw,
    Put(Box<Uploading>),
    /// What was uploaded.
    Stored(JsValue),
}

impl Job {
    fn new(client: &Client, signal: JsValue, tell: Option<Function>, state: State) -> Self {
        Self { client: client.clone(), signal, tell, state }
    }

    fn send(client: &Client, call: Box<Call>, tell: Option<Function>, then: Then) -> Self {
        let signal = call.options.signal.clone();
        Self::new(client, signal, tell, State::Exchange(Box::new(Exchange::new(client, call)), then))
    }

    /// A single operation.
    pub(super) fn operation(
        client: &Client,
        operation: Operation,
        id: &JsValue,
        params: &JsValue,
        options: &JsValue,
    ) -> Result<Self> {
        let options = options::call(&operation.name(), options)?;
        let call = client.prepare(&operation, id, params, options)?;
        Ok(Self::send(client, call, None, Then::Data(operation)))
    }

    /// A start.
    pub(super) fn start(client: &Client, family: Family, given: &JsValue, options: &JsValue) -> Result<Self> {
        let (options, key) = options::start(family.key(), options)?;
        Self::begin(client, family, given, options, key, None, None)
    }

    fn begin(
        client: &Client,
        family: Family,
        given: &JsValue,
        options: CallOptions,
        key: Option<Key>,
        wait: Option<ToWait>,
        tell: Option<Function>,
    ) -> Result<Self> {
        let signal = options.signal.clone();
        let state = match key {
            Some(key) => State::Keyed(Box::new(Keyed::new(client, family, given, key, options)?), wait),
            None => {
                let (call, asked) = client.ask(family, &Verb::Start, given, options)?;
                State::Exchange(Box::new(Exchange::new(client, call)), Then::Started(asked, wait))
            }
        };
        Ok(Self::new(client, signal, tell, state))
    }

    /// One of the verbs that are one request.
    pub(super) fn verb(
        client: &Client,
        family: Family,
        verb: Verb,
        given: &JsValue,
        options: &JsValue,
    ) -> Result<Self> {
        let options = options::call(family.key(), options)?;
        let (call, asked) = client.ask(family, &verb, given, options)?;
        Ok(Self::send(client, call, None, Then::Verb(asked, verb)))
    }

    /// A task that is to be started and waited for.
    pub(super) fn run(client: &Client, family: Family, given: &JsValue, options: &JsValue) -> Result<Self> {
        let (wait, tell, key) = options::run(family.key(), options)?;
        watch::possible(family)?;
        Self::begin(client, family, given, wait.call.clone(), key, Some(Box::new((family, wait))), tell)
    }

    /// A wait for the end of a task.
    pub(super) fn wait(
        client: &Client,
        poller: &Poller,
        family: Family,
        given: &JsValue,
        options: &JsValue,
    ) -> Result<Self> {
        let (options, tell) = options::wait(family.key(), options)?;
        let target = Target::read(family, "wait", given)?;
        let wait = Wait::new(client, poller, family, target, None, &options)?;
        Ok(Self::new(client, options.call.signal, tell, State::Wait(Box::new(wait))))
    }

    /// The changes of a task.
    pub(super) fn watch(client: &Client, family: Family, given: &JsValue, options: &JsValue) -> Result<Self> {
        let (options, tell) = options::wait(family.key(), options)?;
        if tell.is_some() {
            let problem = "is for `wait`; `watch` gives the changes itself";
            return Err(Error::option(family.key(), "onProgress", problem));
        }
        let target = Target::read(family, "watch", given)?;
        let watch = Watch::new(client, &client.poller(), family, target, None, &options)?;
        Ok(Self::new(client, options.call.signal, None, State::Watch(Box::new(watch))))
    }

    /// One look at each of many tasks.
    pub(super) fn check(client: &Client, tasks: &JsValue, options: &JsValue) -> Result<Self> {
        let options = options::call("check", options)?;
        let mut round = Round::new(client);
        for task in stored::list("check", tasks)?.iter() {
            round.add(stored::read("check", &task), &options);
        }
        Ok(Self::new(client, options.signal, None, State::Round(Box::new(round))))
    }

    /// The looks of all waits.
    pub(crate) fn polling(client: &Client, polling: Polling) -> Self {
        Self::new(client, JsValue::UNDEFINED, None, State::Polling(Box::new(polling)))
    }

    /// All records of a list.
    pub(super) fn pages(client: &Client, family: Family, query: &JsValue, options: &JsValue) -> Result<Self> {
        let options = options::call(family.key(), options)?;
        let signal = options.signal.clone();
        let pages = Pages::new(client.clone(), family, query, options)?;
        Ok(Self::new(client, signal, None, State::Pages(Box::new(pages))))
    }

    /// A call by method and path.
    pub(super) fn call(client: &Client, method: &JsValue, path: &JsValue, options: &JsValue) -> Result<Self> {
        let options = Reader::new("call", options, &["query body raw ", CALL])?;
        let raw = options.flag("raw")?;
        let parts = CallParts { query: options.value("query"), body: options.value("body"), raw };
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        let call = parts.prepare(&text(method), &text(path), options.call()?)?;
        Ok(Self::send(client, call, None, Then::Raw))
    }

    /// An upload.
    pub(super) fn upload(client: &Client, data: JsValue, options: &JsValue) -> Result<Self> {
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
        Ok(Self::send(client, call, None, Then::Put(Box::new(upload))))
    }

    /// The bytes of a result.
    pub(super) fn download(client: &Client, result: JsValue, options: &JsValue) -> Result<Self> {
        let options = Reader::new("download", options, &["maxBytes allowHosts onProgress ", CALL])?;
        let wanted = Download {
            result,
            max_bytes: options.positive("maxBytes")?,
            allow_hosts: options.texts("allowHosts")?,
            on_progress: options.function("onProgress")?,
        };
        Ok(Self::send(client, wanted.begin(options.call()?)?, None, Then::Raw))
    }

    fn advance(&mut self, outcome: &JsValue) -> Result<JsValue> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            let tell = |task: &Task| show(self.tell.as_ref(), task);
            let next = match &mut self.state {
                State::Ended => Next::Done(JsValue::UNDEFINED),
                State::Wait(wait) => wait.step(outcome, &tell)?.map(|task| task.to_js()),
                State::Watch(watch) => {
                    watch.step(outcome)?.map(|task| task.map_or(JsValue::UNDEFINED, |task| task.to_js()))
                }
                State::Keyed(keyed, wait) => match keyed.step(outcome)? {
                    Next::Do(command) => Next::Do(command),
                    Next::Done(task) => {
                        let wait = wait.take();
                        match self.started(task, wait)? {
                            Some(value) => Next::Done(value),
                            None => {
                                outcome = &nothing;
                                continue;
                            }
                        }
                    }
                },
                State::Polling(polling) => polling.step(outcome)?.map(|()| JsValue::UNDEFINED),
                State::Round(round) => round.step(outcome)?.map(JsValue::from),
                State::Pages(pages) => pages.step(outcome)?.map(Option::unwrap_or_default),
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
                Next::Done(value) => host::done_with(&value).into(),
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
                Verb::Get => asked.record(reply)?,
                Verb::List => page(asked.page(reply)?),
                Verb::Batch => asked.records(reply)?.into(),
                _ => reply.data,
            },
            Then::Started(asked, wait) => {
                let task = asked.task(reply)?;
                return self.started(task, wait);
            }
            Then::Raw => reply.data,
            Then::Put(upload) => {
                let (call, file) = upload.put(reply)?;
                self.state = State::Exchange(Box::new(Exchange::new(&self.client, call)), Then::Stored(file));
                return Ok(None);
            }
            Then::Stored(file) => file,
        }))
    }

    /// Makes the value of a start, or the wait that follows it.
    fn started(&mut self, task: Task, wait: Option<ToWait>) -> Result<Option<JsValue>> {
        let Some(wait) = wait else { return Ok(Some(task.to_js())) };
        let (family, options) = *wait;
        let complete = task.state == TaskState::Succeeded && task.has_result();
        let alone = task.siblings.is_empty();
        // The wait itself tells of an end.
        if task.state != TaskState::Failed && (alone || !complete) {
            show(self.tell.as_ref(), &task);
        }
        if complete && alone {
            return Ok(Some(task.to_js()));
        }
        let (client, target) = (&self.client, Target::of(&task));
        let wait = Wait::new(client, &client.poller(), family, target, Some(Rc::new(task)), &options)?;
        self.state = State::Wait(Box::new(wait));
        Ok(None)
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

fn page(page: Rows) -> JsValue {
    let object = host::object(&[
        ("items", page.items.into()),
        ("total", page.total.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("page", page.page.into()),
        ("pageSize", page.page_size.into()),
        ("hasMore", page.has_more.into()),
    ]);
    object.into()
}

//! What a method of JavaScript does: one machine for all, driven by `resources.js`.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::Result;
use crate::files::upload::Uploading;
use crate::host;
use crate::machine::command::{self, Next, Step};
use crate::machine::outcome::Outcome;
use crate::poll::check_once::CheckOnce;
use crate::poll::poll_loop::PollLoop;
use crate::poll::poller::Poller;
use crate::poll::watch::{Wait, WaitOptions, Watch};
use crate::record::page::Rows;
use crate::record::view::{Target, Task, TaskState};
use crate::request::option_reader::Options;
use crate::request::prepare;
use crate::schema::family::Family;
use crate::schema::operation::Effect;
use crate::schema::verb::{Answers, Verb};
use crate::start::idempotent::IdempotentStart;
use crate::task::list_all::Pages;
use crate::task::verbs::{self, PendingResponse};
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::transport::exchange::Exchange;

/// A method at work.
#[wasm_bindgen(private, skip_typescript)]
pub struct Job {
    context: Context,
    /// The method's name, for errors of its input that are found on the way.
    name: String,
    /// The caller's signal, until the driver listens to it.
    signal: JsValue,
    /// Told of every change of a wait.
    tell: Option<Function>,
    wait: Option<Follow>,
    state: State,
}

/// The wait that follows a start.
pub(super) struct Follow {
    pub family: Family,
    pub options: Box<WaitOptions>,
    pub poller: Poller,
}

/// The machine that is at work in a job.
pub(super) enum State {
    Exchange(Box<Exchange>, Then),
    IdempotentStart(Box<IdempotentStart>),
    Wait(Wait),
    Watch(Box<Watch>),
    Pages(Box<Pages>),
    /// The polls of all waits.
    PollLoop(Box<PollLoop>),
    /// A single poll of each of many tasks.
    CheckOnce(Box<CheckOnce>),
    Ended,
}

/// What is made of an answer.
pub(super) enum Then {
    Data(Effect),
    Verb(Box<PendingResponse>, Answers),
    Raw,
    Put(Box<Uploading>),
    /// What was uploaded.
    Stored(JsValue),
}

impl State {
    pub(super) fn send(context: &Context, call: Box<Call>, then: Then) -> Self {
        Self::Exchange(Exchange::new(context, call), then)
    }

    /// One of the verbs that are one request.
    pub(super) fn request(
        context: &Context,
        family: Family,
        verb: Verb,
        given: &JsValue,
        name: &JsValue,
        options: &Rc<CallOptions>,
    ) -> Result<Self> {
        let (call, pending) = verbs::request(context, family, verb, given, name, options)?;
        Ok(Self::send(context, call, Then::Verb(pending, verb.answers())))
    }

    pub(super) fn wait(
        context: &Context,
        poller: &Poller,
        family: Family,
        target: Target,
        options: &WaitOptions,
    ) -> Result<Self> {
        Ok(Self::Wait(Wait::new(Watch::new(context, poller, family, target, None, options)?)))
    }
}

impl Job {
    pub(super) fn new(
        context: &Context,
        name: &str,
        options: &Options,
        wait: Option<Follow>,
        state: State,
    ) -> Self {
        let (signal, tell) = (options.value("signal"), options.function("onProgress"));
        Self { context: context.clone(), name: name.into(), signal, tell, wait, state }
    }

    fn advance(&mut self, outcome: &Outcome) -> Step<JsValue> {
        let tell = |task: &Task| show(self.tell.as_ref(), task);
        Ok(match &mut self.state {
            State::Wait(wait) => wait.step(outcome, &tell)?.map(|task| task.to_js()),
            State::Watch(watch) => {
                watch.step(outcome)?.map(|task| task.map_or(JsValue::UNDEFINED, |task| task.to_js()))
            }
            State::IdempotentStart(idempotent) => match idempotent.step(outcome)? {
                Next::Do(command) => Next::Do(command),
                Next::Done(task) => return self.started(task),
            },
            State::Exchange(exchange, _) => match exchange.step(outcome)? {
                Next::Do(command) => Next::Do(command),
                Next::Done(reply) => return self.take(&reply),
            },
            State::PollLoop(poll_loop) => poll_loop.step(outcome)?.map(|()| JsValue::UNDEFINED),
            State::CheckOnce(check_once) => check_once.step(outcome)?.map(JsValue::from),
            State::Pages(pages) => pages.step(outcome)?.map(Option::unwrap_or_default),
            State::Ended => Next::Done(JsValue::UNDEFINED),
        })
    }

    /// Goes on with another machine.
    fn go(&mut self, state: State) -> Step<JsValue> {
        self.state = state;
        self.advance(&Outcome::NONE)
    }

    /// The value of an answer, or the first step of what follows it.
    fn take(&mut self, reply: &Reply) -> Step<JsValue> {
        let State::Exchange(_, then) = std::mem::replace(&mut self.state, State::Ended) else {
            return Ok(Next::Done(JsValue::UNDEFINED));
        };
        Ok(Next::Done(match then {
            Then::Data(effect) => prepare::data(effect, reply),
            Then::Verb(pending, answers) => match answers {
                Answers::Task => return self.started(Rc::new(pending.task(reply)?)),
                Answers::Record => pending.record(reply, false)?,
                Answers::Page => page(pending.page(reply)?),
                Answers::Records => pending.records(reply)?.into(),
                Answers::Data => reply.data.clone(),
            },
            Then::Raw => reply.data.clone(),
            Then::Put(upload) => {
                let (call, file) = upload.put(reply)?;
                let next = State::send(&self.context, call, Then::Stored(file));
                return self.go(next);
            }
            Then::Stored(file) => file,
        }))
    }

    /// The value of a start, or the first step of the wait that follows it.
    fn started(&mut self, task: Rc<Task>) -> Step<JsValue> {
        let Some(Follow { family, options, poller }) = self.wait.take() else {
            return Ok(Next::Done(task.to_js()));
        };
        let complete = task.state == TaskState::Succeeded && task.has_result;
        let target = Target::of(&task);
        let alone = target.siblings.is_empty();
        // The wait itself tells of an end.
        if task.state != TaskState::Failed && (alone || !complete) {
            show(self.tell.as_ref(), &task);
        }
        if complete && alone {
            return Ok(Next::Done(task.to_js()));
        }
        let watch = Watch::new(&self.context, &poller, family, target, Some(task), &options)?;
        self.go(State::Wait(Wait::new(watch)))
    }
}

#[wasm_bindgen]
impl Job {
    /// The next command for the driver, or the error, or `{ value }`: the end, or one of the values of an iterator.
    pub fn step(&mut self, outcome: JsValue) -> JsValue {
        match self.advance(&Outcome(outcome)) {
            Ok(Next::Do(command)) => {
                // From here on it ends what runs.
                let signal = std::mem::take(&mut self.signal);
                let command = if signal.is_undefined() { command } else { command.until(&signal) };
                command.into_object().into()
            }
            Ok(Next::Done(value)) => command::done(&value),
            Err(error) => error.of(&self.name).into(),
        }
    }
}

/// Runs the poll loop of a poller until nobody waits.
pub(super) fn launch(context: &Context, poller: &Poller) {
    let poll_loop = State::PollLoop(Box::new(PollLoop::new(context.clone(), poller.clone())));
    let job = Job::new(context, "", &Options::default(), None, poll_loop);
    poller.0.engine.run(job.into(), context.scopes());
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

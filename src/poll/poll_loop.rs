//! The polls of a poller: which begin, which end, and with what result.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::id_of;
use crate::machine::command::{Command, Next, Step};
use crate::machine::outcome::Outcome;
use crate::poll::plan::{PollAnswer, PollMethod};
use crate::poll::planner::Poll;
use crate::poll::poller::Poller;
use crate::schema::verb::Verb;
use crate::task::verbs::{self, PendingResponse};
use crate::transport::envelope::Reply;
use crate::transport::exchange::Exchange;
use crate::{host, text};

/// The polls of a poller, until nobody waits.
pub(crate) struct PollLoop {
    context: Context,
    poller: Poller,
    polls: Vec<RunningPoll>,
}

/// A poll under way.
struct RunningPoll {
    poll: Poll,
    /// Its request, once it was made.
    request: Option<(Box<Exchange>, Box<PendingResponse>)>,
    /// Where its command runs.
    scope: JsValue,
}

impl PollLoop {
    pub(crate) fn new(context: Context, poller: Poller) -> Self {
        Self { context, poller, polls: Vec::new() }
    }

    /// The next step: which polls begin, which end, and when to come back.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<()> {
        let Self { context, poller, polls } = self;
        let inner = &poller.0;
        let sight = inner.engine.sight();
        inner.planner.borrow_mut().set_visibility(sight == host::HIDDEN, sight == host::SHOWN);
        // Whoever begins to wait waits for the timer: others may begin in the same moment.
        let mut begin = outcome.is_due();
        polls.retain_mut(|running| {
            if let Some(outcome) = Outcome::left_in(&running.scope) {
                begin = true;
                if !running.advance(context, poller, &outcome) {
                    return false;
                }
            }
            let wanted = inner.planner.borrow().is_wanted(Some(running.poll.number));
            if !wanted {
                inner.planner.borrow_mut().release(&running.poll);
                // The caller's own `fetch` may listen to the end, and begin another wait.
                inner.engine.stop(&running.scope);
            }
            wanted
        });
        let now = host::clock();
        inner.planner.borrow_mut().forget_unfollowed();
        let next_poll = || begin.then(|| inner.planner.borrow_mut().next_poll(now)).flatten();
        while let Some(poll) = next_poll() {
            let mut running = RunningPoll { poll, request: None, scope: JsValue::UNDEFINED };
            if running.advance(context, poller, &Outcome::NONE) {
                polls.push(running);
            }
        }
        // The observers of a poll may have changed what is to be polled.
        let planner = inner.planner.borrow();
        if polls.is_empty() && !planner.is_wanted(None) {
            return Ok(Next::Done(()));
        }
        let ms = (planner.due() - host::clock()).max(0.0);
        Ok(Next::Do(Command::sleep(ms).turned_by(&inner.engine)))
    }
}

impl RunningPoll {
    /// Goes on after what the last command came to; says whether there is another.
    fn advance(&mut self, context: &Context, poller: &Poller, outcome: &Outcome) -> bool {
        loop {
            let answer = match &mut self.request {
                None => match self.request(context, poller) {
                    Ok(request) => {
                        self.request = Some(request);
                        continue;
                    }
                    Err(error) => Err(error),
                },
                Some((exchange, pending)) => match exchange.step(outcome) {
                    Ok(Next::Do(command)) => {
                        self.scope = poller.0.engine.start(&command.into_object());
                        return true;
                    }
                    Ok(Next::Done(reply)) => answer(pending, self.poll.plan.method, &reply)
                        .map_err(|error| error.of(self.poll.group.family.key())),
                    Err(error) => Err(self.poll.read(error)),
                },
            };
            if let Err(error) = &answer {
                context.warn(&text::join(&["a poll failed: ", &error.facts().message]));
            }
            let (now, random) = (host::clock(), host::random());
            if !poller.0.planner.borrow_mut().settle(&self.poll, answer, now, random) {
                return false;
            }
            (self.poll.plan.page, self.request) = (self.poll.plan.page.saturating_add(1), None);
        }
    }

    fn request(&self, context: &Context, poller: &Poller) -> Result<(Box<Exchange>, Box<PendingResponse>)> {
        let Poll { group, number, plan } = &self.poll;
        let ids = Array::new();
        for tracked in &poller.0.planner.borrow().tasks {
            if tracked.poll == *number {
                ids.push(&tracked.target.id.as_str().into());
            }
        }
        let (verb, given) = match plan.method {
            PollMethod::Average => (Verb::Average, JsValue::UNDEFINED),
            PollMethod::Detail => (Verb::Get, ids.get(0)),
            PollMethod::Batch => (Verb::Batch, ids.into()),
            PollMethod::List => {
                (Verb::List, host::object(&[("page", plan.page.into()), ("pageSize", 100.into())]).into())
            }
        };
        let (call, pending) =
            verbs::request(context, group.family, verb, &given, &JsValue::UNDEFINED, &group.options)?;
        Ok((Exchange::new(context, call), pending))
    }
}

/// Reads the answer of a poll.
fn answer(pending: &PendingResponse, method: PollMethod, reply: &Reply) -> Result<PollAnswer> {
    let mut answer = PollAnswer { records: None, has_more: false, average_ms: 0.0 };
    let rows = match method {
        PollMethod::Average => {
            answer.average_ms = average(&reply.data);
            return Ok(answer);
        }
        PollMethod::Detail => Array::of1(&pending.record(reply, true)?),
        // A record that was not pending for does no harm: nobody waits for it.
        PollMethod::Batch => pending.page(reply)?.items,
        PollMethod::List => {
            let page = pending.page(reply)?;
            answer.has_more = page.has_more;
            page.items
        }
    };
    let records = Object::new();
    let mut any = rows.length() == 0;
    for row in rows.iter() {
        if let Some(id) = id_of(&row) {
            host::set(&records, &id, &row);
            any = true;
        }
    }
    if method == PollMethod::Batch && !any {
        return Err(Error::new(ErrorKind::Decode, &["the batch holds no record with an id"]));
    }
    answer.records = Some(records.into());
    Ok(answer)
}

/// The milliseconds in an answer of undocumented shape: a number, or the first one in an object. Nobody
/// waits a thousand seconds for a video, so what is larger is no number of seconds.
fn average(data: &JsValue) -> f64 {
    host::first_number(data)
        .as_f64()
        .map_or(0.0, |number| if number < 1_000.0 { number * 1_000.0 } else { number })
}

//! The looks of a poller: which begin, which end, and what they come to.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::id_of;
use crate::machine::command::{Next, Step};
use crate::poll::plan::{Found, Way};
use crate::poll::planner::Ask;
use crate::poll::poller::Poller;
use crate::task::verbs::{self, Asked, Verb};
use crate::transport::envelope::Reply;
use crate::transport::exchange::Exchange;
use crate::{host, text};

/// The looks of a poller, until nobody waits.
pub(crate) struct Polling {
    context: Context,
    poller: Poller,
    looks: Vec<Look>,
}

/// A look under way.
struct Look {
    ask: Ask,
    /// Its request, once it was made.
    request: Option<(Box<Exchange>, Box<Asked>)>,
    /// Where its command runs.
    scope: JsValue,
}

impl Polling {
    pub(crate) fn new(context: Context, poller: Poller) -> Self {
        Self { context, poller, looks: Vec::new() }
    }

    /// The next step: which looks begin, which end, and when to come back.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<()> {
        let Self { context, poller, looks } = self;
        let inner = &poller.0;
        let sight = inner.engine.sight();
        inner.board.borrow_mut().see(sight == host::HIDDEN, sight == host::SHOWN);
        // Whoever begins to wait waits for the timer: others may begin in the same moment.
        let mut begin = host::get(outcome, "due").is_truthy();
        looks.retain_mut(|look| {
            let outcome = host::get(&look.scope, "outcome");
            if !outcome.is_undefined() {
                begin = true;
                if !look.advance(context, poller, &outcome) {
                    return false;
                }
            }
            let wanted = inner.board.borrow().is_wanted(Some(look.ask.number));
            if !wanted {
                inner.board.borrow_mut().release(&look.ask);
                // The caller's own `fetch` may listen to the end, and begin another wait.
                inner.engine.stop(&look.scope);
            }
            wanted
        });
        let now = host::clock();
        inner.board.borrow_mut().tidy();
        let pick = || begin.then(|| inner.board.borrow_mut().pick(now)).flatten();
        while let Some(ask) = pick() {
            let mut look = Look { ask, request: None, scope: JsValue::UNDEFINED };
            if look.advance(context, poller, &JsValue::UNDEFINED) {
                looks.push(look);
            }
        }
        // The observers of a look may have changed what is to be looked at.
        let board = inner.board.borrow();
        if looks.is_empty() && !board.is_wanted(None) {
            return Ok(Next::Done(()));
        }
        let command = host::sleep_command((board.due() - host::clock()).max(0.0));
        host::set(&command, "engine", &inner.engine);
        Ok(Next::Do(command))
    }
}

impl Look {
    /// Goes on after what the last command came to; says whether there is another.
    fn advance(&mut self, context: &Context, poller: &Poller, outcome: &JsValue) -> bool {
        loop {
            let found = match &mut self.request {
                None => match self.request(context, poller) {
                    Ok(request) => {
                        self.request = Some(request);
                        continue;
                    }
                    Err(error) => Err(error),
                },
                Some((exchange, asked)) => match exchange.step(outcome) {
                    Ok(Next::Do(command)) => {
                        self.scope = poller.0.engine.start(&command);
                        return true;
                    }
                    Ok(Next::Done(reply)) => found(asked, self.ask.plan.way, &reply)
                        .map_err(|error| error.of(self.ask.lane.family.key())),
                    Err(error) => Err(self.ask.read(error)),
                },
            };
            if let Err(error) = &found {
                context.warn(&text::join(&["a poll failed: ", &error.facts().message]));
            }
            let (now, random) = (host::clock(), host::random());
            if !poller.0.board.borrow_mut().settle(&self.ask, found, now, random) {
                return false;
            }
            (self.ask.plan.page, self.request) = (self.ask.plan.page.saturating_add(1), None);
        }
    }

    fn request(&self, context: &Context, poller: &Poller) -> Result<(Box<Exchange>, Box<Asked>)> {
        let Ask { lane, number, plan } = &self.ask;
        let ids = Array::new();
        for slot in &poller.0.board.borrow().slots {
            if slot.look == *number {
                ids.push(&slot.target.id.as_str().into());
            }
        }
        let (verb, given) = match plan.way {
            Way::Average => (Verb::Average, JsValue::UNDEFINED),
            Way::Detail => (Verb::Get, ids.get(0)),
            Way::Batch => (Verb::Batch, ids.into()),
            Way::List => {
                (Verb::List, host::object(&[("page", plan.page.into()), ("pageSize", 100.into())]).into())
            }
        };
        let (call, asked) = verbs::ask(context, lane.family, &verb, &given, &lane.options)?;
        Ok((Exchange::new(context, call), asked))
    }
}

/// Reads the answer of a look.
fn found(asked: &Asked, way: Way, reply: &Reply) -> Result<Found> {
    let mut found = Found { records: None, has_more: false, average_ms: 0.0 };
    let rows = match way {
        Way::Average => {
            found.average_ms = average(&reply.data);
            return Ok(found);
        }
        Way::Detail => Array::of1(&asked.record(reply, true)?),
        // A record that was not asked for does no harm: nobody waits for it.
        Way::Batch => asked.page(reply)?.items,
        Way::List => {
            let page = asked.page(reply)?;
            found.has_more = page.has_more;
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
    if way == Way::Batch && !any {
        return Err(Error::new(ErrorKind::Decode, &["the batch holds no record with an id"]));
    }
    found.records = Some(records.into());
    Ok(found)
}

/// The milliseconds in an answer of undocumented shape: a number, or the first one in an object. Nobody
/// waits a thousand seconds for a video, so what is larger is no number of seconds.
fn average(data: &JsValue) -> f64 {
    host::first_number(data)
        .as_f64()
        .map_or(0.0, |number| if number < 1_000.0 { number * 1_000.0 } else { number })
}

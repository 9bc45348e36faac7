//! The looks of a poller: which begin, which end, and what they mean for the tasks.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Next, Step};
use crate::envelope::Reply;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::Exchange;
use crate::host;
use crate::lane::{Ask, SharedLane, Way};
use crate::poller::Poller;
use crate::slot::{Shared, Slot};
use crate::task::id_of;
use crate::verbs::{Asked, Verb};

/// The pause between looks while nobody can see the page, or it is offline.
const QUIET_MS: f64 = 30_000.0;

/// The looks of a poller, until nobody waits.
pub(crate) struct Polling {
    pub client: Client,
    poller: Poller,
    looks: Vec<Look>,
    next_key: u32,
}

/// A look under way.
struct Look {
    key: u32,
    lane: SharedLane,
    ask: Ask,
    exchange: Exchange,
    asked: Asked,
}

impl Polling {
    pub(crate) fn new(client: Client, poller: Poller) -> Self {
        Self { client, poller, looks: Vec::new(), next_key: 0 }
    }

    /// The next step: which looks begin, which end, and when to come back.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<()> {
        let (start, stop) = (Array::new(), Array::new());
        let all_done = host::elements(&host::get(outcome, "done")).unwrap_or_default();
        // Whoever begins to wait waits for the timer: others may begin in the same moment.
        let begin = host::get(outcome, "due").is_truthy() || all_done.length() > 0;
        for done in all_done.iter() {
            let key = host::get(&done, "key");
            if let Some(place) = self.looks.iter().position(|look| key == look.key) {
                let look = self.looks.swap_remove(place);
                self.advance(look, &host::get(&done, "outcome"), &start);
            }
        }
        let inner = Rc::clone(&self.poller.0);
        if host::get(outcome, "shown").is_truthy() {
            inner.fired.set(0.0);
            for lane in inner.lanes.borrow().iter() {
                for slot in &lane.borrow().slots {
                    slot.borrow_mut().due = 0.0;
                }
            }
        }
        let quiet = host::get(outcome, "quiet").is_truthy();
        let pause = if quiet { QUIET_MS } else { 0.0 };
        // What the observers of a look do may change what is to be looked at.
        inner.turned.set(true);
        while inner.turned.replace(false) {
            self.stop_unwanted(&stop);
            let now = self.poller.now();
            let lanes = inner.lanes.borrow().clone();
            for lane in lanes {
                lane.borrow_mut().tidy();
                // Looks that begin together count as one.
                while begin && (now - inner.fired.get() >= pause || inner.fired.get() == now) {
                    let Some(ask) = lane.borrow_mut().pick(now) else { break };
                    inner.fired.set(now);
                    self.begin(&lane, ask, &start);
                }
            }
        }
        if self.looks.is_empty() && !self.poller.is_wanted() {
            return Ok(Next::Done(()));
        }
        let mut due = f64::INFINITY;
        for lane in inner.lanes.borrow().iter() {
            due = due.min(lane.borrow().due());
        }
        Ok(Next::Do(host::object(&[
            ("task", "looks".into()),
            ("engine", inner.engine.clone().into()),
            ("start", start.into()),
            ("stop", stop.into()),
            ("page", self.client.in_page().into()),
            ("ms", (due.max(inner.fired.get() + pause) - self.poller.now()).max(0.0).into()),
        ])))
    }

    /// Stops the looks at tasks for which nobody waits any more.
    fn stop_unwanted(&mut self, stop: &Array) {
        self.looks.retain(|look| {
            if look.ask.slots.iter().any(|slot| slot.borrow().is_wanted()) {
                return true;
            }
            stop.push(&look.key.into());
            release(&look.lane, &look.ask);
            false
        });
    }

    fn begin(&mut self, lane: &SharedLane, ask: Ask, start: &Array) {
        let (family, options) = {
            let lane = lane.borrow();
            (lane.family, lane.options.clone())
        };
        let ids = || ask.slots.iter().map(|slot| JsValue::from(slot.borrow().target.id.as_str()));
        let (verb, given) = match ask.way {
            Way::Average => (Verb::Average, JsValue::UNDEFINED),
            Way::Detail => (Verb::Get, ids().next().unwrap_or_default()),
            Way::Batch => (Verb::Batch, ids().collect::<Array>().into()),
            Way::List(page) => {
                (Verb::List, host::object(&[("page", page.into()), ("pageSize", 100.into())]).into())
            }
        };
        match self.client.ask(family, &verb, &given, options) {
            Ok((call, asked)) => {
                self.next_key = self.next_key.wrapping_add(1);
                let exchange = Exchange::new(&self.client, call);
                let look = Look { key: self.next_key, lane: Rc::clone(lane), ask, exchange, asked };
                self.advance(look, &JsValue::UNDEFINED, start);
            }
            Err(error) => self.settle(lane, ask, Err(error), start),
        }
    }

    fn advance(&mut self, mut look: Look, outcome: &JsValue, start: &Array) {
        let result = match look.exchange.step(outcome) {
            Ok(Next::Do(command)) => {
                start.push(&host::object(&[("key", look.key.into()), ("command", command.into())]));
                return self.looks.push(look);
            }
            Ok(Next::Done(reply)) => Ok(reply),
            Err(error) => Err(error),
        };
        let Look { lane, ask, asked, .. } = look;
        let found = result.and_then(|reply| Found::read(asked, ask.way, reply));
        self.settle(&lane, ask, found, start);
    }

    /// What a look that is over means for its tasks.
    fn settle(&mut self, lane: &SharedLane, ask: Ask, found: Result<Found>, start: &Array) {
        release(lane, &ask);
        let (now, random) = (self.poller.now(), host::random());
        let by_id = !matches!(ask.way, Way::List(_));
        if ask.way == Way::Average {
            let average_ms = found.map_or(f64::NAN, |found| found.average_ms);
            lane.borrow_mut().average_ms = Some(average_ms);
            for slot in &ask.slots {
                slot.borrow_mut().first(average_ms, now, random);
            }
            return;
        }
        let error = match found {
            Ok(Found { records, has_more, .. }) => {
                lane.borrow_mut().answered(ask.way);
                let spares = lane.borrow().spares(&ask);
                let mut left = Vec::new();
                for slot in &ask.slots {
                    let record = {
                        let id = &slot.borrow().target.id;
                        records.iter().find(|(of, _)| of == id || ask.way == Way::Detail)
                    };
                    match record {
                        Some((_, record)) => touch(slot, &mut |slot| slot.found(record, by_id, now, random)),
                        None => left.push(Rc::clone(slot)),
                    }
                }
                if ask.way != Way::Detail && ask.slots.iter().any(|slot| slot.borrow().is_lively(now)) {
                    // What was started together ends together.
                    for slot in &ask.slots {
                        slot.borrow_mut().hurry(now, random);
                    }
                }
                if left.is_empty() {
                    return;
                }
                if let Some(way) = lane.borrow().next_page(ask.way, has_more) {
                    return self.begin_again(lane, Ask { way, slots: left }, start);
                }
                if spares || ask.way == Way::Batch {
                    for slot in left {
                        slot.borrow_mut().absent(ask.way == Way::Batch);
                    }
                    return;
                }
                let ask = Ask { way: ask.way, slots: left };
                return fail(
                    &ask,
                    &Error::new(ErrorKind::NotFound, &["the task is in no answer of the service"]),
                    now,
                    random,
                );
            }
            Err(error) => error,
        };
        self.rest(lane, &error, now, random);
        if error.kind() == ErrorKind::Auth {
            // The token is refused for all.
            for lane in self.poller.0.lanes.borrow().iter() {
                for slot in &lane.borrow().slots {
                    touch(slot, &mut |slot| slot.failed(error.clone(), by_id, now, random));
                }
            }
        } else if ask.way == Way::Detail || lane.borrow_mut().refused(&ask, &error, now) {
            fail(&ask, &error, now, random);
        }
    }

    /// The next page for those who were not on this one.
    fn begin_again(&mut self, lane: &SharedLane, ask: Ask, start: &Array) {
        for slot in &ask.slots {
            slot.borrow_mut().asked = true;
        }
        {
            let mut lane = lane.borrow_mut();
            lane.in_flight = lane.in_flight.saturating_add(1);
        }
        self.begin(lane, ask, start);
    }

    /// Whatever options they are asked with: the service's wish is for the whole family.
    fn rest(&self, lane: &SharedLane, error: &Error, now: f64, random: f64) {
        let family = lane.borrow().family;
        for lane in self.poller.0.lanes.borrow().iter() {
            let mut lane = lane.borrow_mut();
            if lane.family == family {
                lane.rest(error, now, random);
            }
        }
    }
}

/// Records by their ids.
struct Found {
    records: Vec<(String, JsValue)>,
    has_more: bool,
    average_ms: f64,
}

impl Found {
    fn read(asked: Asked, way: Way, reply: Reply) -> Result<Self> {
        let (mut has_more, mut average_ms) = (false, f64::NAN);
        let rows = match way {
            Way::Average => {
                average_ms = average(&reply.data);
                Array::new()
            }
            Way::Detail => Array::of1(&asked.record(reply)?),
            Way::Batch => asked.records(reply)?,
            Way::List(_) => {
                let page = asked.page(reply)?;
                has_more = page.has_more;
                page.items
            }
        };
        let mut records = Vec::new();
        for row in rows.iter() {
            records.push((id_of(&row).unwrap_or_default(), row));
        }
        if way == Way::Batch && !records.is_empty() && records.iter().all(|(id, _)| id.is_empty()) {
            return Err(Error::new(ErrorKind::Decode, &["the batch holds no record with an id"]));
        }
        Ok(Self { records, has_more, average_ms })
    }
}

/// The milliseconds in an answer of undocumented shape: a number, or the first one in an object. Nobody
/// waits a thousand seconds for a video, so what is larger is no number of seconds.
fn average(data: &JsValue) -> f64 {
    let values = host::keys(data).into_iter().map(|key| host::get(data, &key));
    let number = [data.clone()].into_iter().chain(values).find_map(|value| value.as_f64());
    number.map_or(f64::NAN, |number| if number < 1_000.0 { number * 1_000.0 } else { number })
}

fn fail(ask: &Ask, error: &Error, now: f64, random: f64) {
    let by_id = !matches!(ask.way, Way::List(_));
    for slot in &ask.slots {
        touch(slot, &mut |slot| slot.failed(error.clone(), by_id, now, random));
    }
}

/// A look is over, or was given up.
fn release(lane: &SharedLane, ask: &Ask) {
    let mut lane = lane.borrow_mut();
    lane.in_flight = lane.in_flight.saturating_sub(1);
    for slot in &ask.slots {
        slot.borrow_mut().asked = false;
    }
}

/// Changes what is known of a task, and wakes those who wait if that is news.
fn touch(slot: &Shared, change: &mut dyn FnMut(&mut Slot)) {
    let mut slot = slot.borrow_mut();
    let before = slot.news;
    change(&mut slot);
    if slot.news != before || slot.has_ended() {
        host::wake(&slot.waiters);
    }
}

//! The poller: all looks at all tasks that somebody waits for, with as few requests as possible.
//!
//! A client has one, and it is at work only while somebody waits. Where requests must not share anything,
//! as on Workers, each wait has one of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{Next, Step};
use crate::config::CallOptions;
use crate::envelope::Reply;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::Exchange;
use crate::family::Family;
use crate::host;
use crate::lane::{Ask, Lane, Way};
use crate::slot::{Shared, Slot};
use crate::task::{Target, Task, id_of};
use crate::verbs::{Asked, Verb};
use crate::watch::WaitOptions;

/// The pause between looks while nobody can see the page, or it is offline.
const QUIET_MS: f64 = 30_000.0;

/// The tasks that are followed. Clones share everything.
#[derive(Clone)]
pub(crate) struct Poller(Rc<Inner>);

struct Inner {
    lanes: RefCell<Vec<Rc<RefCell<Lane>>>>,
    /// What drives the looks, and is woken by whoever begins or ends to wait.
    engine: host::Engine,
    /// Whether something changed while the machine was in a step.
    turned: Cell<bool>,
    /// When looks began last.
    fired: Cell<f64>,
    /// The latest time given out.
    clock: Cell<f64>,
    /// How far the host's clock was set back.
    behind: Cell<f64>,
}

impl Poller {
    pub(crate) fn new() -> Self {
        Self(Rc::new(Inner {
            lanes: RefCell::default(),
            engine: host::Engine::engine(),
            turned: Cell::new(false),
            fired: Cell::new(0.0),
            clock: Cell::new(0.0),
            behind: Cell::new(0.0),
        }))
    }

    /// The task to follow: the one that others follow already, if there is one.
    pub(crate) fn join(
        &self,
        client: &Client,
        family: Family,
        target: Target,
        started: Option<Task>,
        options: &WaitOptions,
    ) -> Shared {
        let poll = options.poll.or(client.options().poll);
        let call = &options.call;
        let lane = self.lane(family, call);
        let mut lane = lane.borrow_mut();
        let same = |slot: &&Shared| {
            let slot = slot.borrow();
            slot.target.id == target.id && !slot.has_ended()
        };
        if let Some(slot) = lane.slots.iter().find(same) {
            slot.borrow_mut().join(poll);
            return Rc::clone(slot);
        }
        let fresh = started.is_some();
        let mut slot = Slot::new(family, target, started, poll);
        slot.waiters = js_sys::Set::new(&JsValue::UNDEFINED).into();
        if fresh {
            // Just started: the first look would find nothing new.
            slot.later(self.now(), true, host::random());
        }
        self.add(&mut lane, slot)
    }

    /// A task for a single look.
    #[cfg(feature = "js")]
    pub(crate) fn once(&self, family: Family, target: Target, call: &CallOptions) -> Shared {
        let lane = self.lane(family, call);
        let slot = Slot::new(family, target, None, crate::PollOptions::default()).once();
        self.add(&mut lane.borrow_mut(), slot)
    }

    fn add(&self, lane: &mut Lane, slot: Slot) -> Shared {
        let slot = Rc::new(RefCell::new(slot));
        lane.slots.push(Rc::clone(&slot));
        slot
    }

    fn lane(&self, family: Family, call: &CallOptions) -> Rc<RefCell<Lane>> {
        let mut lanes = self.0.lanes.borrow_mut();
        let same = |lane: &&Rc<RefCell<Lane>>| {
            let lane = lane.borrow();
            lane.family == family
                && lane.options.headers == call.headers
                && lane.options.timeout_ms == call.timeout_ms
        };
        if let Some(lane) = lanes.iter().find(same) {
            return Rc::clone(lane);
        }
        // The next look is the retry.
        let options = CallOptions { signal: JsValue::UNDEFINED, max_retries: Some(0), ..call.clone() };
        let mut lane = Lane::new(family, options);
        for other in lanes.iter() {
            let other = other.borrow();
            if other.family == family {
                lane.rests_until = lane.rests_until.max(other.rests_until);
            }
        }
        // A client may live for years, and each of its waits have headers of its own.
        lanes.retain(|lane| {
            let lane = lane.borrow();
            !lane.slots.is_empty() || lane.options.headers.is_empty()
        });
        let lane = Rc::new(RefCell::new(lane));
        lanes.push(Rc::clone(&lane));
        lane
    }

    /// Somebody waits for news of a task.
    pub(crate) fn park(&self, client: &Client, slot: &Shared) {
        {
            let mut slot = slot.borrow_mut();
            slot.parked = slot.parked.saturating_add(1);
        }
        self.turn(client);
    }

    /// Somebody stops to wait.
    pub(crate) fn leave(&self, slot: &Shared) {
        let mut slot = slot.borrow_mut();
        slot.parked = slot.parked.saturating_sub(1);
        if slot.parked == 0 {
            self.0.turned.set(true);
            self.0.engine.turn();
        }
    }

    /// Looks at a task as soon as possible.
    #[cfg(feature = "js")]
    pub(crate) fn notify(&self, client: &Client, family: Family, id: &str) {
        for lane in self.0.lanes.borrow().iter().filter(|lane| lane.borrow().family == family) {
            for slot in &lane.borrow().slots {
                let mut slot = slot.borrow_mut();
                if slot.target.id == id {
                    slot.due = 0.0;
                    self.0.fired.set(0.0);
                }
            }
        }
        self.turn(client);
    }

    fn turn(&self, client: &Client) {
        self.0.turned.set(true);
        if !self.0.engine.turn() && self.is_wanted() {
            launch(Polling::new(client.clone(), self.clone()), &self.0.engine);
        }
    }

    fn is_wanted(&self) -> bool {
        self.0.lanes.borrow().iter().any(|lane| lane.borrow().is_wanted())
    }

    /// The time of all plans. It stands still while the host's clock is set back.
    pub(crate) fn now(&self) -> f64 {
        let Inner { clock, behind, .. } = &*self.0;
        let now = host::now() + behind.get();
        let back = (clock.get() - now).max(0.0);
        behind.set(behind.get() + back);
        clock.set(now + back);
        now + back
    }
}

/// The looks of a poller, until nobody waits.
pub(crate) struct Polling {
    client: Client,
    poller: Poller,
    looks: Vec<Look>,
    next_key: u32,
}

/// A look under way.
struct Look {
    key: u32,
    lane: Rc<RefCell<Lane>>,
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

    fn begin(&mut self, lane: &Rc<RefCell<Lane>>, ask: Ask, start: &Array) {
        let (family, options) = {
            let lane = lane.borrow();
            (lane.family, lane.options.clone())
        };
        let ids = || ask.slots.iter().map(|slot| JsValue::from(slot.borrow().target.id.as_str()));
        let (verb, given) = match ask.way {
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
    fn settle(&mut self, lane: &Rc<RefCell<Lane>>, ask: Ask, found: Result<Found>, start: &Array) {
        release(lane, &ask);
        let (now, random) = (self.poller.now(), host::random());
        let by_id = !matches!(ask.way, Way::List(_));
        let error = match found {
            Ok(Found { records, has_more }) => {
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
    fn begin_again(&mut self, lane: &Rc<RefCell<Lane>>, ask: Ask, start: &Array) {
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
    fn rest(&self, lane: &Rc<RefCell<Lane>>, error: &Error, now: f64, random: f64) {
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
}

impl Found {
    fn read(asked: Asked, way: Way, reply: Reply) -> Result<Self> {
        let mut has_more = false;
        let rows = match way {
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
        Ok(Self { records, has_more })
    }
}

fn fail(ask: &Ask, error: &Error, now: f64, random: f64) {
    let by_id = !matches!(ask.way, Way::List(_));
    for slot in &ask.slots {
        touch(slot, &mut |slot| slot.failed(error.clone(), by_id, now, random));
    }
}

/// A look is over, or was given up.
fn release(lane: &Rc<RefCell<Lane>>, ask: &Ask) {
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

#[cfg(feature = "js")]
fn launch(polling: Polling, engine: &host::Engine) {
    let client = polling.client.clone();
    engine.run(crate::js::Job::polling(&client, polling).into(), client.waits());
}

#[cfg(not(feature = "js"))]
fn launch(polling: Polling, engine: &host::Engine) {
    crate::drive::launch(polling, engine);
}

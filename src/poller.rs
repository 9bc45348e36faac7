//! The poller: all looks at all tasks that somebody waits for, with as few requests as possible.
//!
//! A client has one, and it is at work only while somebody waits. Where requests must not share anything,
//! as on Workers, each wait has one of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::config::CallOptions;
use crate::family::Family;
use crate::host;
use crate::lane::{Lane, SharedLane};
use crate::polling::Polling;
use crate::slot::{Route, Shared, Slot};
use crate::task::{Target, Task};
use crate::watch::WaitOptions;

/// The tasks that are followed. Clones share everything.
#[derive(Clone)]
pub(crate) struct Poller(pub Rc<Inner>);

/// What the waits and the looks of a poller share.
pub(crate) struct Inner {
    pub lanes: RefCell<Vec<SharedLane>>,
    /// What drives the looks, and is woken by whoever begins or ends to wait.
    pub engine: host::Engine,
    /// Whether something changed while the machine was in a step.
    pub turned: Cell<bool>,
    /// When looks began last.
    pub fired: Cell<f64>,
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
            // Just started: a look now would find nothing new.
            match lane.average_ms {
                Some(average_ms) => slot.first(average_ms, self.now(), host::random()),
                None => slot.route = Route::Average,
            }
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

    fn lane(&self, family: Family, call: &CallOptions) -> SharedLane {
        let mut lanes = self.0.lanes.borrow_mut();
        let same = |lane: &&SharedLane| {
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
        // A client may live for years, and each of its waits may have headers of its own.
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
                    slot.urge();
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

    pub(crate) fn is_wanted(&self) -> bool {
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

#[cfg(feature = "js")]
fn launch(polling: Polling, engine: &host::Engine) {
    let client = polling.client.clone();
    engine.run(crate::js::Job::polling(&client, polling).into(), client.waits());
}

#[cfg(not(feature = "js"))]
fn launch(polling: Polling, engine: &host::Engine) {
    crate::drive::launch(polling, engine);
}

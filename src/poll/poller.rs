//! The poller: all looks at all tasks that somebody waits for, with as few requests as possible.
//!
//! A client has one, and it is at work only while somebody waits. Where requests must not share anything,
//! as on Workers, each wait has one of its own.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::host;
use crate::poll::planner::Board;
use crate::poll::schedule::Schedule;
use crate::poll::tracked_task::Slot;
use crate::record::view::{Target, Task};
use crate::schema::family::Family;

/// Begins the poll loop of a poller. The client says how: what runs machines is above them.
pub(crate) type Launch = fn(&Context, &Poller);

/// The tasks that are followed. Clones share everything.
#[derive(Clone)]
pub(crate) struct Poller(pub Rc<Inner>);

/// What the waits and the looks of a poller share.
pub(crate) struct Inner {
    /// Never borrowed while an observer or a callback of the caller's runs: it may begin or end a wait.
    pub board: RefCell<Board>,
    /// What drives the looks, and is woken by whoever begins or ends to wait.
    pub engine: host::Engine,
    /// For each task that is followed the key of the slot that another wait may join. An object of the host's, because a
    /// search through all slots would make many waits slow, and a map of our own takes bytes.
    keys: Object,
    launch: Launch,
}

impl Poller {
    pub(crate) fn new(launch: Launch) -> Self {
        Self(Rc::new(Inner {
            board: RefCell::default(),
            engine: host::Engine::engine(),
            keys: Object::new(),
            launch,
        }))
    }

    /// Follows a task, with those who follow it already; gives its key.
    pub(crate) fn join(
        &self,
        family: Family,
        target: Target,
        started: Option<Rc<Task>>,
        call: &CallOptions,
        schedule: Schedule,
    ) -> u32 {
        let (now, random) = (host::clock(), host::random());
        let mut board = self.0.board.borrow_mut();
        let lane = board.lane(family, call);
        let id = target.id.clone();
        let known = host::get(&self.0.keys, &id).as_f64().and_then(|key| board.slot(key as u32));
        if let Some(slot) = known.filter(|slot| Rc::ptr_eq(&slot.lane, &lane) && !slot.has_ended()) {
            slot.join(schedule);
            return slot.key;
        }
        let fresh = started.is_some();
        let mut slot = Slot::new(lane, target, started, schedule);
        slot.ahead = now - host::now();
        slot.waiters = js_sys::Set::new(&JsValue::UNDEFINED).into();
        if fresh {
            // Just started: a look now would find nothing new.
            slot.first(now, random);
        }
        let key = board.add(slot);
        host::set(&self.0.keys, &id, &key.into());
        key
    }

    /// A task for a single look; gives its key.
    #[cfg(feature = "js")]
    pub(crate) fn once(&self, family: Family, target: Target, call: &CallOptions) -> u32 {
        let mut board = self.0.board.borrow_mut();
        let lane = board.lane(family, call);
        let mut slot = Slot::new(lane, target, None, Schedule::USUAL).once();
        slot.ahead = host::clock() - host::now();
        board.add(slot)
    }

    /// A task that is followed.
    pub(crate) fn slot(&self, key: u32) -> Option<RefMut<'_, Slot>> {
        RefMut::filter_map(self.0.board.borrow_mut(), |board| board.slot(key)).ok()
    }

    /// Somebody begins to wait for news of a task, or stops.
    pub(crate) fn park(&self, context: &Context, key: u32, parked: bool) {
        if let Some(mut slot) = self.slot(key) {
            slot.parked = if parked { slot.parked.saturating_add(1) } else { slot.parked.saturating_sub(1) };
        }
        if !self.0.engine.turn() && parked {
            (self.0.launch)(context, self);
        }
    }

    /// Begins the last poll of a wait at once.
    pub(crate) fn press(&self, key: u32) {
        if let Some(mut slot) = self.slot(key) {
            slot.press();
        }
        self.0.engine.turn();
    }

    /// Somebody follows a task no more.
    pub(crate) fn leave(&self, key: u32) {
        if let Some(mut slot) = self.slot(key) {
            slot.followers = slot.followers.saturating_sub(1);
            if slot.followers == 0 {
                host::take_out(&self.0.keys, &slot.target.id, "");
            }
        }
    }

    /// Polls a task as soon as possible, if it is waited for; says whether it is.
    #[cfg(feature = "js")]
    pub(crate) fn notify(&self, family: Family, id: &str) -> bool {
        let (now, mut is_followed) = (host::clock(), false);
        for slot in &mut self.0.board.borrow_mut().slots {
            if slot.target.id == id && slot.lane.family == family {
                slot.urged = true;
                slot.lane.wake(now);
                is_followed |= slot.followers > 0 && !slot.has_ended();
            }
        }
        self.0.engine.turn();
        is_followed
    }
}

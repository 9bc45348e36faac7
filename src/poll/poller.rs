//! The poller: all polls of all tasks that somebody waits for, with as few requests as possible.
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
use crate::poll::planner::Planner;
use crate::poll::schedule::Schedule;
use crate::poll::tracked_task::TrackedTask;
use crate::record::view::{Target, Task};
use crate::schema::family::Family;

/// Begins the poll loop of a poller. The client says how: what runs machines is above them.
pub(crate) type Launch = fn(&Context, &Poller);

/// The tasks that are followed. Clones share everything.
#[derive(Clone)]
pub(crate) struct Poller(pub Rc<Inner>);

/// What the waits and the polls of a poller share.
pub(crate) struct Inner {
    /// Never borrowed while an observer or a callback of the caller's runs: it may begin or end a wait.
    pub planner: RefCell<Planner>,
    /// What drives the polls. It is woken when a wait begins or ends.
    pub engine: host::Engine,
    /// For each task that is followed the key of the tracked task that another wait may join. An object of the host's, because a
    /// search through all tracked tasks would make many waits slow, and a map of our own takes bytes.
    keys: Object,
    launch: Launch,
}

impl Poller {
    pub(crate) fn new(launch: Launch) -> Self {
        Self(Rc::new(Inner {
            planner: RefCell::default(),
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
        let mut planner = self.0.planner.borrow_mut();
        let group = planner.group(family, call);
        let id = target.id.clone();
        let known = host::get(&self.0.keys, &id).as_f64().and_then(|key| planner.tracked(key as u32));
        if let Some(tracked) =
            known.filter(|tracked| Rc::ptr_eq(&tracked.group, &group) && !tracked.has_ended())
        {
            tracked.join(schedule);
            return tracked.key;
        }
        let fresh = started.is_some();
        let mut tracked = TrackedTask::new(group, target, started, schedule);
        tracked.ahead = now - host::now();
        tracked.waiters = js_sys::Set::new(&JsValue::UNDEFINED).into();
        if fresh {
            // Just started: a poll now would find nothing new.
            tracked.plan_first(now, random);
        }
        let key = planner.add(tracked);
        host::set(&self.0.keys, &id, &key.into());
        key
    }

    /// A task for a single poll; gives its key.
    #[cfg(feature = "js")]
    pub(crate) fn once(&self, family: Family, target: Target, call: &CallOptions) -> u32 {
        let mut planner = self.0.planner.borrow_mut();
        let group = planner.group(family, call);
        let mut tracked = TrackedTask::new(group, target, None, Schedule::USUAL).once();
        tracked.ahead = host::clock() - host::now();
        planner.add(tracked)
    }

    /// A task that is followed.
    pub(crate) fn tracked(&self, key: u32) -> Option<RefMut<'_, TrackedTask>> {
        RefMut::filter_map(self.0.planner.borrow_mut(), |planner| planner.tracked(key)).ok()
    }

    /// Somebody begins to wait for news of a task, or stops.
    pub(crate) fn set_waiting(&self, context: &Context, key: u32, waiting: bool) {
        if let Some(mut tracked) = self.tracked(key) {
            tracked.waiting =
                if waiting { tracked.waiting.saturating_add(1) } else { tracked.waiting.saturating_sub(1) };
        }
        if !self.0.engine.turn() && waiting {
            (self.0.launch)(context, self);
        }
    }

    /// Begins the last poll of a wait at once.
    pub(crate) fn begin_last_poll(&self, key: u32) {
        if let Some(mut tracked) = self.tracked(key) {
            tracked.begin_last_poll();
        }
        self.0.engine.turn();
    }

    /// Somebody follows a task no more.
    pub(crate) fn leave(&self, key: u32) {
        if let Some(mut tracked) = self.tracked(key) {
            tracked.followers = tracked.followers.saturating_sub(1);
            if tracked.followers == 0 {
                host::take_out(&self.0.keys, &tracked.target.id, "");
            }
        }
    }

    /// Polls a task as soon as possible, if it is waited for; says whether it is.
    #[cfg(feature = "js")]
    pub(crate) fn notify(&self, family: Family, id: &str) -> bool {
        let (now, mut is_followed) = (host::clock(), false);
        for tracked in &mut self.0.planner.borrow_mut().tasks {
            if tracked.target.id == id && tracked.group.family == family {
                tracked.poll_now = true;
                tracked.group.wake(now);
                is_followed |= tracked.followers > 0 && !tracked.has_ended();
            }
        }
        self.0.engine.turn();
        is_followed
    }
}

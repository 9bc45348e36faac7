//! The tasks that are followed, and which look at them comes next. Decisions without a clock.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::host;
use crate::poll::plan::{Fate, Found, Plan, Way};
use crate::poll::routes::Lane;
use crate::poll::schedule::Schedule;
use crate::poll::tracked_task::{Route, Slot};
use crate::schema::family::Family;
use crate::transport::retry;

/// Looks that may be under way at the same time in a lane.
const IN_FLIGHT: u32 = 6;
/// What the error says when something other than the service answers the polls of a wait.
const LOST: &str = "Several polls in a row were not answered by the service: check the login, the proxy and `baseUrl`. The task goes on";
/// In place of a look's number: the look that is over just now found this task.
const FOUND: u32 = u32::MAX;

/// A look at one task or at many: those that have its number.
pub(crate) struct Ask {
    pub lane: Rc<Lane>,
    pub number: u32,
    pub plan: Plan,
}

impl Ask {
    /// The error of a poll. An answer that does not come from the service tells nothing of a task, whatever its status is. But one
    /// that asks for another token or another time, or tells of trouble, means the same whatever it comes from; and where a
    /// task's own route is not found, the list tells.
    pub(crate) fn read(&self, error: Error) -> Error {
        use ErrorKind::{Auth, Decode, Network, NotFound, RateLimit, Timeout};
        let has_list = self.plan.way != Way::List && self.lane.family.list().is_some();
        error.with(|facts| {
            let is_told = match facts.kind {
                Auth | Network | RateLimit | Timeout => true,
                NotFound => has_list,
                _ => false,
            };
            if !is_told && !facts.envelope && matches!(facts.status, 1..500) {
                facts.kind = Decode;
            }
        })
    }
}

/// All that a poller knows of its tasks.
#[derive(Default)]
pub(crate) struct Board {
    /// By their keys, the smallest first.
    pub slots: Vec<Slot>,
    lanes: Vec<Rc<Lane>>,
    /// Whether nobody sees the page.
    is_hidden: bool,
    /// The latest key of a task or number of a look.
    latest: u32,
}

impl Board {
    /// The lane of a family and these options.
    pub(crate) fn lane(&mut self, family: Family, call: &CallOptions) -> Rc<Lane> {
        let mut rests_until: f64 = 0.0;
        for lane in &self.lanes {
            if lane.family == family {
                if lane.options.headers == call.headers && lane.options.timeout_ms == call.timeout_ms {
                    return Rc::clone(lane);
                }
                rests_until = rests_until.max(lane.rests_until.get());
            }
        }
        // A client may live for years, and each of its waits may have headers of its own.
        let idle = |lane: &Rc<Lane>| Rc::strong_count(lane) == 1 && !lane.options.headers.0.is_empty();
        while let Some(place) = self.lanes.iter().position(idle) {
            self.lanes.swap_remove(place);
        }
        // The next look is the retry.
        let (timeout_ms, headers) = (call.timeout_ms, call.headers.clone());
        let options = CallOptions { signal: JsValue::UNDEFINED, max_retries: Some(0), timeout_ms, headers };
        let lane = Rc::new(Lane::new(family, options));
        lane.rests_until.set(rests_until);
        self.lanes.push(Rc::clone(&lane));
        lane
    }

    /// Follows another task; gives its key.
    pub(crate) fn add(&mut self, mut slot: Slot) -> u32 {
        slot.key = self.next();
        self.slots.push(slot);
        self.latest
    }

    fn next(&mut self) -> u32 {
        self.latest = self.latest.saturating_add(1);
        self.latest
    }

    /// A task that is followed.
    pub(crate) fn slot(&mut self, key: u32) -> Option<&mut Slot> {
        let place = self.slots.binary_search_by_key(&key, |slot| slot.key).ok()?;
        self.slots.get_mut(place)
    }

    /// Notes whether the page is hidden. A page that is shown again, or online again, polls at once, but no task
    /// more often than its shortest pause allows: some pages flicker.
    pub(crate) fn see(&mut self, is_hidden: bool, is_shown: bool) {
        self.is_hidden = is_hidden;
        if !is_shown {
            return;
        }
        for slot in &mut self.slots {
            slot.due = slot.earliest(slot.pace());
            // Without a connection nobody asked for the rest.
            if slot.trouble.as_ref().is_some_and(|error| error.kind() == ErrorKind::Network) {
                slot.lane.rests_until.set(0.0);
            }
        }
    }

    /// Forgets the tasks that nobody follows any more.
    pub(crate) fn tidy(&mut self) {
        self.slots.retain(|slot| slot.followers > 0 || slot.look > 0);
    }

    /// Whether somebody waits for a task, or for one in this look.
    pub(crate) fn is_wanted(&self, look: Option<u32>) -> bool {
        self.slots.iter().any(|slot| look.is_none_or(|look| slot.look == look) && slot.is_wanted())
    }

    /// When a look is due; infinite if none is.
    pub(crate) fn due(&self) -> f64 {
        let mut due = f64::INFINITY;
        for slot in &self.slots {
            due = due.min(due_at(slot, self.is_hidden));
        }
        due
    }

    /// The next look, if one is due.
    pub(crate) fn pick(&mut self, now: f64) -> Option<Ask> {
        let mut lead: Option<&Slot> = None;
        for slot in &self.slots {
            if due_at(slot, self.is_hidden) <= now && lead.is_none_or(|lead| slot.route > lead.route) {
                lead = Some(slot);
            }
        }
        let (lane, route, size) = lead.map(|lead| (Rc::clone(&lead.lane), lead.route, lead.size))?;
        let mut way = match route {
            Route::Average => Way::Average,
            Route::List => Way::List,
            Route::Detail => Way::Detail,
            Route::Any => lane.together(now),
        };
        let most = match way {
            Way::Detail => 1,
            Way::Batch => size,
            Way::List | Way::Average => usize::MAX,
        };
        let number = self.next();
        let mut taken: usize = 0;
        // What comes due in a moment travels along for nothing.
        for soon in [false, route == Route::Any] {
            for slot in &mut self.slots {
                let until = if soon { now + slot.pace() } else { now };
                let fits = slot.route == route && Rc::ptr_eq(&slot.lane, &lane);
                if fits && taken < most && due_at(slot, self.is_hidden) <= until {
                    slot.begin(number, now);
                    taken = taken.saturating_add(1);
                }
            }
        }
        if taken == 1 && route == Route::Any && lane.has_detail() {
            way = Way::Detail;
        }
        lane.in_flight.set(lane.in_flight.get().saturating_add(1));
        let spares = way == Way::List && route == Route::Any && lane.has_detail();
        Some(Ask { lane, number, plan: Plan { way, page: 1, size: taken, spares } })
    }

    /// A look was given up.
    pub(crate) fn release(&mut self, ask: &Ask) {
        ask.lane.end_look();
        for slot in &mut self.slots {
            if slot.look == ask.number {
                slot.look = 0;
            }
        }
    }

    /// What a look that is over means for its tasks. Says whether the next page is to be asked for, for those who
    /// were not on this one.
    pub(crate) fn settle(&mut self, ask: &Ask, found: Result<Found>, now: f64, random: f64) -> bool {
        let &Ask { ref lane, number, plan } = ask;
        let way = plan.way;
        let by_id = way != Way::List;
        let (mut lively, mut left) = (false, false);
        for slot in &mut self.slots {
            let Ok(found) = &found else { break };
            if slot.look == number {
                match found.record(&slot.target.id) {
                    None => left = true,
                    Some(record) => {
                        slot.found(&record, by_id, now, random);
                        slot.look = FOUND;
                        // What was started together ends together.
                        lively |= way != Way::Detail && slot.is_lively(now);
                    }
                }
            }
        }
        let (mut all, mut limited, mut goes_on) = (false, false, false);
        let (mut shared, mut lost) = (false, false);
        let fate = match found {
            _ if way == Way::Average => {
                lane.average_ms.set(Some(found.map_or(0.0, |found| found.average_ms)));
                Fate::First
            }
            Ok(found) => {
                lane.answered(way);
                goes_on = left && lane.goes_on(way, plan.page, found.has_more);
                if goes_on {
                    Fate::Otherwise
                } else if plan.spares || way == Way::Batch {
                    Fate::Absent(way == Way::Batch)
                } else {
                    Fate::Failed(Error::new(ErrorKind::NotFound, &["no list shows it"]))
                }
            }
            Err(error) => {
                // It says nothing of the tasks in it, and the same of all others.
                let foreign = error.is_foreign() && now >= lane.rests_until.get();
                // Whatever options they are asked with: the service's wish is for the whole family.
                for other in &self.lanes {
                    if other.family == lane.family {
                        other.rest(&error, now, random);
                    }
                }
                let error = error.with(|facts| {
                    facts.retry_after_ms = facts.retry_after_ms.map(|ms| retry::patience(ms, random));
                });
                // The token is refused for all.
                all = error.kind() == ErrorKind::Auth;
                limited = error.kind() == ErrorKind::RateLimit;
                lost = foreign && lane.is_lost(now);
                let fate = if all || lost {
                    Fate::Over(error.with(|facts| {
                        if lost {
                            facts.add(LOST)
                        }
                    }))
                } else {
                    lane.refused(plan, error, now)
                };
                shared = foreign && matches!(fate, Fate::Failed(_));
                fate
            }
        };
        for slot in &mut self.slots {
            let (mine, known) = (slot.look == number, slot.look == FOUND);
            if known || mine && !goes_on {
                slot.look = 0;
            }
            if known {
                if lively {
                    slot.hurry(now, random);
                }
            } else if mine
                || all
                || Rc::ptr_eq(&slot.lane, lane)
                    && (lost || slot.look == 0 && (shared || limited && slot.is_single()))
            {
                slot.take(&fate, by_id, now, random);
            } else {
                continue;
            }
            if slot.is_lively(now) || slot.has_ended() || slot.is_last {
                host::wake(&slot.waiters);
            }
        }
        if !goes_on {
            lane.end_look();
        }
        goes_on
    }
}

/// When a task is to be polled; infinite if it is not.
fn due_at(slot: &Slot, is_hidden: bool) -> f64 {
    if !slot.is_wanted() || slot.look > 0 || slot.lane.in_flight.get() >= IN_FLIGHT {
        return f64::INFINITY;
    }
    let mut due = slot.due;
    if slot.urged {
        // Each webhook may tell of a change, but many may come at once.
        due = slot.earliest(slot.pace().min(Schedule::USUAL.shortest));
    } else if is_hidden && due > 0.0 && slot.began > 0.0 {
        // What is due at once is the last poll of a wait.
        due = due.max(slot.began + slot.hidden_pause());
    }
    if slot.is_impatient() { due } else { due.max(slot.lane.rests_until.get()) }
}

#[cfg(test)]
mod tests;

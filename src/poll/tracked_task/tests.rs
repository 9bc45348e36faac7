//! What a look that failed means for its task.

use super::*;
use crate::api::face_swap::{StartFaceSwap, StartFaceSwapPreview};
use crate::context::options::{CallOptions, PollOptions};
use crate::schema::family::{Family, TaskFamily as _};

const NOW: f64 = 1_000_000_000.0;

fn slot(family: Family, started_at: Option<f64>) -> Slot {
    let target = Target { id: "1".into(), started_at, siblings: Vec::new(), made: false };
    let lane = Rc::new(Lane::new(family, CallOptions::default()));
    Slot { parked: 1, ..Slot::new(lane, target, None, Schedule::USUAL) }
}

fn swap(started_at: Option<f64>) -> Slot {
    slot(StartFaceSwap::FAMILY, started_at)
}

fn missing() -> Error {
    Error::new(ErrorKind::NotFound, &["no"])
}

#[test]
fn passing_trouble_plans_another_look_and_anything_else_is_the_end() {
    use ErrorKind::{Auth, Credits, Decode, Network, Permission, RateLimit, Server, Timeout, Validation};
    for kind in [Decode, Network, RateLimit, Server, Timeout] {
        let mut slot = swap(None);
        slot.failed(&Error::new(kind, &["no"]), true, NOW, 0.5);
        assert_eq!((slot.is_wanted(), slot.due), (true, NOW + 2_000.0), "{kind:?}");
    }
    for kind in [Auth, Credits, Permission, Validation] {
        let mut slot = swap(None);
        slot.failed(&Error::new(kind, &["no"]), true, NOW, 0.5);
        assert_eq!(slot.error.as_ref().and_then(Error::task_id), Some("1"), "{kind:?}");
        assert!(slot.has_ended() && !slot.is_wanted());
    }
}

#[test]
fn a_task_may_be_unknown_in_its_first_minute() {
    let mut slot = swap(Some(NOW));
    for after in [0.0, 30_000.0, 59_999.0] {
        slot.failed(&missing(), true, NOW + after, 0.5);
        assert_eq!(slot.route, Route::Any);
        // A deadline in this minute says why nothing is known.
        assert_eq!(slot.trouble.as_ref().map(Error::kind), Some(ErrorKind::NotFound));
    }
    slot.failed(&missing(), true, NOW + 60_000.0, 0.5);
    assert_eq!(slot.route, Route::List);
    assert!(slot.is_wanted());
    slot.failed(&missing(), false, NOW + 60_000.0, 0.5);
    assert_eq!(
        slot.error.map(|error| (error.kind(), error.is_retryable())),
        Some((ErrorKind::NotFound, false))
    );
}

#[test]
fn a_task_of_unknown_age_may_be_unknown_for_two_looks() {
    let mut slot = swap(None);
    let routes = [(); 3].map(|()| {
        slot.failed(&missing(), true, NOW, 0.5);
        slot.route
    });
    assert_eq!(routes, [Route::Any, Route::Any, Route::List]);
}

#[test]
fn a_task_that_was_seen_is_looked_for_in_the_list_at_once() {
    let mut slot = Slot { seen: true, ..swap(Some(NOW)) };
    slot.failed(&missing(), true, NOW, 0.5);
    assert_eq!(slot.route, Route::List);
}

#[test]
fn without_a_list_the_own_route_has_the_last_word() {
    let mut slot = slot(StartFaceSwapPreview::FAMILY, Some(NOW));
    slot.failed(&missing(), true, NOW + 60_000.0, 0.5);
    assert_eq!(slot.error.map(|error| error.kind()), Some(ErrorKind::NotFound));
}

#[test]
#[cfg(feature = "js")]
fn a_single_look_is_never_taken_again() {
    let mut slot = swap(None).once();
    slot.failed(&Error::new(ErrorKind::Server, &["no"]), true, NOW, 0.5);
    assert!(slot.has_ended());
    let mut young = swap(Some(NOW)).once();
    young.failed(&missing(), true, NOW + 1_000.0, 0.5);
    assert_eq!(young.error.map(|error| error.is_retryable()), Some(true));
    // Whatever its age may be, the list can still know it.
    let mut blind = swap(None).once();
    blind.failed(&missing(), true, NOW, 0.5);
    assert_eq!((blind.route, blind.has_ended()), (Route::List, false));
}

#[test]
fn a_task_that_two_batches_leave_out_stays_with_its_own_route() {
    let mut slot = swap(None);
    let routes = [(); 3].map(|()| {
        slot.absent(true);
        assert_eq!(slot.route, Route::Detail);
        slot.later(NOW, false, 0.5);
        slot.route
    });
    assert_eq!(routes, [Route::Any, Route::Detail, Route::Detail]);
}

#[test]
fn a_list_that_leaves_a_task_out_is_asked_again_in_the_next_round() {
    let mut slot = swap(None);
    for _ in 0..5 {
        slot.absent(false);
        assert_eq!(slot.route, Route::Detail);
        slot.later(NOW, false, 0.5);
        assert_eq!(slot.route, Route::Any);
    }
}

#[test]
fn a_refused_batch_is_halved_for_this_round_and_at_last_the_task_is_alone() {
    let mut slot = swap(None);
    slot.apart(200);
    assert_eq!((slot.size, slot.route), (100, Route::Any));
    slot.later(NOW, false, 0.5);
    assert_eq!(slot.size, 200);
    slot.apart(3);
    assert_eq!((slot.size, slot.route), (1, Route::Detail));
    slot.later(NOW, false, 0.5);
    assert_eq!(slot.route, Route::Detail);
}

#[test]
fn the_quicker_of_two_waits_counts() {
    let mut slot = swap(None);
    let every = |ms| {
        let (min_interval_ms, hidden_interval_ms) = (Some(ms), Some(ms));
        Schedule::new(PollOptions { min_interval_ms, hidden_interval_ms, ..PollOptions::default() }, 1.0)
    };
    assert_eq!((slot.pace(), slot.hidden_pause()), (2_000.0, 10_000.0));
    slot.join(every(500.0));
    assert_eq!((slot.pace(), slot.hidden_pause()), (500.0, 500.0));
    slot.join(every(9_000.0));
    assert_eq!((slot.pace(), slot.hidden_pause()), (500.0, 500.0));
}

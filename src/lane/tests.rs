//! Which look comes next. The time of these tests is a number.

use std::cell::RefCell;

use super::*;
use crate::api::face_swap::{StartFaceSwap, StartFaceSwapPreview};
use crate::api::hailuo_video::StartHailuoVideo;
use crate::api::seedance_1_5_pro::StartSeedanceVideo;
use crate::family::TaskFamily as _;
use crate::slot::Slot;
use crate::task::Target;

const NOW: f64 = 1_000_000.0;

/// A lane with so many tasks that are due and wanted.
fn lane(family: Family, count: usize) -> Lane {
    let mut lane = Lane::new(family, CallOptions::default());
    for number in 0..count {
        let target = Target { id: number.to_string(), started_at: None, siblings: Vec::new(), made: false };
        let mut slot = Slot::new(family, target, None, PollOptions::default());
        slot.parked = 1;
        lane.slots.push(Rc::new(RefCell::new(slot)));
    }
    lane
}

/// Ways and sizes of all looks that begin now.
fn picks(lane: &mut Lane, now: f64) -> Vec<(Way, usize)> {
    std::iter::from_fn(|| lane.pick(now)).map(|ask| (ask.way, ask.slots.len())).collect()
}

/// The next look, which is over at once.
fn look(lane: &mut Lane, now: f64) -> Ask {
    let ask = lane.pick(now).unwrap();
    lane.in_flight = lane.in_flight.saturating_sub(1);
    for slot in &ask.slots {
        slot.borrow_mut().asked = false;
    }
    ask
}

/// A refusal by the service itself, or (`status` below 0) by something that is not the service.
fn refusal(kind: ErrorKind, status: i32) -> Error {
    Error::new(kind, &["no"]).with(|facts| {
        facts.status = status.unsigned_abs() as u16;
        facts.envelope = status > 0;
    })
}

/// What a family does after its next looks were refused like this: the way of the look after them.
fn after(family: Family, refusals: &[Error]) -> Way {
    let mut lane = lane(family, 8);
    for error in refusals {
        let ask = look(&mut lane, NOW);
        lane.rest(error, NOW, 0.5);
        lane.refused(&ask, error, NOW);
        for slot in &lane.slots {
            slot.borrow_mut().later(NOW, true, 0.5);
        }
        for slot in &lane.slots {
            slot.borrow_mut().due = 0.0;
        }
        lane.rests_until = 0.0;
    }
    look(&mut lane, NOW).way
}

#[test]
fn two_hundred_tasks_travel_in_a_batch() {
    let mut lane = lane(StartFaceSwap::FAMILY, 450);
    assert_eq!(picks(&mut lane, NOW), [(Way::Batch, 200), (Way::Batch, 200), (Way::Batch, 50)]);
}

#[test]
fn one_task_is_asked_for_by_its_own_route() {
    assert_eq!(picks(&mut lane(StartFaceSwap::FAMILY, 1), NOW), [(Way::Detail, 1)]);
    assert_eq!(picks(&mut lane(StartSeedanceVideo::FAMILY, 1), NOW), [(Way::List(1), 1)]);
}

#[test]
fn without_a_batch_the_list_tells_and_without_a_list_six_details_at_a_time() {
    assert_eq!(picks(&mut lane(StartHailuoVideo::FAMILY, 8), NOW), [(Way::List(1), 8)]);
    let mut lane = lane(StartFaceSwapPreview::FAMILY, 8);
    assert_eq!(picks(&mut lane, NOW), [(Way::Detail, 1); 6]);
    assert_eq!(lane.due(), f64::INFINITY);
    lane.in_flight = lane.in_flight.saturating_sub(1);
    assert_eq!(picks(&mut lane, NOW), [(Way::Detail, 1)]);
}

#[test]
fn what_comes_due_within_the_shortest_pause_travels_along() {
    let mut lane = lane(StartFaceSwap::FAMILY, 4);
    for (slot, ahead) in lane.slots.iter().zip([0.0, 2_000.0, 2_001.0, 1_000.0]) {
        slot.borrow_mut().due = NOW + ahead;
    }
    lane.slots[3].borrow_mut().route = Route::Detail;
    assert_eq!(lane.due(), NOW);
    assert_eq!(picks(&mut lane, NOW), [(Way::Batch, 2)]);
    assert_eq!(lane.due(), NOW + 1_000.0);
}

#[test]
fn the_list_comes_before_details_and_details_before_the_batch() {
    let mut lane = lane(StartFaceSwap::FAMILY, 6);
    for (slot, route) in lane.slots.iter().zip([Route::Any, Route::Detail, Route::List, Route::List]) {
        slot.borrow_mut().route = route;
    }
    assert_eq!(picks(&mut lane, NOW), [(Way::List(1), 2), (Way::Detail, 1), (Way::Batch, 3)]);
}

#[test]
fn nobody_is_asked_for_twice_nor_without_a_wait() {
    let mut lane = lane(StartFaceSwap::FAMILY, 3);
    lane.slots[0].borrow_mut().asked = true;
    lane.slots[1].borrow_mut().parked = 0;
    assert_eq!(picks(&mut lane, NOW), [(Way::Detail, 1)]);
    assert!(lane.is_wanted());
    let kept = Rc::clone(&lane.slots[2]);
    lane.tidy();
    assert_eq!(lane.slots.len(), 1);
    kept.borrow_mut().error = Some(refusal(ErrorKind::Auth, 401));
    lane.tidy();
    assert!(lane.slots.is_empty() && !lane.is_wanted());
}

#[test]
fn a_batch_that_the_service_refuses_is_halved_until_the_bad_task_is_alone() {
    for kind in [ErrorKind::NotFound, ErrorKind::Validation] {
        let mut lane = lane(StartFaceSwap::FAMILY, 8);
        let mut sizes = Vec::new();
        loop {
            let ask = look(&mut lane, NOW);
            sizes.push(ask.slots.len());
            if ask.way == Way::Detail {
                break;
            }
            if ask.slots.iter().any(|slot| slot.borrow().target.id == "3") {
                assert!(!lane.refused(&ask, &refusal(kind, 400), NOW));
            } else {
                for slot in &ask.slots {
                    slot.borrow_mut().later(NOW, false, 0.5);
                }
            }
        }
        assert_eq!(sizes, [8, 4, 2, 2, 1]);
    }
}

#[test]
fn a_batch_that_is_missing_or_forbidden_is_not_asked_again() {
    use ErrorKind::{NotFound, Permission, Validation};
    for error in [
        refusal(NotFound, -404),
        refusal(Validation, -405),
        refusal(Validation, 405),
        refusal(Permission, 403),
    ] {
        assert_eq!(after(StartFaceSwap::FAMILY, &[error]), Way::List(1));
    }
}

#[test]
fn two_useless_batches_end_them_and_one_that_is_good_begins_the_count_again() {
    let useless = || refusal(ErrorKind::Decode, 200);
    assert_eq!(after(StartFaceSwap::FAMILY, &[useless()]), Way::Batch);
    assert_eq!(after(StartFaceSwap::FAMILY, &[useless(), useless()]), Way::List(1));
    let mut lane = lane(StartFaceSwap::FAMILY, 8);
    for _ in 0..3 {
        let ask = look(&mut lane, NOW);
        assert_eq!(ask.way, Way::Batch);
        lane.refused(&ask, &useless(), NOW);
        lane.answered(Way::Batch);
        for slot in &lane.slots {
            slot.borrow_mut().route = Route::Any;
        }
    }
}

#[test]
fn a_batch_that_fails_twice_rests_for_a_minute() {
    let mut lane = lane(StartFaceSwap::FAMILY, 8);
    for _ in 0..2 {
        let ask = look(&mut lane, NOW);
        assert_eq!(ask.way, Way::Batch);
        assert!(lane.refused(&ask, &refusal(ErrorKind::Server, 500), NOW));
    }
    assert_eq!(look(&mut lane, NOW + 59_999.0).way, Way::List(1));
    assert_eq!(look(&mut lane, NOW + 60_000.0).way, Way::Batch);
}

#[test]
fn a_list_that_cannot_tell_leaves_the_tasks_to_their_own_route() {
    use ErrorKind::{Decode, NotFound, Permission, Server};
    let family = StartHailuoVideo::FAMILY;
    for error in [refusal(NotFound, 404), refusal(Decode, 200), refusal(Permission, 403)] {
        assert_eq!(after(family, &[error]), Way::Detail);
    }
    let trouble = || refusal(Server, 500);
    assert_eq!(after(family, &[trouble()]), Way::List(1));
    assert_eq!(after(family, &[trouble(), trouble()]), Way::Detail);
    // There the list is the only way.
    assert_eq!(after(StartSeedanceVideo::FAMILY, &[trouble(), trouble()]), Way::List(1));
}

#[test]
fn passing_trouble_is_one_for_the_tasks_themselves() {
    use ErrorKind::{Network, RateLimit, Timeout};
    for error in [refusal(Network, 0), refusal(Timeout, 408), refusal(RateLimit, 429)] {
        let mut lane = lane(StartFaceSwap::FAMILY, 8);
        let ask = look(&mut lane, NOW);
        assert!(lane.refused(&ask, &error, NOW));
    }
}

#[test]
fn a_family_rests_after_429_after_two_failures_and_as_long_as_it_is_told() {
    let mut lane = lane(StartFaceSwap::FAMILY, 1);
    lane.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(lane.rests_until, 0.0);
    lane.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(lane.rests_until.round(), NOW + 2_000.0);
    lane.answered(Way::Detail);
    lane.rest(&refusal(ErrorKind::Network, 0), NOW + 9_000.0, 0.5);
    assert_eq!(lane.rests_until.round(), NOW + 2_000.0);
    lane.answered(Way::Detail);
    lane.rest(&refusal(ErrorKind::RateLimit, 429), NOW + 9_000.0, 0.5);
    assert_eq!(lane.rests_until.round(), NOW + 11_000.0);
    let told = refusal(ErrorKind::Permission, 403).with(|facts| facts.retry_after_ms = Some(30_000.0));
    lane.rest(&told, NOW + 9_000.0, 0.5);
    assert_eq!((lane.rests_until, lane.due()), (NOW + 39_000.0, NOW + 39_000.0));
    assert!(lane.pick(NOW + 38_999.0).is_none());
    assert!(lane.pick(NOW + 39_000.0).is_some());
}

#[test]
fn ten_pages_are_searched_where_the_list_is_the_only_way() {
    let lane = lane(StartSeedanceVideo::FAMILY, 1);
    assert_eq!(lane.next_page(Way::List(1), true), Some(Way::List(2)));
    assert_eq!(lane.next_page(Way::List(1), false), None);
    assert_eq!(lane.next_page(Way::List(10), true), None);
    assert_eq!(self::lane(StartFaceSwap::FAMILY, 1).next_page(Way::List(1), true), None);
}

//! What a poll that failed means for its task.

use super::*;
use crate::api::face_swap::{StartFaceSwap, StartFaceSwapPreview};
use crate::context::options::{CallOptions, PollOptions};
use crate::schema::family::{Family, TaskFamily as _};

const NOW: f64 = 1_000_000_000.0;

fn tracked(family: Family, started_at: Option<f64>) -> TrackedTask {
    let target = Target { id: "1".into(), started_at, siblings: Vec::new(), made: false };
    let group = Rc::new(RouteGroup::new(family, CallOptions::default()));
    TrackedTask { waiting: 1, ..TrackedTask::new(group, target, None, Schedule::USUAL) }
}

fn swap(started_at: Option<f64>) -> TrackedTask {
    tracked(StartFaceSwap::FAMILY, started_at)
}

fn missing() -> Error {
    Error::new(ErrorKind::NotFound, &["no"])
}

#[test]
fn passing_trouble_plans_another_look_and_anything_else_is_the_end() {
    use ErrorKind::{Auth, Credits, Decode, Network, Permission, RateLimit, Server, Timeout, Validation};
    for kind in [Decode, Network, RateLimit, Server, Timeout] {
        let mut tracked = swap(None);
        tracked.failed(&Error::new(kind, &["no"]), true, NOW, 0.5);
        assert_eq!((tracked.is_wanted(), tracked.due), (true, NOW + 2_000.0), "{kind:?}");
    }
    for kind in [Auth, Credits, Permission, Validation] {
        let mut tracked = swap(None);
        tracked.failed(&Error::new(kind, &["no"]), true, NOW, 0.5);
        assert_eq!(tracked.error.as_ref().and_then(Error::task_id), Some("1"), "{kind:?}");
        assert!(tracked.has_ended() && !tracked.is_wanted());
    }
}

#[test]
fn a_task_may_be_unknown_in_its_first_minute() {
    let mut tracked = swap(Some(NOW));
    for after in [0.0, 30_000.0, 59_999.0] {
        tracked.failed(&missing(), true, NOW + after, 0.5);
        assert_eq!(tracked.next_poll, NextPoll::Any);
        // A deadline in this minute says why nothing is known.
        assert_eq!(tracked.last_error.as_ref().map(Error::kind), Some(ErrorKind::NotFound));
    }
    tracked.failed(&missing(), true, NOW + 60_000.0, 0.5);
    assert_eq!(tracked.next_poll, NextPoll::List);
    assert!(tracked.is_wanted());
    tracked.failed(&missing(), false, NOW + 60_000.0, 0.5);
    assert_eq!(
        tracked.error.map(|error| (error.kind(), error.is_retryable())),
        Some((ErrorKind::NotFound, false))
    );
}

#[test]
fn a_task_of_unknown_age_may_be_unknown_for_two_looks() {
    let mut tracked = swap(None);
    let routes = [(); 3].map(|()| {
        tracked.failed(&missing(), true, NOW, 0.5);
        tracked.next_poll
    });
    assert_eq!(routes, [NextPoll::Any, NextPoll::Any, NextPoll::List]);
}

#[test]
fn a_task_that_was_seen_is_looked_for_in_the_list_at_once() {
    let mut tracked = TrackedTask { seen: true, ..swap(Some(NOW)) };
    tracked.failed(&missing(), true, NOW, 0.5);
    assert_eq!(tracked.next_poll, NextPoll::List);
}

#[test]
fn without_a_list_the_own_route_has_the_last_word() {
    let mut tracked = tracked(StartFaceSwapPreview::FAMILY, Some(NOW));
    tracked.failed(&missing(), true, NOW + 60_000.0, 0.5);
    assert_eq!(tracked.error.map(|error| error.kind()), Some(ErrorKind::NotFound));
}

#[test]
#[cfg(feature = "js")]
fn a_single_look_is_never_taken_again() {
    let mut tracked = swap(None).once();
    tracked.failed(&Error::new(ErrorKind::Server, &["no"]), true, NOW, 0.5);
    assert!(tracked.has_ended());
    let mut young = swap(Some(NOW)).once();
    young.failed(&missing(), true, NOW + 1_000.0, 0.5);
    assert_eq!(young.error.map(|error| error.is_retryable()), Some(true));
    // Whatever its age may be, the list can still know it.
    let mut blind = swap(None).once();
    blind.failed(&missing(), true, NOW, 0.5);
    assert_eq!((blind.next_poll, blind.has_ended()), (NextPoll::List, false));
}

#[test]
fn a_task_that_two_batches_leave_out_stays_with_its_own_route() {
    let mut tracked = swap(None);
    let routes = [(); 3].map(|()| {
        tracked.absent_from_batch(true);
        assert_eq!(tracked.next_poll, NextPoll::Detail);
        tracked.plan_next(NOW, false, 0.5);
        tracked.next_poll
    });
    assert_eq!(routes, [NextPoll::Any, NextPoll::Detail, NextPoll::Detail]);
}

#[test]
fn a_list_that_leaves_a_task_out_is_asked_again_in_the_next_round() {
    let mut tracked = swap(None);
    for _ in 0..5 {
        tracked.absent_from_batch(false);
        assert_eq!(tracked.next_poll, NextPoll::Detail);
        tracked.plan_next(NOW, false, 0.5);
        assert_eq!(tracked.next_poll, NextPoll::Any);
    }
}

#[test]
fn a_refused_batch_is_halved_for_this_round_and_at_last_the_task_is_alone() {
    let mut tracked = swap(None);
    tracked.split(200);
    assert_eq!((tracked.size, tracked.next_poll), (100, NextPoll::Any));
    tracked.plan_next(NOW, false, 0.5);
    assert_eq!(tracked.size, 200);
    tracked.split(3);
    assert_eq!((tracked.size, tracked.next_poll), (1, NextPoll::Detail));
    tracked.plan_next(NOW, false, 0.5);
    assert_eq!(tracked.next_poll, NextPoll::Detail);
}

#[test]
fn the_quicker_of_two_waits_counts() {
    let mut tracked = swap(None);
    let every = |ms| {
        let (min_interval_ms, hidden_interval_ms) = (Some(ms), Some(ms));
        Schedule::new(PollOptions { min_interval_ms, hidden_interval_ms, ..PollOptions::default() }, 1.0)
    };
    assert_eq!((tracked.pace(), tracked.hidden_pause()), (2_000.0, 10_000.0));
    tracked.join(every(500.0));
    assert_eq!((tracked.pace(), tracked.hidden_pause()), (500.0, 500.0));
    tracked.join(every(9_000.0));
    assert_eq!((tracked.pace(), tracked.hidden_pause()), (500.0, 500.0));
}

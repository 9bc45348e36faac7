//! Which poll comes next. The time of these tests is a number.

mod rests;

use super::*;
use crate::api::face_swap::{StartFaceSwap, StartFaceSwapPreview};
use crate::api::hailuo_video::StartHailuoVideo;
use crate::api::seedance_1_5_pro::StartSeedanceVideo;
use crate::context::options::PollOptions;
use crate::poll::schedule::Schedule;
use crate::record::view::Target;
use crate::schema::family::TaskFamily as _;

const NOW: f64 = 1_000_000.0;

/// A planner with `count` tasks that are due and wanted.
fn planner(family: Family, count: usize) -> Planner {
    let mut planner = Planner::default();
    let group = planner.group(family, &CallOptions::default());
    for number in 0..count {
        let mut tracked = TrackedTask::new(Rc::clone(&group), target(number as u32), None, Schedule::USUAL);
        tracked.waiting = 1;
        planner.add(tracked);
    }
    planner
}

fn target(number: u32) -> Target {
    Target { id: number.to_string(), started_at: None, siblings: Vec::new(), made: false }
}

/// How many tasks are in a poll.
fn size(planner: &Planner, poll: &Poll) -> usize {
    planner.tasks.iter().filter(|tracked| tracked.poll == poll.number).count()
}

/// Ways and sizes of all polls that begin now.
fn picks(planner: &mut Planner, now: f64) -> Vec<(PollMethod, usize)> {
    std::iter::from_fn(|| planner.next_poll(now).map(|poll| (poll.plan.method, size(planner, &poll))))
        .collect()
}

/// The next poll, which is over at once, and its size.
fn poll(planner: &mut Planner, now: f64) -> (PollMethod, usize) {
    let poll = planner.next_poll(now).unwrap();
    let size = size(planner, &poll);
    planner.release(&poll);
    (poll.plan.method, size)
}

/// The next poll, which fails.
fn fail(planner: &mut Planner, error: Error, now: f64) -> PollMethod {
    let poll = planner.next_poll(now).unwrap();
    assert!(!planner.settle(&poll, Err(error), now, 0.5));
    poll.plan.method
}

/// All tasks are due again, and nothing rests.
fn again(planner: &mut Planner) {
    for tracked in &mut planner.tasks {
        tracked.plan_next(NOW, true, 0.5);
        tracked.due = 0.0;
        tracked.group.rests_until.set(0.0);
    }
}

/// A refusal by the service itself, or (`status` below 0) by something that is not the service.
fn refusal(kind: ErrorKind, status: i32) -> Error {
    Error::new(kind, &["no"]).with(|facts| {
        facts.status = status.unsigned_abs() as u16;
        facts.envelope = status > 0;
    })
}

/// What a family does after its next polls were refused like this: the way of the poll after them.
fn after(family: Family, refusals: &[Error]) -> PollMethod {
    let mut planner = planner(family, 8);
    for error in refusals {
        fail(&mut planner, error.clone(), NOW);
        again(&mut planner);
    }
    poll(&mut planner, NOW).0
}

/// The route group of a planner with one.
fn only(planner: &Planner) -> Rc<RouteGroup> {
    Rc::clone(&planner.tasks[0].group)
}

#[test]
fn two_hundred_tasks_travel_in_a_batch() {
    let mut planner = planner(StartFaceSwap::FAMILY, 450);
    assert_eq!(
        picks(&mut planner, NOW),
        [(PollMethod::Batch, 200), (PollMethod::Batch, 200), (PollMethod::Batch, 50)]
    );
}

#[test]
fn one_task_is_asked_for_by_its_own_route() {
    assert_eq!(picks(&mut planner(StartFaceSwap::FAMILY, 1), NOW), [(PollMethod::Detail, 1)]);
    assert_eq!(picks(&mut planner(StartSeedanceVideo::FAMILY, 1), NOW), [(PollMethod::List, 1)]);
}

#[test]
fn without_a_batch_the_list_tells_and_without_a_list_six_details_at_a_time() {
    assert_eq!(picks(&mut planner(StartHailuoVideo::FAMILY, 8), NOW), [(PollMethod::List, 8)]);
    let mut planner = planner(StartFaceSwapPreview::FAMILY, 8);
    assert_eq!(picks(&mut planner, NOW), [(PollMethod::Detail, 1); 6]);
    assert_eq!(planner.due(), f64::INFINITY);
    only(&planner).end_poll();
    assert_eq!(picks(&mut planner, NOW), [(PollMethod::Detail, 1)]);
}

#[test]
fn what_comes_due_within_the_shortest_pause_travels_along() {
    let mut planner = planner(StartFaceSwap::FAMILY, 4);
    for (tracked, ahead) in planner.tasks.iter_mut().zip([0.0, 2_000.0, 2_001.0, 1_000.0]) {
        tracked.due = NOW + ahead;
    }
    planner.tasks[3].next_poll = NextPoll::Detail;
    assert_eq!(planner.due(), NOW);
    assert_eq!(picks(&mut planner, NOW), [(PollMethod::Batch, 2)]);
    assert_eq!(planner.due(), NOW + 1_000.0);
}

#[test]
fn the_list_comes_before_details_and_details_before_the_batch() {
    let mut planner = planner(StartFaceSwap::FAMILY, 6);
    for (tracked, next_poll) in
        planner.tasks.iter_mut().zip([NextPoll::Any, NextPoll::Detail, NextPoll::List, NextPoll::List])
    {
        tracked.next_poll = next_poll;
    }
    assert_eq!(
        picks(&mut planner, NOW),
        [(PollMethod::List, 2), (PollMethod::Detail, 1), (PollMethod::Batch, 3)]
    );
}

#[test]
fn nobody_is_asked_for_twice_nor_without_a_wait() {
    let mut planner = planner(StartFaceSwap::FAMILY, 3);
    planner.tasks[0].poll = 9;
    planner.tasks[1].waiting = 0;
    assert_eq!(picks(&mut planner, NOW), [(PollMethod::Detail, 1)]);
    assert!(planner.is_wanted(None) && planner.is_wanted(Some(9)));
    planner.tasks[0].waiting = 0;
    assert!(planner.is_wanted(None) && !planner.is_wanted(Some(9)));
    // A poll under way is heard to its end.
    for tracked in &mut planner.tasks {
        tracked.followers = 0;
    }
    planner.forget_unfollowed();
    assert_eq!(planner.tasks.len(), 2);
    planner.tasks[1].error = Some(refusal(ErrorKind::Auth, 401));
    planner.tasks[1].poll = 0;
    assert!(!planner.is_wanted(None));
    planner.forget_unfollowed();
    assert_eq!(planner.tasks.len(), 1);
}

#[test]
fn a_task_is_found_by_its_key_while_somebody_follows_it() {
    let mut planner = planner(StartFaceSwap::FAMILY, 3);
    let keys: Vec<u32> = planner.tasks.iter().map(|tracked| tracked.key).collect();
    planner.tasks[1].followers = 0;
    planner.forget_unfollowed();
    let ids = keys.iter().map(|&key| planner.tracked(key).map(|tracked| tracked.target.id.clone()));
    assert_eq!(ids.collect::<Vec<_>>(), [Some("0".into()), None, Some("2".into())]);
}

#[test]
fn a_batch_that_the_service_refuses_is_halved_until_the_bad_task_is_alone() {
    for kind in [ErrorKind::NotFound, ErrorKind::Validation] {
        let mut planner = planner(StartFaceSwap::FAMILY, 8);
        let mut sizes = Vec::new();
        loop {
            let poll = planner.next_poll(NOW).unwrap();
            sizes.push(size(&planner, &poll));
            if poll.plan.method == PollMethod::Detail {
                break;
            }
            if planner.tasks.iter().any(|tracked| tracked.poll == poll.number && tracked.target.id == "3") {
                planner.settle(&poll, Err(refusal(kind, 400)), NOW, 0.5);
            } else {
                for tracked in &mut planner.tasks {
                    if tracked.poll == poll.number {
                        tracked.plan_next(NOW, false, 0.5);
                    }
                }
                planner.release(&poll);
            }
        }
        assert_eq!(sizes, [8, 4, 2, 2, 1]);
    }
}

#[test]
fn a_batch_that_is_missing_or_forbidden_rests_for_a_minute() {
    use ErrorKind::{NotFound, Permission, Validation};
    for error in [
        refusal(NotFound, -404),
        refusal(Validation, -405),
        refusal(Validation, 405),
        refusal(Permission, 403),
    ] {
        let mut planner = planner(StartFaceSwap::FAMILY, 8);
        fail(&mut planner, error, NOW);
        again(&mut planner);
        assert_eq!(poll(&mut planner, NOW + 59_999.0).0, PollMethod::List);
        assert_eq!(poll(&mut planner, NOW + 60_000.0).0, PollMethod::Batch);
    }
}

#[test]
fn two_useless_batches_end_them_and_one_that_is_good_begins_the_count_again() {
    let unusable = || refusal(ErrorKind::Decode, 200);
    assert_eq!(after(StartFaceSwap::FAMILY, &[unusable()]), PollMethod::Batch);
    assert_eq!(after(StartFaceSwap::FAMILY, &[unusable(), unusable()]), PollMethod::List);
    let mut planner = planner(StartFaceSwap::FAMILY, 8);
    for _ in 0..3 {
        assert_eq!(fail(&mut planner, unusable(), NOW), PollMethod::Batch);
        only(&planner).answered(PollMethod::Batch);
        again(&mut planner);
    }
}

#[test]
fn a_batch_that_fails_twice_rests_for_a_minute() {
    let mut planner = planner(StartFaceSwap::FAMILY, 8);
    for _ in 0..2 {
        assert_eq!(fail(&mut planner, refusal(ErrorKind::Server, 500), NOW), PollMethod::Batch);
        // It is one for the tasks themselves.
        assert!(planner.tasks.iter().all(|tracked| tracked.due > NOW));
        again(&mut planner);
    }
    assert_eq!(poll(&mut planner, NOW + 59_999.0).0, PollMethod::List);
    assert_eq!(poll(&mut planner, NOW + 60_000.0).0, PollMethod::Batch);
}

#[test]
fn a_list_that_cannot_tell_leaves_the_tasks_to_their_own_route() {
    use ErrorKind::{Decode, NotFound, Permission, Server};
    let family = StartHailuoVideo::FAMILY;
    for error in [refusal(NotFound, 404), refusal(Permission, 403)] {
        assert_eq!(after(family, &[error]), PollMethod::Detail);
    }
    let unusable = || refusal(Decode, 200);
    assert_eq!(after(family, &[unusable()]), PollMethod::List);
    assert_eq!(after(family, &[unusable(), unusable()]), PollMethod::Detail);
    let last_error = || refusal(Server, 500);
    assert_eq!(after(family, &[last_error()]), PollMethod::List);
    assert_eq!(after(family, &[last_error(), last_error()]), PollMethod::Detail);
    // There the list is the only way.
    assert_eq!(after(StartSeedanceVideo::FAMILY, &[last_error(), last_error()]), PollMethod::List);
}

#[test]
fn the_waits_end_after_seven_polls_that_something_else_answered_and_half_a_minute() {
    let group = only(&planner(StartFaceSwap::FAMILY, 1));
    let is_foreign_too_often = |seconds: &[u32]| {
        seconds.iter().map(|after| group.count_foreign(NOW + f64::from(*after) * 1_000.0)).collect::<Vec<_>>()
    };
    assert_eq!(is_foreign_too_often(&[0, 1, 2, 3, 4, 5, 6, 29]), [false; 8]);
    assert_eq!(is_foreign_too_often(&[30]), [true]);
    // The count begins again.
    assert_eq!(
        is_foreign_too_often(&[40, 50, 60, 70, 80, 90, 100]),
        [false, false, false, false, false, false, true]
    );
    is_foreign_too_often(&[110, 120, 130, 140, 150, 160]);
    group.answered(PollMethod::Detail);
    assert_eq!(is_foreign_too_often(&[170]), [false]);
}

#[test]
fn passing_trouble_is_one_for_the_tasks_themselves() {
    use ErrorKind::{Network, RateLimit, Timeout};
    for error in [refusal(Network, 0), refusal(Timeout, 408), refusal(RateLimit, 429)] {
        let mut planner = planner(StartFaceSwap::FAMILY, 8);
        fail(&mut planner, error, NOW);
        assert!(planner.tasks.iter().all(|tracked| tracked.due > NOW && tracked.next_poll == NextPoll::Any));
    }
}

#[test]
fn ten_pages_are_searched_where_the_list_is_the_only_way() {
    let group = only(&planner(StartSeedanceVideo::FAMILY, 1));
    assert!(group.has_next_page(PollMethod::List, 1, true) && group.has_next_page(PollMethod::List, 9, true));
    assert!(
        !group.has_next_page(PollMethod::List, 1, false) && !group.has_next_page(PollMethod::List, 10, true)
    );
    assert!(!only(&planner(StartFaceSwap::FAMILY, 1)).has_next_page(PollMethod::List, 1, true));
}

#[test]
fn a_page_of_the_list_that_leaves_some_out_goes_on_with_those_alone() {
    let mut planner = planner(StartSeedanceVideo::FAMILY, 3);
    let mut poll = planner.next_poll(NOW).unwrap();
    let nothing = || Ok(PollAnswer { records: None, has_more: true, average_ms: 0.0 });
    assert!(planner.settle(&poll, nothing(), NOW, 0.5));
    assert_eq!((size(&planner, &poll), planner.due()), (3, f64::INFINITY));
    poll.plan.page = 10;
    assert!(!planner.settle(&poll, nothing(), NOW, 0.5));
    assert!(
        planner.tasks.iter().all(|tracked| tracked.poll == 0 && tracked.is_wanted() && tracked.due > NOW)
    );
}

#[test]
fn those_with_other_options_have_a_route_group_of_their_own_that_rests_with_the_family() {
    let mut planner = planner(StartFaceSwap::FAMILY, 1);
    only(&planner).rests_until.set(NOW);
    let call = CallOptions { timeout_ms: Some(5.0), ..CallOptions::default() };
    let other = planner.group(StartFaceSwap::FAMILY, &call);
    assert!(Rc::ptr_eq(&other, &planner.group(StartFaceSwap::FAMILY, &call)));
    assert!(!Rc::ptr_eq(&other, &only(&planner)));
    assert_eq!(other.rests_until.get(), NOW);
    assert_eq!(planner.group(StartFaceSwapPreview::FAMILY, &call).rests_until.get(), 0.0);
}

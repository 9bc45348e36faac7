//! Which look comes next. The time of these tests is a number.

use super::*;
use crate::api::face_swap::{StartFaceSwap, StartFaceSwapPreview};
use crate::api::hailuo_video::StartHailuoVideo;
use crate::api::seedance_1_5_pro::StartSeedanceVideo;
use crate::context::options::PollOptions;
use crate::poll::schedule::Schedule;
use crate::record::view::Target;
use crate::schema::family::TaskFamily as _;

const NOW: f64 = 1_000_000.0;

/// A lane with so many tasks that are due and wanted.
fn board(family: Family, count: usize) -> Board {
    let mut board = Board::default();
    let lane = board.lane(family, &CallOptions::default());
    for number in 0..count {
        let mut slot = Slot::new(Rc::clone(&lane), target(number as u32), None, Schedule::USUAL);
        slot.parked = 1;
        board.add(slot);
    }
    board
}

fn target(number: u32) -> Target {
    Target { id: number.to_string(), started_at: None, siblings: Vec::new(), made: false }
}

/// How many tasks are in a look.
fn size(board: &Board, ask: &Ask) -> usize {
    board.slots.iter().filter(|slot| slot.look == ask.number).count()
}

/// Ways and sizes of all looks that begin now.
fn picks(board: &mut Board, now: f64) -> Vec<(Way, usize)> {
    std::iter::from_fn(|| board.pick(now).map(|ask| (ask.plan.way, size(board, &ask)))).collect()
}

/// The next look, which is over at once, and its size.
fn look(board: &mut Board, now: f64) -> (Way, usize) {
    let ask = board.pick(now).unwrap();
    let size = size(board, &ask);
    board.release(&ask);
    (ask.plan.way, size)
}

/// The next look, which fails.
fn fail(board: &mut Board, error: Error, now: f64) -> Way {
    let ask = board.pick(now).unwrap();
    assert!(!board.settle(&ask, Err(error), now, 0.5));
    ask.plan.way
}

/// All tasks are due again, and nothing rests.
fn again(board: &mut Board) {
    for slot in &mut board.slots {
        slot.later(NOW, true, 0.5);
        slot.due = 0.0;
        slot.lane.rests_until.set(0.0);
    }
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
    let mut board = board(family, 8);
    for error in refusals {
        fail(&mut board, error.clone(), NOW);
        again(&mut board);
    }
    look(&mut board, NOW).0
}

/// The lane of a board with one.
fn only(board: &Board) -> Rc<Lane> {
    Rc::clone(&board.slots[0].lane)
}

#[test]
fn two_hundred_tasks_travel_in_a_batch() {
    let mut board = board(StartFaceSwap::FAMILY, 450);
    assert_eq!(picks(&mut board, NOW), [(Way::Batch, 200), (Way::Batch, 200), (Way::Batch, 50)]);
}

#[test]
fn one_task_is_asked_for_by_its_own_route() {
    assert_eq!(picks(&mut board(StartFaceSwap::FAMILY, 1), NOW), [(Way::Detail, 1)]);
    assert_eq!(picks(&mut board(StartSeedanceVideo::FAMILY, 1), NOW), [(Way::List, 1)]);
}

#[test]
fn without_a_batch_the_list_tells_and_without_a_list_six_details_at_a_time() {
    assert_eq!(picks(&mut board(StartHailuoVideo::FAMILY, 8), NOW), [(Way::List, 8)]);
    let mut board = board(StartFaceSwapPreview::FAMILY, 8);
    assert_eq!(picks(&mut board, NOW), [(Way::Detail, 1); 6]);
    assert_eq!(board.due(), f64::INFINITY);
    only(&board).end_look();
    assert_eq!(picks(&mut board, NOW), [(Way::Detail, 1)]);
}

#[test]
fn what_comes_due_within_the_shortest_pause_travels_along() {
    let mut board = board(StartFaceSwap::FAMILY, 4);
    for (slot, ahead) in board.slots.iter_mut().zip([0.0, 2_000.0, 2_001.0, 1_000.0]) {
        slot.due = NOW + ahead;
    }
    board.slots[3].route = Route::Detail;
    assert_eq!(board.due(), NOW);
    assert_eq!(picks(&mut board, NOW), [(Way::Batch, 2)]);
    assert_eq!(board.due(), NOW + 1_000.0);
}

#[test]
fn the_list_comes_before_details_and_details_before_the_batch() {
    let mut board = board(StartFaceSwap::FAMILY, 6);
    for (slot, route) in board.slots.iter_mut().zip([Route::Any, Route::Detail, Route::List, Route::List]) {
        slot.route = route;
    }
    assert_eq!(picks(&mut board, NOW), [(Way::List, 2), (Way::Detail, 1), (Way::Batch, 3)]);
}

#[test]
fn nobody_is_asked_for_twice_nor_without_a_wait() {
    let mut board = board(StartFaceSwap::FAMILY, 3);
    board.slots[0].look = 9;
    board.slots[1].parked = 0;
    assert_eq!(picks(&mut board, NOW), [(Way::Detail, 1)]);
    assert!(board.is_wanted(None) && board.is_wanted(Some(9)));
    board.slots[0].parked = 0;
    assert!(board.is_wanted(None) && !board.is_wanted(Some(9)));
    // A look under way is heard to its end.
    for slot in &mut board.slots {
        slot.followers = 0;
    }
    board.tidy();
    assert_eq!(board.slots.len(), 2);
    board.slots[1].error = Some(refusal(ErrorKind::Auth, 401));
    board.slots[1].look = 0;
    assert!(!board.is_wanted(None));
    board.tidy();
    assert_eq!(board.slots.len(), 1);
}

#[test]
fn a_task_is_found_by_its_key_while_somebody_follows_it() {
    let mut board = board(StartFaceSwap::FAMILY, 3);
    let keys: Vec<u32> = board.slots.iter().map(|slot| slot.key).collect();
    board.slots[1].followers = 0;
    board.tidy();
    let ids = keys.iter().map(|&key| board.slot(key).map(|slot| slot.target.id.clone()));
    assert_eq!(ids.collect::<Vec<_>>(), [Some("0".into()), None, Some("2".into())]);
}

#[test]
fn a_batch_that_the_service_refuses_is_halved_until_the_bad_task_is_alone() {
    for kind in [ErrorKind::NotFound, ErrorKind::Validation] {
        let mut board = board(StartFaceSwap::FAMILY, 8);
        let mut sizes = Vec::new();
        loop {
            let ask = board.pick(NOW).unwrap();
            sizes.push(size(&board, &ask));
            if ask.plan.way == Way::Detail {
                break;
            }
            if board.slots.iter().any(|slot| slot.look == ask.number && slot.target.id == "3") {
                board.settle(&ask, Err(refusal(kind, 400)), NOW, 0.5);
            } else {
                for slot in &mut board.slots {
                    if slot.look == ask.number {
                        slot.later(NOW, false, 0.5);
                    }
                }
                board.release(&ask);
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
        let mut board = board(StartFaceSwap::FAMILY, 8);
        fail(&mut board, error, NOW);
        again(&mut board);
        assert_eq!(look(&mut board, NOW + 59_999.0).0, Way::List);
        assert_eq!(look(&mut board, NOW + 60_000.0).0, Way::Batch);
    }
}

#[test]
fn two_useless_batches_end_them_and_one_that_is_good_begins_the_count_again() {
    let useless = || refusal(ErrorKind::Decode, 200);
    assert_eq!(after(StartFaceSwap::FAMILY, &[useless()]), Way::Batch);
    assert_eq!(after(StartFaceSwap::FAMILY, &[useless(), useless()]), Way::List);
    let mut board = board(StartFaceSwap::FAMILY, 8);
    for _ in 0..3 {
        assert_eq!(fail(&mut board, useless(), NOW), Way::Batch);
        only(&board).answered(Way::Batch);
        again(&mut board);
    }
}

#[test]
fn a_batch_that_fails_twice_rests_for_a_minute() {
    let mut board = board(StartFaceSwap::FAMILY, 8);
    for _ in 0..2 {
        assert_eq!(fail(&mut board, refusal(ErrorKind::Server, 500), NOW), Way::Batch);
        // It is one for the tasks themselves.
        assert!(board.slots.iter().all(|slot| slot.due > NOW));
        again(&mut board);
    }
    assert_eq!(look(&mut board, NOW + 59_999.0).0, Way::List);
    assert_eq!(look(&mut board, NOW + 60_000.0).0, Way::Batch);
}

#[test]
fn a_list_that_cannot_tell_leaves_the_tasks_to_their_own_route() {
    use ErrorKind::{Decode, NotFound, Permission, Server};
    let family = StartHailuoVideo::FAMILY;
    for error in [refusal(NotFound, 404), refusal(Permission, 403)] {
        assert_eq!(after(family, &[error]), Way::Detail);
    }
    let useless = || refusal(Decode, 200);
    assert_eq!(after(family, &[useless()]), Way::List);
    assert_eq!(after(family, &[useless(), useless()]), Way::Detail);
    let trouble = || refusal(Server, 500);
    assert_eq!(after(family, &[trouble()]), Way::List);
    assert_eq!(after(family, &[trouble(), trouble()]), Way::Detail);
    // There the list is the only way.
    assert_eq!(after(StartSeedanceVideo::FAMILY, &[trouble(), trouble()]), Way::List);
}

#[test]
fn the_waits_end_after_seven_polls_that_something_else_answered_and_half_a_minute() {
    let lane = only(&board(StartFaceSwap::FAMILY, 1));
    let lost = |seconds: &[u32]| {
        seconds.iter().map(|after| lane.is_lost(NOW + f64::from(*after) * 1_000.0)).collect::<Vec<_>>()
    };
    assert_eq!(lost(&[0, 1, 2, 3, 4, 5, 6, 29]), [false; 8]);
    assert_eq!(lost(&[30]), [true]);
    // The count begins again.
    assert_eq!(lost(&[40, 50, 60, 70, 80, 90, 100]), [false, false, false, false, false, false, true]);
    lost(&[110, 120, 130, 140, 150, 160]);
    lane.answered(Way::Detail);
    assert_eq!(lost(&[170]), [false]);
}

#[test]
fn passing_trouble_is_one_for_the_tasks_themselves() {
    use ErrorKind::{Network, RateLimit, Timeout};
    for error in [refusal(Network, 0), refusal(Timeout, 408), refusal(RateLimit, 429)] {
        let mut board = board(StartFaceSwap::FAMILY, 8);
        fail(&mut board, error, NOW);
        assert!(board.slots.iter().all(|slot| slot.due > NOW && slot.route == Route::Any));
    }
}

#[test]
fn a_family_rests_after_429_after_two_failures_and_as_long_as_it_is_told() {
    let mut board = board(StartFaceSwap::FAMILY, 1);
    let lane = only(&board);
    lane.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(lane.rests_until.get(), 0.0);
    lane.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(lane.rests_until.get().round(), NOW + 2_800.0);
    lane.answered(Way::Detail);
    lane.rest(&refusal(ErrorKind::Network, 0), NOW + 9_000.0, 0.5);
    assert_eq!(lane.rests_until.get().round(), NOW + 2_800.0);
    lane.answered(Way::Detail);
    lane.rest(&refusal(ErrorKind::RateLimit, 429), NOW + 9_000.0, 0.5);
    assert_eq!(lane.rests_until.get().round(), NOW + 11_000.0);
    let told = refusal(ErrorKind::Permission, 403).with(|facts| facts.retry_after_ms = Some(30_000.0));
    lane.rest(&told, NOW + 9_000.0, 0.5);
    // A fifth at most comes on top, at random.
    assert_eq!((lane.rests_until.get(), board.due()), (NOW + 42_000.0, NOW + 42_000.0));
    assert!(board.pick(NOW + 41_999.0).is_none());
    assert!(board.pick(NOW + 42_000.0).is_some());
}

#[test]
fn a_pause_of_more_than_a_minute_is_not_believed_but_the_usual_ones_grow_to_a_minute() {
    let board = board(StartFaceSwap::FAMILY, 1);
    let lane = only(&board);
    let busy = refusal(ErrorKind::RateLimit, 429);
    let asked = busy.clone().with(|facts| facts.retry_after_ms = Some(60_001.0));
    let mut now = NOW;
    let mut next = |error| {
        lane.rest(error, now, 0.5);
        let pause = lane.rests_until.get() - now;
        now += pause;
        pause.round()
    };
    let pauses = [(); 12].map(|()| next(&asked));
    assert_eq!(
        pauses,
        [
            2_000.0, 2_800.0, 3_920.0, 5_488.0, 7_683.0, 10_756.0, 15_059.0, 21_083.0, 29_516.0, 41_322.0,
            57_851.0, 60_000.0
        ]
    );
    lane.answered(Way::Detail);
    assert_eq!([(); 7].map(|()| next(&busy))[5..], [10_000.0, 10_000.0]);
}

#[test]
#[cfg(feature = "js")]
fn notices_end_a_rest_at_once_and_then_every_ten_seconds() {
    let lane = only(&board(StartFaceSwap::FAMILY, 1));
    let rest = |from: f64| lane.rests_until.set(from + 50_000.0);
    let noticed = |at: f64| {
        lane.wake(at);
        lane.rests_until.get() - NOW
    };
    rest(NOW);
    assert_eq!([noticed(NOW + 1_000.0), noticed(NOW + 2_000.0)], [1_000.0, 1_000.0]);
    // The poll was refused as well.
    rest(NOW + 1_000.0);
    assert_eq!([2_000.0, 3_000.0, 9_000.0].map(|after| noticed(NOW + after)), [11_000.0; 3]);
    rest(NOW + 11_000.0);
    assert_eq!(noticed(NOW + 12_000.0), 21_000.0);
    rest(NOW + 21_000.0);
    assert_eq!(noticed(NOW + 40_000.0), 40_000.0);
}

#[test]
fn a_page_that_nobody_sees_polls_as_each_wait_wants_it() {
    let mut board = board(StartFaceSwap::FAMILY, 3);
    for (slot, hidden) in board.slots.iter_mut().zip([f64::INFINITY, 10_000.0, 0.0]) {
        let options = PollOptions { hidden_interval_ms: Some(hidden), ..PollOptions::default() };
        let schedule = Schedule::new(options, 1.0);
        let key = std::mem::take(&mut slot.key);
        *slot = Slot::new(Rc::clone(&slot.lane), target(key), None, schedule);
        slot.key = key;
        slot.parked = 1;
    }
    board.see(true, false);
    // The first poll tells what is known of a task.
    assert_eq!(picks(&mut board, NOW), [(Way::Batch, 3)]);
    let after = |board: &mut Board| {
        for slot in &mut board.slots {
            (slot.look, slot.due) = (0, NOW + 2_000.0);
        }
        board.slots.iter().map(|slot| due_at(slot, board.is_hidden) - NOW).collect::<Vec<_>>()
    };
    assert_eq!(after(&mut board), [f64::INFINITY, 10_000.0, 2_000.0]);
    board.see(false, false);
    assert_eq!(after(&mut board), [2_000.0; 3]);
    board.see(true, false);
    for slot in &mut board.slots {
        slot.press();
    }
    assert_eq!(board.due(), 0.0);
}

#[test]
fn a_page_that_is_seen_or_online_again_ends_the_rests_that_nobody_asked_for() {
    // A poll failed at NOW, so the shortest pause is over two seconds later.
    for (kind, until) in [(ErrorKind::Network, NOW + 2_000.0), (ErrorKind::RateLimit, NOW + 9_000.0)] {
        let mut board = board(StartFaceSwap::FAMILY, 2);
        fail(&mut board, refusal(kind, 0), NOW);
        only(&board).rests_until.set(NOW + 9_000.0);
        board.see(false, true);
        assert_eq!(board.due(), until, "{kind:?}");
    }
}

#[test]
fn ten_pages_are_searched_where_the_list_is_the_only_way() {
    let lane = only(&board(StartSeedanceVideo::FAMILY, 1));
    assert!(lane.goes_on(Way::List, 1, true) && lane.goes_on(Way::List, 9, true));
    assert!(!lane.goes_on(Way::List, 1, false) && !lane.goes_on(Way::List, 10, true));
    assert!(!only(&board(StartFaceSwap::FAMILY, 1)).goes_on(Way::List, 1, true));
}

#[test]
fn a_page_of_the_list_that_leaves_some_out_goes_on_with_those_alone() {
    let mut board = board(StartSeedanceVideo::FAMILY, 3);
    let mut ask = board.pick(NOW).unwrap();
    let nothing = || Ok(Found { records: None, has_more: true, average_ms: 0.0 });
    assert!(board.settle(&ask, nothing(), NOW, 0.5));
    assert_eq!((size(&board, &ask), board.due()), (3, f64::INFINITY));
    ask.plan.page = 10;
    assert!(!board.settle(&ask, nothing(), NOW, 0.5));
    assert!(board.slots.iter().all(|slot| slot.look == 0 && slot.is_wanted() && slot.due > NOW));
}

#[test]
fn those_with_other_options_have_a_lane_of_their_own_that_rests_with_the_family() {
    let mut board = board(StartFaceSwap::FAMILY, 1);
    only(&board).rests_until.set(NOW);
    let call = CallOptions { timeout_ms: Some(5.0), ..CallOptions::default() };
    let other = board.lane(StartFaceSwap::FAMILY, &call);
    assert!(Rc::ptr_eq(&other, &board.lane(StartFaceSwap::FAMILY, &call)));
    assert!(!Rc::ptr_eq(&other, &only(&board)));
    assert_eq!(other.rests_until.get(), NOW);
    assert_eq!(board.lane(StartFaceSwapPreview::FAMILY, &call).rests_until.get(), 0.0);
}

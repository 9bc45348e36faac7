//! When a family rests, and when a page that is hidden polls.

use super::*;

#[test]
fn a_family_rests_after_429_after_two_failures_and_as_long_as_it_is_told() {
    let mut planner = planner(StartFaceSwap::FAMILY, 1);
    let group = only(&planner);
    group.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(group.rests_until.get(), 0.0);
    group.rest(&refusal(ErrorKind::Server, 500), NOW, 0.5);
    assert_eq!(group.rests_until.get().round(), NOW + 2_800.0);
    group.answered(PollMethod::Detail);
    group.rest(&refusal(ErrorKind::Network, 0), NOW + 9_000.0, 0.5);
    assert_eq!(group.rests_until.get().round(), NOW + 2_800.0);
    group.answered(PollMethod::Detail);
    group.rest(&refusal(ErrorKind::RateLimit, 429), NOW + 9_000.0, 0.5);
    assert_eq!(group.rests_until.get().round(), NOW + 11_000.0);
    let reported = refusal(ErrorKind::Permission, 403).with(|facts| facts.retry_after_ms = Some(30_000.0));
    group.rest(&reported, NOW + 9_000.0, 0.5);
    // A fifth at most comes on top, at random.
    assert_eq!((group.rests_until.get(), planner.due()), (NOW + 42_000.0, NOW + 42_000.0));
    assert!(planner.next_poll(NOW + 41_999.0).is_none());
    assert!(planner.next_poll(NOW + 42_000.0).is_some());
}

#[test]
fn a_pause_of_more_than_a_minute_is_not_believed_but_the_usual_ones_grow_to_a_minute() {
    let planner = planner(StartFaceSwap::FAMILY, 1);
    let group = only(&planner);
    let busy = refusal(ErrorKind::RateLimit, 429);
    let asked = busy.clone().with(|facts| facts.retry_after_ms = Some(60_001.0));
    let mut now = NOW;
    let mut next = |error| {
        group.rest(error, now, 0.5);
        let pause = group.rests_until.get() - now;
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
    group.answered(PollMethod::Detail);
    assert_eq!([(); 7].map(|()| next(&busy))[5..], [10_000.0, 10_000.0]);
}

#[test]
#[cfg(feature = "js")]
fn notices_end_a_rest_at_once_and_then_every_ten_seconds() {
    let group = only(&planner(StartFaceSwap::FAMILY, 1));
    let rest = |from: f64| group.rests_until.set(from + 50_000.0);
    let noticed = |at: f64| {
        group.wake(at);
        group.rests_until.get() - NOW
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
    let mut planner = planner(StartFaceSwap::FAMILY, 3);
    for (tracked, hidden) in planner.tasks.iter_mut().zip([f64::INFINITY, 10_000.0, 0.0]) {
        let options = PollOptions { hidden_interval_ms: Some(hidden), ..PollOptions::default() };
        let schedule = Schedule::new(options, 1.0);
        let key = std::mem::take(&mut tracked.key);
        *tracked = TrackedTask::new(Rc::clone(&tracked.group), target(key), None, schedule);
        tracked.key = key;
        tracked.waiting = 1;
    }
    planner.set_visibility(true, false);
    // The first poll tells what is known of a task.
    assert_eq!(picks(&mut planner, NOW), [(PollMethod::Batch, 3)]);
    let after = |planner: &mut Planner| {
        for tracked in &mut planner.tasks {
            (tracked.poll, tracked.due) = (0, NOW + 2_000.0);
        }
        planner.tasks.iter().map(|tracked| due_at(tracked, planner.is_hidden) - NOW).collect::<Vec<_>>()
    };
    assert_eq!(after(&mut planner), [f64::INFINITY, 10_000.0, 2_000.0]);
    planner.set_visibility(false, false);
    assert_eq!(after(&mut planner), [2_000.0; 3]);
    planner.set_visibility(true, false);
    for tracked in &mut planner.tasks {
        tracked.begin_last_poll();
    }
    assert_eq!(planner.due(), 0.0);
}

#[test]
fn a_page_that_is_seen_or_online_again_ends_the_rests_that_nobody_asked_for() {
    // A poll failed at NOW, so the shortest pause is over two seconds later.
    for (kind, until) in [(ErrorKind::Network, NOW + 2_000.0), (ErrorKind::RateLimit, NOW + 9_000.0)] {
        let mut planner = planner(StartFaceSwap::FAMILY, 2);
        fail(&mut planner, refusal(kind, 0), NOW);
        only(&planner).rests_until.set(NOW + 9_000.0);
        planner.set_visibility(false, true);
        assert_eq!(planner.due(), until, "{kind:?}");
    }
}

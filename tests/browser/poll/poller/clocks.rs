//! Clocks that are set, and machines that sleep.

use wasm_bindgen_test::wasm_bindgen_test;

use super::NEVER;
use crate::support::*;

const HOUR: f64 = 3_600_000.0;

/// Lets the poller make its first look.
async fn first_look(service: &Service) {
    while service.count("detail") + service.count("batch") == 0 {
        macrotask().await;
    }
}

#[wasm_bindgen_test]
async fn a_clock_that_is_set_back_changes_neither_pauses_nor_deadlines() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let a2e = service.client("{}");
    let clock = Clock::patient();
    let options = js("{ poll: { timeoutMs: 60000, minIntervalMs: 10000 } }");
    let waits: Vec<_> =
        (0..2).map(|n| begin(&a2e, "faceSwap.wait", &[id(n).into(), options.clone()])).collect();
    first_look(&service).await;
    clock.set_back(HOUR);
    for wait in waits {
        has(&rejects(wait).await, "{ kind: 'task_timeout' }");
    }
    let slept = clock.pauses().iter().sum::<f64>();
    assert!((60_000.0..70_001.0).contains(&slept), "{:?}", clock.pauses());
    assert_eq!((service.count("batch"), clock.waiting()), (7, 0));
}

#[wasm_bindgen_test]
async fn a_machine_that_slept_past_the_deadline_gets_one_more_look() {
    let ended = "looks: () => Date.now() < awake ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'https://a.example/x' }";
    for family in ["faceSwap", "faceSwap.previews"] {
        let service = Service::new(&format!("{{ {ended} }}"));
        let clock = Clock::patient();
        share("awake", &(clock.now() + HOUR).into());
        let waits = waits(&service.client("{ poll: { timeoutMs: 60000 } }"), family, 2);
        first_look(&service).await;
        clock.sleep(HOUR);
        all_succeed(waits).await;
        assert_eq!(clock.waiting(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_wait_that_wakes_late_has_its_last_poll_however_late_it_is() {
    let ended = "looks: () => Date.now() < awake ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'https://a.example/x' }";
    for late in [0.0, 1.0, 900.0, 4_999.0, 5_000.0, 5_001.0, HOUR] {
        let service = Service::new(&format!("{{ {ended} }}"));
        let clock = Clock::patient();
        share("awake", &(clock.now() + 60_000.0 + late).into());
        // Its second look would come after the deadline.
        let poll = "{ poll: { timeoutMs: 60000, minIntervalMs: 3600000, maxIntervalMs: 3600000 } }";
        let waits = waits(&service.client(poll), "faceSwap", 1);
        first_look(&service).await;
        clock.sleep(60_000.0 + late);
        all_succeed(waits).await;
        assert_eq!((service.count("detail"), clock.waiting()), (2, 0), "{late}");
    }
}

#[wasm_bindgen_test]
async fn a_wait_that_wakes_with_a_poll_under_way_has_a_new_one() {
    let meet = "meet: (ask, service) => service.asked.length < 2 ? new Promise(() => {}) : undefined";
    let service = Service::new(&format!("{{ {meet} }}"));
    let clock = Clock::impatient();
    let waits = waits(&service.client("{ poll: { timeoutMs: 10000 } }"), "faceSwap", 1);
    all_succeed(waits).await;
    assert_eq!(clock.pauses().iter().sum::<f64>(), 10_000.0);
}

#[wasm_bindgen_test]
async fn no_deadline_ends_before_a_poll_has_come_back() {
    let service = Service::new("{}");
    let a2e = service.client("{ poll: { timeoutMs: 1 } }");
    let _clock = Clock::patient();
    all_succeed(waits(&a2e, "faceSwap", 2)).await;
}

#[wasm_bindgen_test]
async fn a_deadline_before_the_first_pause_is_over_makes_the_first_poll() {
    let meet = "meet: (ask) => { ask.at = Date.now(); return ask.ids[0] === 'add' ? reply({ _id: nth(0), current_status: 'sent' }) : undefined }";
    for hidden in ["slow", "pause"] {
        let service = Service::new(&format!("{{ {meet} }}"));
        let a2e = service.client(&format!("{{ poll: {{ timeoutMs: 500, hidden: '{hidden}' }} }}"));
        let clock = Clock::patient();
        has(&ok(&a2e, "faceSwap.run", &[js(SWAP)]).await, "{ state: 'succeeded' }");
        assert_eq!((clock.pauses(), clock.waiting()), (vec![500.0, 0.0], 0));
    }
}

#[wasm_bindgen_test]
async fn no_deadline_ends_before_a_poll_has_come_back_although_many_tasks_are_polled_six_at_a_time() {
    let slow = "meet: async () => void (await new Promise((done) => setTimeout(done, 10000)))";
    let service = Service::new(&format!("{{ {slow} }}"));
    let _clock = Clock::impatient();
    all_succeed(waits(&service.client("{ poll: { timeoutMs: 1 } }"), "faceSwap.previews", 100)).await;
}

#[wasm_bindgen_test]
async fn a_machine_that_sleeps_again_loses_one_second_of_its_last_poll() {
    let meet = "meet: (ask, service) => service.asked.length > 1 && service.asked.length < 4 ? Promise.reject(new TypeError('offline')) : undefined";
    let looks = "looks: (id, n) => n < 2 ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'https://a.example/x' }";
    let service = Service::new(&format!("{{ {meet}, {looks} }}"));
    let clock = Clock::patient();
    let poll = "{ poll: { timeoutMs: 60000, minIntervalMs: 2000, maxIntervalMs: 2000 } }";
    let waits = waits(&service.client(poll), "faceSwap", 1);
    first_look(&service).await;
    clock.sleep(HOUR);
    while service.count("detail") < 2 {
        macrotask().await;
    }
    clock.sleep(HOUR);
    all_succeed(waits).await;
}

#[wasm_bindgen_test]
async fn after_a_sleep_a_wait_without_news_ends_soon() {
    let service = Service::new(&format!("{{ {NEVER} }}"));
    let clock = Clock::patient();
    let began = clock.now();
    let waits = waits(&service.client("{ poll: { timeoutMs: 60000 } }"), "faceSwap", 2);
    first_look(&service).await;
    clock.sleep(HOUR);
    for wait in waits {
        has(&rejects(wait).await, "{ kind: 'task_timeout' }");
    }
    assert!(clock.now() - began <= HOUR + 60_000.0);
}

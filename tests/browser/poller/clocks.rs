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
    assert_eq!((service.count("batch"), clock.waiting()), (6, 0));
}

#[wasm_bindgen_test]
async fn a_machine_that_slept_past_the_deadline_gets_one_more_look() {
    let ended = "looks: () => Date.now() < awake ? { current_status: 'processing' } : { current_status: 'completed', result_url: 'x' }";
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

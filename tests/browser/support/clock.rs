//! The fake clock: see `fakes.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/browser/support/fakes.js")]
extern "C" {
    type FakeClock;
    #[wasm_bindgen(constructor)]
    fn new(patient: bool) -> FakeClock;
    #[wasm_bindgen(method)]
    fn remove(this: &FakeClock);
    #[wasm_bindgen(method)]
    fn hold(this: &FakeClock);
    #[wasm_bindgen(method, js_name = setBack)]
    fn set_back(this: &FakeClock, ms: f64);
    #[wasm_bindgen(method)]
    fn sleep(this: &FakeClock, ms: f64);
    #[wasm_bindgen(method, getter)]
    fn waiting(this: &FakeClock) -> u32;
    #[wasm_bindgen(method, getter)]
    fn jumps(this: &FakeClock) -> Vec<f64>;
    #[wasm_bindgen(method, getter)]
    fn now(this: &FakeClock) -> f64;
    #[wasm_bindgen(method, setter)]
    fn set_random(this: &FakeClock, random: f64);
}

/// Replaces timers, the time and chance until it is dropped.
pub struct Clock(FakeClock);

impl Clock {
    /// Time passes while no answer is outstanding.
    pub fn patient() -> Self {
        Self(FakeClock::new(true))
    }

    /// Time passes although answers are outstanding, for those that never come.
    pub fn impatient() -> Self {
        Self(FakeClock::new(false))
    }

    /// Time stands still.
    pub fn stopped() -> Self {
        let clock = Self::patient();
        clock.0.hold();
        clock
    }

    /// What `Math.random` gives; 0.5 unless set, so that a jittered pause is the planned one.
    pub fn chance(&self, random: f64) {
        self.0.set_random(random);
    }

    /// Sets the time back; timers do not mind.
    pub fn set_back(&self, ms: f64) {
        self.0.set_back(ms);
    }

    /// Lets the machine sleep: what is due in the meantime fires afterwards.
    pub fn sleep(&self, ms: f64) {
        self.0.sleep(ms);
    }

    /// The pauses that were slept through, in whole milliseconds.
    pub fn pauses(&self) -> Vec<f64> {
        self.0.jumps().into_iter().map(f64::round).collect()
    }

    /// Timers that are set and have not fired.
    pub fn waiting(&self) -> u32 {
        self.0.waiting()
    }

    /// The fake time.
    pub fn now(&self) -> f64 {
        self.0.now()
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.0.remove();
    }
}

//! The queue of the faults of an account.

use std::collections::VecDeque;

use super::definition::Fault;

/// The name of an upload to the storage in faults and counters.
pub const STORAGE_PUT: &str = "storagePut";

/// A fault, and the requests that it is for.
pub struct QueuedFault {
    /// An operation id, `*` for every operation of the API, or [`STORAGE_PUT`].
    pub operation: String,
    /// The number of requests that it still affects; 0 for all.
    pub times: u32,
    /// The number of matching requests that still pass before.
    pub skip: u32,
    pub fault: Fault,
}

/// The faults of one account, in the order of their commands. The first that matches a request is
/// used.
#[derive(Default)]
pub struct FaultQueue(VecDeque<QueuedFault>);

impl FaultQueue {
    pub fn push(&mut self, fault: QueuedFault) {
        self.0.push_back(fault);
    }

    /// Returns the fault of a request to `operation`.
    pub fn next_for(&mut self, operation: &str) -> Option<Fault> {
        let index = self.0.iter().position(|fault| fault.matches(operation))?;
        let queued = self.0.get_mut(index)?;
        if queued.skip > 0 {
            queued.skip -= 1;
            return None;
        }
        let fault = queued.fault.clone();
        match queued.times {
            0 => {}
            1 => drop(self.0.remove(index)),
            _ => queued.times -= 1,
        }
        Some(fault)
    }
}

impl QueuedFault {
    fn matches(&self, operation: &str) -> bool {
        self.operation == operation || (self.operation == "*" && operation != STORAGE_PUT)
    }
}

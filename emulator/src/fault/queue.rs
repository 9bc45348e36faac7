//! The queue in which the faults of an account wait for their requests.

use std::collections::VecDeque;

use super::definition::Fault;

/// The name under which faults and counters know an upload to the storage.
pub const STORAGE_PUT: &str = "storagePut";

/// A fault with the requests that it is meant for.
pub struct Rule {
    /// An operation id, `*` for every operation of the API, or [`STORAGE_PUT`].
    pub operation: String,
    /// How many requests it still hits; 0 for all that come.
    pub times: u32,
    /// How many requests still pass before it hits.
    pub skip: u32,
    pub fault: Fault,
}

/// The rules of one account, in the order in which they were made. The first that fits a request
/// decides.
#[derive(Default)]
pub struct Faults(VecDeque<Rule>);

impl Faults {
    pub fn put(&mut self, rule: Rule) {
        self.0.push_back(rule);
    }

    /// The fault that a request to `operation` meets.
    pub fn take(&mut self, operation: &str) -> Option<Fault> {
        let index = self.0.iter().position(|rule| rule.fits(operation))?;
        let rule = self.0.get_mut(index)?;
        if rule.skip > 0 {
            rule.skip -= 1;
            return None;
        }
        let fault = rule.fault.clone();
        match rule.times {
            0 => {}
            1 => drop(self.0.remove(index)),
            _ => rule.times -= 1,
        }
        Some(fault)
    }
}

impl Rule {
    fn fits(&self, operation: &str) -> bool {
        self.operation == operation || (self.operation == "*" && operation != STORAGE_PUT)
    }
}

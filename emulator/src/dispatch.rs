//! Which function carries out which operation.

use crate::answer::{Answer, Success};
use crate::api::Call;
use crate::groups;
use crate::operations::tasks;

/// Does what the operation does. Those that keep no state answer the example of the description.
pub fn work(call: &mut Call) -> Answer {
    if let Some((family, verb)) = call.families.of(&call.operation.id) {
        return tasks::answer(call, family, verb);
    }
    groups::answer(call).unwrap_or_else(|| Ok(Success::Envelope(call.operation.example.clone())))
}

//! Operations: what each operation of the API does.

pub mod call;
pub mod groups;
pub mod tasks;

use crate::http::answer::{Answer, Success};
use call::Call;

/// Carries out an operation. One without state answers with the example of the description.
pub fn run(call: &mut Call) -> Answer {
    if let Some((family, verb)) = call.families.of(&call.operation.id) {
        return tasks::answer(call, family, verb);
    }
    groups::answer(call).unwrap_or_else(|| Ok(Success::Envelope(call.operation.example.clone())))
}

//! Names for new things.

use uuid::Uuid;

use crate::clock::Millis;

/// An id as MongoDB writes it: 24 hex digits that begin with the second of birth.
pub fn object_id(born: Millis) -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("{:08x}{}", (born / 1000) as u32, &random[..16])
}

/// The id that the service puts into every answer.
pub fn trace_id() -> String {
    Uuid::new_v4().to_string()
}

/// 64 hex digits that nobody guesses, in place of a real signature.
pub fn signature() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// So many digits and small letters that nobody guesses, 32 at most.
pub fn random_word(length: usize) -> String {
    let mut word = Uuid::new_v4().simple().to_string();
    word.truncate(length);
    word
}

/// A number of six digits.
pub fn six_digits() -> u64 {
    100_000 + Uuid::new_v4().as_u64_pair().0 % 900_000
}

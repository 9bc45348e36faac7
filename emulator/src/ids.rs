//! Random ids and names.

use uuid::Uuid;

use crate::clock::Millis;

/// Returns an id in the form of MongoDB: 24 hex digits, of which the first eight are the second of
/// its creation.
pub fn object_id(born: Millis) -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("{:08x}{}", (born / 1000) as u32, &random[..16])
}

/// The `trace_id` of every answer of the service.
pub fn trace_id() -> String {
    Uuid::new_v4().to_string()
}

/// Returns 64 random hex digits, in place of a real signature.
pub fn signature() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Returns a random text of hex digits, at most 32 of them.
pub fn random_word(length: usize) -> String {
    let mut word = Uuid::new_v4().simple().to_string();
    word.truncate(length);
    word
}

/// Returns a random number of six digits.
pub fn six_digits() -> u64 {
    100_000 + Uuid::new_v4().as_u64_pair().0 % 900_000
}

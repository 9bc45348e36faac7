//! Ids of records in requests and answers: where they stand, and under which key `owners` knows them.
//!
//! docs/proxy-ids.md has the same as a table; a test holds it against the list of operations.

use crate::{id, text};

/// What a field of a request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The record that the request is about. It must be the user's own.
    Own,
    /// The room that the request is about. It must be the user's own.
    Room,
    /// A record that is used: public, nobody's or the user's own, but never another user's.
    Used,
    /// No record of the account, whatever the name looks like.
    NoRecord,
}

/// The fields, by what they name. A field means the same in all operations.
const FIELDS: [(Field, &str); 4] = [
    (Field::Own, "_id id ids task_id video_id"),
    (Field::Room, "channel"),
    (
        Field::Used,
        "anchor_id avatar_id back_id custom_back_id face_swap_id lora reference_id tts_id user_video_twin_id user_voice_id",
    ),
    // `uid` is a number of Agora's, `key` and `req_key` are names of a file and of a style.
    (Field::NoRecord, "key req_key uid"),
];

/// The field of an avatar that a training made. It can be another user's although nobody noted it.
pub(super) const AVATAR: &str = "anchor_id";
/// The fields of such avatars, of a video and of a room.
pub(super) const AVATARS: [&str; 2] = [AVATAR, "avatar_id"];
/// What the service makes of a record, and answers in it: of a training, of a voice.
pub(super) const PRODUCTS: [&str; 2] = [AVATAR, "speaker_id"];
/// The field of a voice, which takes the id that the voice has at its maker as well.
pub(super) const VOICE: &str = "user_voice_id";

/// Whether a field takes nothing but an id of the account's records. Other fields take names of the service as well.
pub(super) fn is_strict(name: &str) -> bool {
    ["anchor_id", "custom_back_id", "face_swap_id", "user_video_twin_id"].contains(&name)
}

/// The names of all fields of a kind.
pub(super) fn names(kind: Field) -> impl Iterator<Item = &'static str> {
    let names = FIELDS.iter().find(|(each, _)| *each == kind).map_or("", |(_, names)| names);
    text::words(names, " ")
}

/// The ids that a text holds, in small letters. A text can hold more than an id: `"a,b"`, `" a "`.
///
/// Addresses are left out: the service fetches them without the token, and results are public to everybody who
/// knows their address.
pub(super) fn within(text: &str) -> impl Iterator<Item = String> {
    let is_address = ["http://", "https://"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(start)));
    let text = if is_address { "" } else { text };
    let parts = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
    // The length rules out nearly all.
    let words = parts.filter(|part| part.len() == id::ID_LENGTH).filter_map(|part| str::from_utf8(part).ok());
    words.filter(|part| id::is_id(part)).map(str::to_ascii_lowercase)
}

/// The hour of a time in milliseconds since 1970.
pub(super) fn hour(now: f64) -> u32 {
    (now / 3_600_000.0) as u32
}

/// The key of a room. Names of rooms are short and are given out again, so a key is good for an hour of the clock.
pub(super) fn room(channel: &str, hour: u32) -> String {
    text::join(&["room:", &hour.to_string(), ":", channel])
}

/// The key of a voice by the id that it has at its maker.
pub(super) fn voice(speaker: &str) -> String {
    text::join(&["voice:", speaker])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::server::routes;

    const ID: &str = "0123456789abcdef01234567";

    #[test]
    fn ids_are_found_wherever_they_stand_in_a_text() {
        for text in [
            ID,
            &ID.to_uppercase(),
            &[" ", ID, "\n"].concat(),
            &["[", ID, "]"].concat(),
            &["id_", ID].concat(),
        ] {
            assert_eq!(within(text).collect::<Vec<_>>(), [ID], "{text}");
        }
        let two = [ID, ",", ID].concat();
        assert_eq!(within(&two).collect::<Vec<_>>(), [ID, ID]);
    }

    #[test]
    fn longer_words_and_addresses_hold_none() {
        let all = [["0", ID].concat(), [ID, "0"].concat(), ["g", ID].concat(), String::from(&ID[1..])];
        for text in
            all.iter().chain([&["HTTPS://a.example/", ID].concat(), &["http://a.example/?id=", ID].concat()])
        {
            assert_eq!(within(text).collect::<Vec<_>>(), Vec::<String>::new(), "{text}");
        }
    }

    /// The names that a record could stand under.
    fn looks_like_an_id(name: &str) -> bool {
        let last = name.rsplit('.').next().unwrap();
        let ends = ["id", "ids", "Id", "Ids", "key", "Key"];
        let is_word = |end: &&str| {
            last == *end
                || last.ends_with(&["_", end].concat())
                || end.starts_with(['I', 'K']) && last.ends_with(*end)
        };
        ends.iter().any(is_word)
            || ["channel", "lora", "room", "voice", "avatar", "task", "record"].contains(&last)
    }

    #[test]
    fn every_field_that_can_name_a_record_is_in_the_table() {
        let known: BTreeSet<_> = FIELDS.iter().flat_map(|(_, names)| text::words(names, " ")).collect();
        let mut missing = Vec::new();
        for (family, _, verb, operation) in routes::all() {
            let fields = text::words(operation.fields, " ")
                .map(|field| crate::schema::field_syntax::Field::parse(field).name);
            for field in fields.chain(Some(operation.id_field().1)).filter(|field| looks_like_an_id(field)) {
                if !known.contains(field) {
                    missing.push([&routes::full(family, verb), " ", field].concat());
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn no_field_of_the_table_is_missing_in_the_list_of_operations() {
        let mut taken = BTreeSet::from(["id", "task_id"]);
        for (_, _, _, operation) in routes::all() {
            taken.extend(
                text::words(operation.fields, " ")
                    .map(|field| crate::schema::field_syntax::Field::parse(field).name),
            );
            taken.insert(operation.id_field().1);
        }
        for (kind, names) in FIELDS {
            for name in text::words(names, " ") {
                assert!(taken.contains(name), "{kind:?} {name}");
            }
        }
    }
}

//! What of an answer a user gets, and what an answer may make the user's own, by operation.

use wasm_bindgen::prelude::*;

use crate::server::ids;
use crate::server::routes::Route;
use crate::{host, text};

/// Which rows of an answer are for a user. Whatever the rule, no row passes that names another user's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// All rows: they are the same for every account. Only the ids of rows are looked up.
    Public,
    /// All rows: they are about the account as a whole, and the server's owner has allowed them by their name.
    Account,
    /// Public rows, and those of the user's own.
    Mixed,
    /// Rows of the user's own.
    Own,
    /// Rows of the user's own, and rows without an id.
    Records,
}

/// What is the same for all accounts.
const PUBLIC: &str = "voices.listPublic voices.listPresets legacy.listPublicVoices languages.list legacy.listLanguages \
    backgrounds.random imageToVideo.averageProcessingTime";
/// Public rows among those of the account.
const MIXED: &str = "avatars.listAvailable avatars.listAnchors backgrounds.list streaming.avatars";
/// What is about the account as a whole. `"reads"` and resources do not allow these operations.
const ACCOUNT: &str = "tokens.login tokens.generate tokens.delete tokens.list account.addUser account.coins account.user \
    account.exchangeDiamonds account.setAutoPublicPool credits.quote credits.history languages.detect avatars.library.listTags \
    imageToVideo.unlimitedQueueLevel";

/// What makes a record besides the starts of families, and the list that shows which records there were before.
/// Without such a list one record in the answer is believed, and several are not.
const MAKERS: [(&str, &str); 13] = [
    ("avatars.continueTraining", ""),
    ("legacy.continueAvatarTraining", ""),
    ("legacy.trainAvatar", ""),
    ("avatars.cloneVoice", ""),
    ("avatars.correctEyeContact", ""),
    ("avatars.library.add", "avatars.library.list"),
    ("avatars.retry", ""),
    ("avatars.upload", ""),
    ("backgrounds.add", "backgrounds.listOwn"),
    ("captionRemoval.retry", ""),
    ("faceSwap.images.add", "faceSwap.images.list"),
    ("textToImage.quickAddAvatar", ""),
    ("watermarks.add", ""),
];

/// Mixed lists whose rows do not say whether they are public, and the lists of the account's own rows.
const OWN_ROWS: [(&str, &str); 1] = [("backgrounds.list", "backgrounds.listOwn")];

/// Opens a room.
pub(super) const JOIN: &str = "streaming.join";
/// What is answered with an address of the storage.
const PRESIGNS: [&str; 2] = ["storage.presign", "legacy.presignUpload"];
/// Where an avatar's training is named.
pub(super) const AVATARS: &str = "avatars.listAvailable";
/// The field of such a row that names the training.
const TRAINING: &str = "user_video_twin_id";

/// Whether it is a list that is the same for all, or holds what is.
pub(super) fn is_catalogue(name: &str) -> bool {
    text::words(PUBLIC, " ").chain(text::words(MIXED, " ")).any(|one| one == name)
}

/// The rule of an operation. What is in no list above gets the strictest that fits.
pub(super) fn rule(route: &Route) -> Rule {
    let is_in = |names: &str| text::words(names, " ").any(|name| name == route.name);
    match () {
        () if is_in(PUBLIC) => Rule::Public,
        () if is_in(MIXED) => Rule::Mixed,
        () if is_in(ACCOUNT) => Rule::Account,
        () if route.name == "faceSwap.images.add" => Rule::Own,
        () if route.is_read() && !route.is_about_one() => Rule::Own,
        () => Rule::Records,
    }
}

/// Whether an operation makes a record; the list to read before, or an empty name.
pub(super) fn maker(route: &Route) -> Option<&'static str> {
    let made = MAKERS.iter().find(|(name, _)| *name == route.name).map(|(_, list)| *list);
    made.or_else(|| route.is_start().then_some(""))
}

/// The list that shows which rows of a mixed list are the account's own.
pub(super) fn own_rows(route: &Route) -> Option<&'static str> {
    OWN_ROWS.iter().find(|(name, _)| *name == route.name).map(|(_, list)| *list)
}

pub(super) fn is_presign(route: &Route) -> bool {
    PRESIGNS.contains(&route.name.as_str())
}

/// The record that a row of a mixed list was made from.
pub(super) fn origin(row: &JsValue) -> Option<String> {
    let text = host::text(row, TRAINING)?;
    ids::within(&text).next()
}

/// Whether a row of a mixed list is the account's own. Observed: `type` is `custom` or `default`.
pub(super) fn is_private(row: &JsValue) -> bool {
    origin(row).is_some() || host::text(row, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("custom"))
}

/// The key of what the service made of a record: an avatar of its training, a voice at its maker.
pub(super) fn product(route: &Route, record: &JsValue) -> Option<String> {
    let is_of = |resource: &str| text::words(&route.name, ".").next() == Some(resource);
    if is_of("avatars") {
        return ids::within(&host::text(record, ids::AVATAR)?).next();
    }
    let speaker =
        host::text(record, "speaker_id").filter(|speaker| is_of("voices") && !speaker.is_empty())?;
    Some(ids::voice(&speaker))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::operation::Effect;
    use crate::server::routes;

    /// What changes or costs something and makes no record that could be asked for by its id.
    const MAKE_NOTHING: &str = "tokens.login tokens.generate account.addUser account.exchangeDiamonds account.setAutoPublicPool \
        speech.generate voices.rename klingVideos.rename klingOmniVideos.rename seedance2Videos.rename avatars.library.update \
        imageToVideo.markShared imageToVideo.markDownloaded imageToVideo.markCopied imageToVideo.extendPrompt \
        imageToVideo.extendFlf2vPrompt streaming.join streaming.setContext streaming.ask streaming.speak storage.transfer \
        storage.presign legacy.presignUpload";

    #[test]
    fn every_name_of_a_list_is_that_of_an_operation() {
        let lists = [PUBLIC, MIXED, ACCOUNT, MAKE_NOTHING, JOIN, AVATARS];
        let makers = MAKERS.iter().flat_map(|(name, list)| [*name, *list]).filter(|name| !name.is_empty());
        let own_rows = OWN_ROWS.iter().flat_map(|(name, list)| [*name, *list]);
        let names = lists.iter().flat_map(|list| text::words(list, " "));
        for name in names.chain(makers).chain(own_rows).chain(PRESIGNS) {
            assert!(Route::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn it_is_known_of_every_write_whether_it_makes_a_record() {
        for (names, family, verb, operation) in routes::all() {
            if matches!(operation.effect, Effect::Write | Effect::Charge) {
                let name = routes::full(names, verb);
                let makes = maker(&Route { name: name.clone(), operation, family, verb, id: String::new() })
                    .is_some();
                let makes_nothing = text::words(MAKE_NOTHING, " ").any(|one| one == name);
                assert!(makes != makes_nothing, "{name}: makes {makes}, makes nothing {makes_nothing}");
            }
        }
    }

    #[test]
    fn what_a_task_ends_with_is_known_where_it_is_a_record() {
        let made: BTreeSet<_> = routes::all()
            .filter_map(|(_, family, _, _)| family)
            .collect::<Vec<_>>()
            .iter()
            .filter(|family| !family.result_id().is_empty())
            .map(|family| (family.key(), family.result_id()))
            .collect();
        assert_eq!(made, BTreeSet::from([("avatars", ids::AVATAR), ("voices", "_id")]));
    }

    #[test]
    fn what_nobody_has_classed_shows_rows_of_the_user_alone() {
        let of = |name: &str| rule(&Route::named(name).unwrap());
        assert_eq!(of("faceSwap.list"), Rule::Own);
        assert_eq!(of("voices.listCompleted"), Rule::Own);
        assert_eq!(of("speech.previews.list"), Rule::Own);
        assert_eq!(of("faceSwap.images.list"), Rule::Own);
        assert_eq!(of("avatars.listAvailable"), Rule::Mixed);
        assert_eq!(of("voices.listPublic"), Rule::Public);
        assert_eq!(of("faceSwap.get"), Rule::Records);
        assert_eq!(of("faceSwap.batch"), Rule::Records);
        assert_eq!(of("backgrounds.add"), Rule::Records);
    }
}

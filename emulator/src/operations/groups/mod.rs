//! The operations beside the families that keep state.

mod avatars;
mod backgrounds;
mod credits;
mod faces;
mod keys;
mod library;
mod prompts;
mod rooms;
mod speech;
mod upload;
mod user;

use crate::http::answer::{Answer, data};
use crate::operations::call::Call;

/// The answer, unless it is to be the published example.
pub fn answer(call: &mut Call) -> Option<Answer> {
    Some(match call.operation.id.as_str() {
        "login" => keys::login(call),
        "generateApiToken" => keys::generate(call),
        "listApiTokens" => keys::list(call),
        "deleteApiToken" => keys::delete(call),

        "getRemainingCoins" => Ok(data(credits::purse(call))),
        "exchangeDiamonds" => credits::exchange_diamonds(call),
        "quoteGeneration" => credits::quote(call),
        "getCreditsHistory" => credits::history(call),
        "getCurrentUser" => user::current(call),
        "addUser" => user::add(call),
        "setAutoPublicPool" => user::set_public_pool(call),

        "getUploadUrl" | "getUploadUrlLegacy" => upload::presign(call),
        "transferToStorage" => upload::transfer(call),
        "addWatermark" => upload::watermark(call),

        "addFaceSwapImage" => faces::add(call),
        "listFaceSwapImages" => faces::list(call),
        "deleteFaceSwapImage" => faces::delete(call),

        "listAvatars" | "listAnchors" => avatars::list(call),
        "cloneVoiceFromAvatar" => avatars::clone_voice(call),
        "quickAddAvatarFromImage" => avatars::add_from_image(call),

        "addCustomAvatarRecord" => library::add(call),
        "listCustomAvatarRecords" => library::list(call),
        "updateCustomAvatarRecord" => library::update(call),
        "deleteCustomAvatarRecord" => library::delete(call),
        "listCustomAvatarTags" => library::tags(call),

        "listBackgrounds" => backgrounds::list(call),
        "getRandomBackground" => backgrounds::random(call),
        "addCustomBackground" => backgrounds::add(call),
        "listCustomBackgrounds" => backgrounds::list_own(call),
        "deleteCustomBackground" => backgrounds::delete(call),

        "generateTts" => speech::generate(call),
        "listTtsPreviews" => speech::list(call),
        "deleteTtsPreview" => speech::delete(call),
        "detectLanguage" => speech::detect_language(call),
        "extendImageToVideoPrompt" | "extendFlf2vPrompt" => prompts::extend(call),

        "getStreamingToken" => rooms::join(call),
        "setQaContext" => rooms::set_context(call),
        "getQaContext" => rooms::context(call),
        "askStreamingAvatar" => rooms::ask(call),
        "speakStreamingAvatar" => rooms::speak(call),
        "leaveStreamingRoom" => rooms::leave(call),
        _ => return None,
    })
}

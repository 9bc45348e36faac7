//! The operations with state that belong to no family of tasks.

mod avatar_library;
mod avatars;
mod backgrounds;
mod credits;
mod faces;
mod prompts;
mod speech;
mod streaming;
mod tokens;
mod upload;
mod user;

use crate::http::answer::{Answer, data};
use crate::operations::call::Call;

/// Returns the answer, or `None` for an operation that answers with the published example.
pub fn answer(call: &mut Call) -> Option<Answer> {
    Some(match call.operation.id.as_str() {
        "login" => tokens::login(call),
        "generateApiToken" => tokens::generate(call),
        "listApiTokens" => tokens::list(call),
        "deleteApiToken" => tokens::delete(call),

        "getRemainingCoins" => Ok(data(credits::balance(call))),
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

        "addCustomAvatarRecord" => avatar_library::add(call),
        "listCustomAvatarRecords" => avatar_library::list(call),
        "updateCustomAvatarRecord" => avatar_library::update(call),
        "deleteCustomAvatarRecord" => avatar_library::delete(call),
        "listCustomAvatarTags" => avatar_library::tags(call),

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

        "getStreamingToken" => streaming::join(call),
        "setQaContext" => streaming::set_context(call),
        "getQaContext" => streaming::context(call),
        "askStreamingAvatar" => streaming::ask(call),
        "speakStreamingAvatar" => streaming::speak(call),
        "leaveStreamingRoom" => streaming::leave(call),
        _ => return None,
    })
}

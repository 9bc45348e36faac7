//! The API as declarations: one module for each group of the vendor's docs, one struct for each operation.
//!
//! A request struct is its own endpoint; its fields are those of the wire. Each says how sure its
//! facts are: *documented* by the vendor, *observed* in deployed clients, or *inferred*.

// Deprecated operations stay reachable, and are named in the list below.
#![allow(deprecated)]

pub mod actor_swap;
pub mod avatar_videos;
pub mod avatars;
pub mod backgrounds;
pub mod caption_removal;
pub mod credits;
pub mod dubbing;
pub mod face_swap;
pub mod flux_2;
pub mod gpt_image;
pub mod grok_video;
pub mod hailuo_video;
pub mod happyhorse_video;
pub mod head_swap;
pub mod image_edit;
pub mod image_to_video;
pub mod kling_image;
pub mod kling_omni;
pub mod kling_video;
pub mod minimax_h3_video;
pub mod miscellaneous;
pub mod motion_transfer;
pub mod nano_banana;
pub mod photobook;
pub mod product_avatar;
pub mod qwen_image;
pub mod seedance_1_5_pro;
pub mod seedance_2;
pub mod shared;
pub mod sora_2_pro_video;
pub mod streaming;
pub mod talking_photo;
pub mod talking_video;
pub mod text_to_image;
pub mod thinksound;
pub mod tokens;
pub mod upscale;
pub mod value;
pub mod veo_video;
pub mod virtual_try_on;
pub mod voices;
pub mod wan_image;
pub mod wan_video;
pub mod watermark;

use serde::de::DeserializeOwned;

use crate::schema::family::TaskFamily;
use crate::schema::operation::Endpoint;
#[cfg(any(feature = "js", feature = "server"))]
use crate::text;

/// What can be done with every operation and its types, such as the audit of `cargo xtask`.
pub trait Visitor {
    /// A single operation, named by its request struct.
    fn endpoint<E: Endpoint + DeserializeOwned>(&mut self);

    /// A family of tasks, named by the struct that starts them.
    fn family<S: TaskFamily + DeserializeOwned>(&mut self);
}

/// Lists every operation once, for a visitor of all of them.
macro_rules! every {
    ($($kind:ident $request:path,)*) => {
        // What the attributes make of each struct: one that is not named here is an error.
        $(const _: () = <$request>::LISTED_IN_EVERY_OF_API_MOD_RS;)*

        /// Shows every operation to a visitor. It is generic, so a module without a visitor holds
        /// none of it.
        pub fn visit(visitor: &mut impl Visitor) {
            $(every!(@visit $kind visitor $request);)*
        }

        #[cfg(any(feature = "js", feature = "server"))]
        const LENGTH: usize = text::length([$(<$request as Endpoint>::TEXT, "\n"),*]);
        #[cfg(any(feature = "js", feature = "server"))]
        static BYTES: [u8; LENGTH] = text::concat([$(<$request as Endpoint>::TEXT, "\n"),*]);
        /// Every operation and family, as [`Endpoint::TEXT`], each with the end of a line: places and lengths of the
        /// texts would be eight bytes for each, which no packer makes smaller.
        #[cfg(any(feature = "js", feature = "server"))]
        pub(crate) static LIST: &str = text::known(&BYTES);
    };
    (@visit operation $visitor:ident $request:path) => { $visitor.endpoint::<$request>() };
    (@visit family $visitor:ident $request:path) => { $visitor.family::<$request>() };
}

every! {
    operation tokens::GetLoginToken,
    operation tokens::GenerateApiToken,
    operation tokens::DeleteApiToken,
    operation tokens::ListApiTokens,
    operation voices::ListPublicVoices,
    operation voices::ListPublicVoicesLegacy,
    operation voices::ListVoicePresets,
    operation voices::ListCompletedVoices,
    family voices::StartVoiceClone,
    operation voices::GenerateSpeech,
    operation voices::ListSpeechPreviews,
    operation voices::DeleteSpeechPreview,
    family avatar_videos::StartAvatarVideo,
    operation avatar_videos::GetAvatarVideoDetail,
    operation avatar_videos::ListAvailableAvatars,
    operation avatar_videos::ListAnchors,
    operation avatar_videos::DetectLanguage,
    operation avatar_videos::SetAutoPublicPool,
    family avatars::StartCustomAvatar,
    operation avatars::ContinueAvatarTraining,
    operation avatars::ContinueAvatarTrainingLegacy,
    operation avatars::ListAvatarTrainings,
    operation avatars::CloneAvatarVoice,
    operation avatars::UploadAvatarFile,
    operation avatars::TrainAvatarLegacy,
    operation avatars::AvatarUploadStatus,
    operation avatars::ListVideoTwins,
    operation avatars::RetryCustomAvatar,
    operation avatars::CorrectEyeContact,
    operation avatars::AddLibraryAvatar,
    operation avatars::ListLibraryAvatars,
    operation avatars::DeleteLibraryAvatar,
    operation avatars::ListLibraryTags,
    operation avatars::UpdateLibraryAvatar,
    operation backgrounds::ListBackgrounds,
    operation backgrounds::AddBackground,
    operation backgrounds::DeleteBackground,
    operation backgrounds::ListOwnBackgrounds,
    operation backgrounds::RandomBackground,
    operation face_swap::AddFaceSwapImage,
    operation face_swap::ListFaceSwapImages,
    operation face_swap::DeleteFaceSwapImage,
    family face_swap::StartFaceSwapPreview,
    family face_swap::StartFaceSwap,
    operation face_swap::FaceSwapStatus,
    family dubbing::StartDubbing,
    operation dubbing::ListProcessingDubbings,
    family image_to_video::StartImageToVideo,
    operation image_to_video::ImageToVideoAverageProcessingTime,
    operation image_to_video::ImageToVideoUnlimitedQueueLevel,
    operation image_to_video::MarkImageToVideoShared,
    operation image_to_video::MarkImageToVideoDownloaded,
    operation image_to_video::MarkImageToVideoCopied,
    operation image_to_video::ExtendPrompt,
    operation image_to_video::ExtendFlf2vPrompt,
    family caption_removal::StartCaptionRemoval,
    operation caption_removal::ListProcessingCaptionRemovals,
    operation caption_removal::RetryCaptionRemoval,
    operation streaming::ListStreamingAvatars,
    operation streaming::JoinStreamingRoom,
    operation streaming::SetStreamingContext,
    operation streaming::GetStreamingContext,
    operation streaming::AskStreamingAvatar,
    operation streaming::SpeakStreamingText,
    operation streaming::LeaveStreamingRoom,
    operation miscellaneous::AddUser,
    operation miscellaneous::RemainingCoins,
    operation miscellaneous::ExchangeDiamonds,
    operation miscellaneous::ListLanguages,
    operation miscellaneous::ListLanguagesLegacy,
    operation miscellaneous::TransferToStorage,
    operation miscellaneous::PresignUpload,
    operation miscellaneous::PresignUploadLegacy,
    operation miscellaneous::CurrentUser,
    operation watermark::AddWatermark,
    operation credits::QuoteGeneration,
    operation credits::GetCreditsHistory,
    family text_to_image::StartTextToImage,
    operation text_to_image::QuickAddAvatar,
    family nano_banana::StartNanoBanana,
    family gpt_image::StartGptImage,
    family wan_image::StartWan26Image,
    family wan_image::StartWan27Image,
    family qwen_image::StartQwenImage,
    family flux_2::StartFlux2Image,
    family kling_image::StartKlingImage,
    family photobook::StartPhotobook,
    family image_edit::StartImageEdit,
    family upscale::StartUpscale,
    family talking_photo::StartTalkingPhoto,
    family talking_video::StartTalkingVideo,
    family virtual_try_on::StartVirtualTryOn,
    family motion_transfer::StartMotionTransfer,
    family actor_swap::StartActorSwap,
    family head_swap::StartHeadSwap,
    family product_avatar::StartProductAvatar,
    family thinksound::StartThinkSound,
    family wan_video::StartWanVideo,
    family wan_video::StartWan30Video,
    family wan_video::StartWanReferenceVideo,
    family wan_video::StartWanSpicyVideo,
    family happyhorse_video::StartHappyHorseVideo,
    family veo_video::StartVeoVideo,
    operation veo_video::GetVeoVideo1080p,
    family kling_video::StartKlingVideo,
    family kling_omni::StartKlingOmniVideo,
    family grok_video::StartGrokVideo,
    family hailuo_video::StartHailuoVideo,
    family minimax_h3_video::StartMiniMaxH3Video,
    family sora_2_pro_video::StartSoraVideo,
    family seedance_1_5_pro::StartSeedanceVideo,
    family seedance_2::StartSeedance2Video,
}

#[cfg(all(test, feature = "js"))]
mod tests {
    #[test]
    fn a_letter_of_the_list_is_a_byte_so_that_both_languages_count_alike() {
        assert!(super::LIST.is_ascii());
    }
}

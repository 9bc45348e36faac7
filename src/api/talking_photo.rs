//! Talking photo: a picture of a person that speaks.

use a2e_wasm_macros::{family, record};

/// Starts a video in which the person of a picture speaks. Charged at once.
///
/// Both prompts must be sent, and may be empty.
#[family("talkingPhotos", "/api/v1/talkingPhoto", TalkingPhotoTask, sure = "documented/documented", webhook)]
pub struct StartTalkingPhoto {
    /// A name of your choice.
    pub name: String,
    /// Public address of a picture of the person.
    pub image_url: String,
    /// Public address of the speech.
    pub audio_url: Option<String>,
    /// Seconds, 1 to 20; 3 by default. A client sends 0 for an automatic length; it is safer to leave it out.
    #[range("1..20")]
    #[either]
    pub duration: Option<i32>,
    /// How the person is to move; may be empty.
    #[empty]
    pub prompt: String,
    /// What to avoid; may be empty.
    #[empty]
    pub negative_prompt: String,
}

/// The record of a talking photo.
#[record(task)]
pub struct TalkingPhotoTask {
    /// The picture that went in.
    pub image_url: Option<String>,
    /// The speech that went in.
    pub audio_url: Option<String>,
    /// Length in seconds.
    pub duration: Option<i32>,
    /// The prompt.
    pub prompt: Option<String>,
    /// What was to be avoided.
    pub negative_prompt: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
    /// Address of a cover picture.
    pub cover_url: Option<String>,
}

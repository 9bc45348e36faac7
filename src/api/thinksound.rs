//! ThinkSound: sound for a silent video.

use a2e_wasm_macros::{family, record};

/// Starts making sound for a silent video. Charged at once.
#[family("thinkSounds", "/api/v1/thinkSound", ThinkSoundTask, sure = "documented/inferred", webhook)]
pub struct StartThinkSound {
    /// A name of your choice.
    pub name: Option<String>,
    /// Public address of the video: mp4, avi, mov or mkv.
    pub video_url: String,
    /// What the video shows.
    pub caption: Option<String>,
    /// How the sound is to be, step by step.
    pub cot_description: Option<String>,
    /// Random seed.
    #[either]
    pub seed: Option<f64>,
}

/// The record of a ThinkSound task.
#[record(task)]
pub struct ThinkSoundTask {
    /// The video that went in.
    pub video_url: Option<String>,
    /// What the video shows.
    pub caption: Option<String>,
    /// How the sound is to be.
    pub cot_description: Option<String>,
    /// The result; empty before the end. The file expires.
    pub result_url: Option<String>,
}

//! The groups of the vendor's docs, each in what it differs from the others, and every struct.

mod avatar_videos;
mod avatars;
mod credits;
mod face_swap;
mod image_to_video;
mod miscellaneous;
mod seedance_1_5_pro;
mod streaming;
mod structs;
mod text_to_image;
mod tokens;
mod veo_video;
mod voices;
mod wan_video;

export interface A2E {
  /** Login and API tokens; every call is deprecated, because tokens are made in the web UI. */
  readonly tokens: Tokens;
  /** Public voices, and voices cloned from recordings. */
  readonly voices: Voices;
  /** Text to speech. */
  readonly speech: Speech;
  /**
   * Older forms of newer routes.
   *
   * @deprecated Each one says what to use instead.
   */
  readonly legacy: Legacy;
  /** Videos in which an avatar speaks. */
  readonly avatarVideos: AvatarVideos;
  /** Avatars: public ones, and custom ones made from a video or a picture. */
  readonly avatars: Avatars;
  /** Languages and regions of voices, and the language of a text. */
  readonly languages: Languages;
  /** The account: its coins, diamonds and settings. */
  readonly account: Account;
  /** Background pictures for avatar videos. */
  readonly backgrounds: Backgrounds;
  /** The face of a picture onto the person of a video or of another picture. */
  readonly faceSwap: FaceSwap;
  /** Videos and recordings in another language. */
  readonly dubbing: Dubbing;
  /** Videos from one picture, or from a first and a last frame. */
  readonly imageToVideo: ImageToVideo;
  /** Videos without their burnt-in captions. */
  readonly captionRemoval: CaptionRemoval;
  /** Avatars that speak live, over Agora. */
  readonly streaming: Streaming;
  /** Storage for the inputs of tasks. */
  readonly storage: Storage;
  /** A text or a picture onto a file, at once. */
  readonly watermarks: Watermarks;
  /** Prices before a start, and the movements of coins. */
  readonly credits: Credits;
  /** Pictures from a text. */
  readonly textToImage: TextToImage;
  /** Pictures made or edited by the Nano Banana models. */
  readonly nanoBananas: NanoBananas;
  /** Pictures made or edited by the GPT Image models. */
  readonly gptImages: GptImages;
  /** Pictures made or edited by Wan 2.6. */
  readonly wan26Images: Wan26Images;
  /** Pictures made or edited by Wan 2.7. */
  readonly wan27Images: Wan27Images;
  /** Pictures made or edited by the Qwen Image models. */
  readonly qwenImages: QwenImages;
  /** Pictures made or edited by Flux 2 Pro. */
  readonly flux2Images: Flux2Images;
  /** Pictures made by Kling. */
  readonly klingImages: KlingImages;
  /** Sets of photos of one face. */
  readonly photobooks: Photobooks;
  /** Pictures with other clothing, or with a product. */
  readonly imageEdit: ImageEdit;
  /** Pictures and videos in a higher resolution. */
  readonly upscale: Upscale;
  /** Pictures of a person that speak. */
  readonly talkingPhotos: TalkingPhotos;
  /** Videos of a person with other speech. */
  readonly talkingVideos: TalkingVideos;
  /** The clothing of one picture on the person of another. */
  readonly virtualTryOn: VirtualTryOn;
  /** The motion of a video on the person of a picture. */
  readonly motionTransfer: MotionTransfer;
  /** The person of a picture in the place of a video's actor. */
  readonly actorSwap: ActorSwap;
  /** The head of a picture on the body of another picture or of a video. */
  readonly headSwap: HeadSwap;
  /** Pictures of a person with a product. */
  readonly productAvatars: ProductAvatars;
  /** Sound for silent videos. */
  readonly thinkSounds: ThinkSounds;
  /** Videos by Wan 2.5, 2.6 and 2.7. */
  readonly wanVideos: WanVideos;
  /** Videos by Wan 3.0; they cannot be polled. */
  readonly wan30Videos: Wan30Videos;
  /** Videos by Wan 2.6 with the characters of references. */
  readonly wanReferenceVideos: WanReferenceVideos;
  /** Videos from one picture by the Wan Spicy models. */
  readonly wanSpicyVideos: WanSpicyVideos;
  /** Videos by HappyHorse. */
  readonly happyHorseVideos: HappyHorseVideos;
  /** Videos by Veo 3.1. */
  readonly veoVideos: VeoVideos;
  /** Videos by Kling 2.6 and 3.0. */
  readonly klingVideos: KlingVideos;
  /** Videos by Kling Omni, of one or several shots. */
  readonly klingOmniVideos: KlingOmniVideos;
  /** Videos by Grok. */
  readonly grokVideos: GrokVideos;
  /** Videos from pictures by Hailuo. */
  readonly hailuoVideos: HailuoVideos;
  /** Videos by MiniMax H3. */
  readonly miniMaxH3Videos: MiniMaxH3Videos;
  /** Videos by Sora 2 Pro. */
  readonly soraVideos: SoraVideos;
  /** Videos by Seedance 1.5 Pro; they are polled through their list. */
  readonly seedanceVideos: SeedanceVideos;
  /** Videos by Seedance 2.0 and 2.5. */
  readonly seedance2Videos: Seedance2Videos;
}

export interface Speech {
  /** The audio files of the last 24 hours. */
  readonly previews: SpeechPreviews;
}

export interface Avatars {
  /** The avatar library; what its calls take is not documented. */
  readonly library: AvatarsLibrary;
}

export interface FaceSwap {
  /** Quick previews. */
  readonly previews: FaceSwapPreviews;
  /** Saved face pictures. */
  readonly images: FaceSwapImages;
}

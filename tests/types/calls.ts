// What is no family: every other resource with a right use of each method and with wrong ones.

import type { A2E, ApiToken, Avatar, AvatarVideoTask, Background, CaptionRemovalTask, Coins } from "a2e-wasm";
import type { CustomAvatarTask, DubbingTask, Language, ListedApiToken, LoginToken } from "a2e-wasm";
import type { PresignedUpload, PublicPoolSetting, QuicklyAddedAvatar, Quote, StoredFile, StreamingAvatar, StreamingRoom } from "a2e-wasm";
import type { User, VeoVideo1080p, VoiceCloneTask, VoiceGroup, WatermarkedFile } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";
const id = "0123456789abcdef01234567";
const show = (...values: unknown[]): void => console.log(...values);

export async function account({ account }: A2E): Promise<void> {
  const coins: Coins = await account.coins({ timeoutMs: 1000 });
  const user: User = await account.user();
  const setting: PublicPoolSetting = await account.setAutoPublicPool({ isAutoToPublicPool: true });
  yes<Same<Awaited<ReturnType<typeof account.exchangeDiamonds>>, Coins>>();
  show(coins, user, setting, await account.addUser({ username: "bob", anything: ["else"] }));
  // @ts-expect-error diamonds are a number
  await account.exchangeDiamonds({ diamonds: "2" });
  // @ts-expect-error coins take no parameters
  await account.coins({ id });
  // @ts-expect-error a user has a name
  await account.addUser({ anything: "else" });
  // @ts-expect-error the setting needs its value
  await account.setAutoPublicPool({});
  // @ts-expect-error a user has no password here
  (await account.user()).password;
}

export async function languages({ languages }: A2E): Promise<void> {
  const language: string = await languages.detect({ msg: "Guten Tag" });
  const all: Language[] = await languages.list();
  show(language, all[0]?.children?.[0]?.value, await languages.list({ voice_map_type: "en-US" }));
  // @ts-expect-error the text is a field
  await languages.detect("Guten Tag");
  // @ts-expect-error and has this name
  await languages.detect({ text: "Guten Tag" });
  // @ts-expect-error no such field
  await languages.list({ lang: "en" });
}

export async function speech({ speech }: A2E): Promise<void> {
  const file: string = await speech.generate({ msg: "Hello", tts_id: id, speechRate: 1.5 });
  show(file, await speech.previews.list({ current: 1 }), await speech.previews.delete(id));
  // @ts-expect-error the answer is the address itself
  (await speech.generate({ msg: "Hello", tts_id: id })).url;
  // @ts-expect-error there is nothing to say
  await speech.generate({ tts_id: id });
  // @ts-expect-error it is no family: the file is there at once
  speech.start({ msg: "Hello", tts_id: id });
  // @ts-expect-error previews are taken off by id
  await speech.previews.delete({ _id: id });
}

export async function voices({ voices }: A2E): Promise<void> {
  const groups: VoiceGroup[] = await voices.listPublic({ country: "en", region: "US" });
  const own: VoiceCloneTask[] = await voices.listCompleted();
  show(groups[0]?.children?.[0]?.value, own, await voices.listPresets());
  // @ts-expect-error no such field
  await voices.listPublic({ lang: "en" });
}

export async function avatars({ avatars, avatarVideos, textToImage }: A2E): Promise<void> {
  const ready: Avatar[] = await avatars.listAvailable({ type: "default" });
  const newer: Avatar[] = await avatars.listAnchors({ web_type: "a2e" });
  const training: CustomAvatarTask | null = await avatars.continueTraining(id);
  const lists: CustomAvatarTask[][] = [await avatars.listTrainings(), await avatars.listTwins()];
  const video: AvatarVideoTask = await avatarVideos.detail(id, { maxRetries: 0 });
  show(ready, newer, training, lists, video, await avatars.correctEyeContact({ _id: id }));
  show(await avatars.cloneVoice(id), await avatars.retry(id), await avatars.uploadStatus(), await avatars.upload());
  const added: QuicklyAddedAvatar | null = await textToImage.quickAddAvatar({ _id: id, gender: "female" });
  show(added);
  // @ts-expect-error the training is that of an avatar
  await avatars.continueTraining();
  // @ts-expect-error an id is a text
  await avatarVideos.detail({ video_id: id });
  // @ts-expect-error whose avatar it is must be said
  await textToImage.quickAddAvatar({ gender: "female" });
}

export async function library({ avatars: { library } }: A2E): Promise<void> {
  show(await library.add({ any: ["thing"] }), await library.update(id, { any: "thing" }), await library.list());
  show(await library.listTags({ timeoutMs: 1000 }), await library.delete(id));
  // @ts-expect-error what is to be changed is told by its id
  await library.update({ any: "thing" });
  // @ts-expect-error a record is an object
  await library.add("Ada");
}

export async function backgrounds({ backgrounds }: A2E): Promise<void> {
  const all: Background[][] = [await backgrounds.list(), await backgrounds.listOwn()];
  const one: Background = await backgrounds.random();
  yes<Same<Awaited<ReturnType<typeof backgrounds.add>>, Background>>();
  show(all, one, await backgrounds.delete(id));
  // @ts-expect-error it needs a picture
  await backgrounds.add({});
  // @ts-expect-error one is deleted by its id
  await backgrounds.delete([id]);
}

export async function imageToVideo({ imageToVideo, captionRemoval, dubbing, veoVideos }: A2E): Promise<void> {
  const prompt = { reference_id: id, image_url: url, prompt: "smile", negative_prompt: "blur" };
  show(await imageToVideo.extendPrompt({ ...prompt, template: "cinematic", shot_count: 2 }));
  show(await imageToVideo.extendFlf2vPrompt({ ...prompt, end_image_url: url }));
  show(await imageToVideo.markShared(id), await imageToVideo.markDownloaded(id), await imageToVideo.markCopied(id));
  show(await imageToVideo.averageProcessingTime(), await imageToVideo.unlimitedQueueLevel());
  const dubbings: DubbingTask[] = await dubbing.listProcessing();
  const removals: CaptionRemovalTask[] = await captionRemoval.listProcessing();
  const file: VeoVideo1080p = await veoVideos.get1080p(id);
  show(dubbings, removals, await captionRemoval.retry(id), file.ready === false ? "later" : file.url);
  // @ts-expect-error the last frame is missing
  await imageToVideo.extendFlf2vPrompt(prompt);
  // @ts-expect-error a mark is about one video
  await imageToVideo.markShared();
  // @ts-expect-error a list of what is under way takes no page
  await dubbing.listProcessing({ page: 1 });
  // @ts-expect-error one video's file
  await veoVideos.get1080p();
}

export async function streaming({ streaming }: A2E): Promise<void> {
  const avatars: StreamingAvatar[] = await streaming.avatars();
  const room: StreamingRoom = await streaming.join({ avatar_id: avatars[0]?._id ?? id, expire_seconds: 60 });
  const { channel, uid } = room;
  await streaming.setContext({ channel, text: "You sell shoes." });
  show(await streaming.getContext({ channel }), await streaming.ask({ channel, text: "What do you sell?" }));
  await streaming.speak({ channel, text: "Hello" });
  await streaming.leave({ channel, uid });
  await streaming.leave({ channel, uid: "5" });
  // @ts-expect-error a room is named by its channel
  await streaming.leave(channel);
  // @ts-expect-error there is no question
  await streaming.ask({ channel });
  // @ts-expect-error seconds are a number
  await streaming.join({ avatar_id: id, expire_seconds: "60" });
}

export async function storage({ storage, watermarks }: A2E): Promise<void> {
  const file: StoredFile = await storage.transfer({ url });
  const marked: WatermarkedFile = await watermarks.add({ media_url: url, watermark_type: "text", text: "A2E" });
  show(file.url, marked);
  // @ts-expect-error the address is a field
  await storage.transfer(url);
  // @ts-expect-error what is to be marked is missing
  await watermarks.add({ watermark_type: "text", text: "A2E" });
}

export async function credits({ credits }: A2E): Promise<void> {
  const start = { endpoint: "/api/v1/userText2Image/start", requestBody: { prompt: "a sea" } };
  const quote: Quote = await credits.quote(start);
  show(quote.credits?.toFixed(), await credits.history({ pageNum: 1, is_consumption: true }));
  // @ts-expect-error a body is an object
  await credits.quote({ ...start, requestBody: "{}" });
  // @ts-expect-error days are texts (ISO 8601)
  await credits.history({ startDate: new Date() });
}

export async function tokens({ tokens, legacy }: A2E): Promise<void> {
  const login: LoginToken = await tokens.login({ username: "ada", password: "…" });
  const token: ApiToken = await tokens.generate({ alias: "ci" });
  const all: ListedApiToken[] = await tokens.list();
  show(login.token, token.token, all[0]?.alias, await tokens.delete(id));
  // @ts-expect-error a token has a note
  await tokens.generate();
  // @ts-expect-error one token
  await tokens.delete();

  const address: Pick<PresignedUpload, "uploadUrl"> = await legacy.presignUpload({ key: "face.jpg" });
  const avatar: CustomAvatarTask | null = await legacy.continueAvatarTraining(id);
  show(address, avatar, await legacy.trainAvatar(), await legacy.listLanguages({ lang: "en" }));
  show(await legacy.listPublicVoices({ country: "en" }));
  // @ts-expect-error an object needs a name
  await legacy.presignUpload({ contentType: "image/jpeg" });
}

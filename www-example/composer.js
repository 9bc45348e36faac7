// The form of a new swap: two files, a name, and the button. The files serve whole sets as well.

import { stem } from "./format.js";
import { receiveFiles } from "./incoming.js";
import { Slot } from "./slot.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const byId = (id) => document.getElementById(id);

export function createComposer({ a2e, tasks, samples }) {
  const desk = byId("desk");
  const form = byId("composer");
  const name = byId("name-input");
  const trouble = byId("composer-trouble");
  const face = new Slot(byId("face-slot"), samples.face, refresh);
  const video = new Slot(byId("video-slot"), samples.video, refresh);
  let upload;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy()) return;
    const missing = [face, video].find((slot) => !slot.file);
    if (missing) {
      missing.focus();
      say(missing === face ? "Choose a face first." : "Choose a video first.");
    } else {
      swap();
    }
  });
  byId("cancel").addEventListener("click", () => upload?.abort());
  byId("samples").addEventListener("click", () => takeSamples([face, video]));
  receiveFiles([face, video], isBusy);

  function swap() {
    return work({
      say,
      async start({ face: face_url, video: video_url }) {
        say("Starting the swap…");
        await tasks.start("faceSwap", { name: name.value.trim() || suggestedName(), face_url, video_url });
        say("Started. See it below.");
      },
      refused: () => "The swap was not started.",
    });
  }

  /** Uploads both files and starts with their addresses what is to be started, one thing at a time. */
  async function work(job) {
    upload = new AbortController();
    clearTrouble(trouble);
    setBusy(true);
    try {
      if (job.orSamples) await takeSamples([face, video].filter((slot) => !slot.file));
      if (!face.file || !video.file) throw new Error("A file is missing.");
      job.say("Uploading both files…");
      const [faceUrl, videoUrl] = await uploadBoth(upload);
      // From here on the service charges, so there is nothing to cancel.
      offerCancel(false);
      await job.start({ face: faceUrl, video: videoUrl });
    } catch (error) {
      if (error.kind === "aborted") {
        job.say("Cancelled. Nothing was started.");
      } else {
        showTrouble(trouble, error);
        job.say(error.outcomeUnknown ? "Nobody can say yet whether it was started." : job.refused());
        if (error.outcomeUnknown) tasks.refresh();
      }
    } finally {
      setBusy(false);
    }
  }

  async function uploadBoth(controller) {
    const { signal } = controller;
    try {
      return await Promise.all([face.upload(a2e.storage, signal), video.upload(a2e.storage, signal)]);
    } catch (error) {
      // One file alone is of no use: stop sending the other.
      controller.abort();
      throw error;
    }
  }

  function takeSamples(slots) {
    return Promise.all(slots.map((slot) => slot.takeSample()));
  }

  function refresh() {
    name.placeholder = suggestedName();
    if (face.file && video.file) say("Ready. The service charges coins when the swap starts.");
    else if (face.file) say("Now choose a video.");
    else say("Now choose a face.");
  }

  function suggestedName() {
    const parts = [face, video].filter((slot) => slot.file).map((slot) => stem(slot.file.name));
    return parts.join(" on ");
  }

  function isBusy() {
    return desk.ariaBusy === "true";
  }

  function setBusy(busy) {
    desk.ariaBusy = String(busy);
    face.busy = video.busy = busy;
    // Neither is disabled: a disabled element loses the focus of whoever pressed it.
    for (const button of desk.querySelectorAll("[type=submit]")) button.ariaDisabled = String(busy);
    name.readOnly = busy;
    offerCancel(busy);
    byId("samples").hidden = busy;
  }

  function offerCancel(offered) {
    if (!offered && document.activeElement === byId("cancel")) byId("swap").focus();
    byId("cancel").hidden = !offered;
  }

  function say(text) {
    byId("status").textContent = text;
  }

  return { work, isBusy };
}

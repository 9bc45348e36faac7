// One swap on the page. A card is made once and then only updated, so that a
// playing video plays on and the focus stays where it is.

import { coinsSpentText, coinsText, elapsedText } from "./format.js";
import { calm } from "./motion.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const CHIPS = { queued: "Queued", running: "Running", succeeded: "Done", failed: "Failed" };
const STILL_PICTURE = /\.(jpe?g|png|webp|gif|avif)$/i;

const template = document.getElementById("card-template");

export class Card {
  #parts;
  #shownUrl;

  constructor(entry, actions) {
    this.element = template.content.cloneNode(true).firstElementChild;
    const find = (selector) => this.element.querySelector(selector);
    this.#parts = {
      screen: find(".screen"),
      face: find(".stage-face"),
      progress: find(".stage progress"),
      title: find("h3"),
      chip: find(".chip"),
      said: find(".said"),
      elapsed: find(".elapsed"),
      coins: find(".coins"),
      trouble: find(".trouble-place"),
      download: find(".download"),
      retry: find(".retry"),
      resume: find(".resume"),
      stop: find(".stop"),
      delete: find(".delete"),
    };
    for (const name of ["retry", "resume", "stop"]) {
      this.#parts[name].addEventListener("click", () => actions[name](entry));
    }
    this.#confirmDelete(() => actions.delete(entry));
    this.#parts.download.addEventListener("click", (event) => saveAsFile(event, titleOf(entry)));
    this.#nameActions(titleOf(entry));
  }

  focus() {
    this.#parts.title.focus();
  }

  update(entry) {
    const { view, coins, watch, error } = entry;
    const { title, chip, said, progress, retry, resume, stop, download, trouble } = this.#parts;
    const held = document.activeElement;
    this.element.dataset.state = view.state;
    this.element.dataset.id = view.id;
    this.element.toggleAttribute("data-waiting", Boolean(watch));
    title.textContent = titleOf(entry);
    chip.textContent = CHIPS[view.state];
    said.textContent = sentenceFor(entry);
    this.#parts.coins.textContent = coinsOf(view, coins);
    this.#showStage(view);
    progress.hidden = !watch;
    progress.ariaLabel = `Progress of ${titleOf(entry)}`;
    if (view.progress === undefined) progress.removeAttribute("value");
    else progress.value = view.progress / 100;
    retry.hidden = view.state !== "failed";
    retry.ariaDisabled = String(Boolean(entry.retrying));
    stop.hidden = !watch;
    resume.hidden = Boolean(watch) || isFinished(view);
    download.hidden = view.state !== "succeeded";
    if (view.urls[0]) download.href = view.urls[0];
    // A button that goes takes the focus with it; what stands in its place gets it.
    if (held?.hidden && this.element.contains(held)) {
      [stop, resume, retry, download].find((action) => !action.hidden)?.focus();
    }
    const failure = error ?? (view.state === "failed" ? failureOf(entry) : undefined);
    if (failure) showTrouble(trouble, failure);
    else clearTrouble(trouble);
    this.tick(entry);
  }

  /** Shows how long the swap takes, or took. */
  tick({ view }) {
    const from = new Date(view.createdAt ?? view.startedAt);
    const to = isFinished(view) ? new Date(view.record?.updatedAt ?? NaN) : new Date();
    const ms = to - from;
    this.#parts.elapsed.textContent = Number.isNaN(ms) ? "–" : elapsedText(ms);
  }

  #showStage(view) {
    const { screen, face } = this.#parts;
    const done = view.state === "succeeded";
    const url = done ? view.urls[0] : view.record?.video_url;
    const faceUrl = view.record?.face_url;
    if (faceUrl && face.getAttribute("src") !== faceUrl) {
      face.onload = () => { face.hidden = false; };
      face.src = faceUrl;
    }
    // Checked, because setting the same address starts a playing video again.
    if (!url || url === this.#shownUrl) return;
    this.#shownUrl = url;
    screen.replaceChildren(done ? resultElement(url, titleOf({ view })) : inputElement(url));
  }

  /** A result that was paid for is gone for good, so deleting takes two presses. */
  #confirmDelete(remove) {
    const button = this.#parts.delete;
    const rest = () => { button.textContent = "Delete"; };
    button.addEventListener("click", () => {
      if (button.textContent === "Delete") button.textContent = "Really delete?";
      else { rest(); remove(); }
    });
    button.addEventListener("blur", rest);
    button.addEventListener("keydown", (event) => event.key === "Escape" && rest());
  }

  /** "Delete" alone says too little to someone who hears the buttons of all cards in a row. */
  #nameActions(title) {
    for (const name of ["download", "retry", "resume", "stop", "delete"]) {
      this.#parts[name].setAttribute("aria-description", title);
    }
  }
}

export function isFinished({ state }) {
  return state === "succeeded" || state === "failed";
}

export function titleOf({ view }) {
  return view.record?.name || `Swap ${view.id.slice(-6)}`;
}

export function sentenceFor({ view, watch, error }) {
  if (view.state === "succeeded") return "Ready to watch.";
  if (view.state === "failed") return "It failed.";
  if (error) return "Waiting ended early.";
  if (!watch) return "Not waiting. The swap goes on at the service.";
  return view.state === "queued" ? "Waiting for its turn." : "The service is at work.";
}

function coinsOf(view, coins) {
  if (coins?.before !== undefined && coins.after !== undefined) return coinsSpentText(coins);
  return view.coins === undefined ? "–" : coinsText(view.coins);
}

/** A failed task from the list comes without an error; it reads the same. */
function failureOf(entry) {
  entry.failure ??= {
    kind: "task_failed",
    message: entry.view.failure?.message || "The service gave no reason.",
    code: entry.view.failure?.code,
    taskId: entry.view.id,
  };
  return entry.failure;
}

function inputElement(url) {
  if (STILL_PICTURE.test(url)) return Object.assign(new Image(), { src: url, alt: "" });
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, preload: "metadata", ariaHidden: "true", src: url });
  return video;
}

function resultElement(url, title) {
  if (STILL_PICTURE.test(url)) return Object.assign(new Image(), { src: url, alt: `Result of ${title}` });
  const video = document.createElement("video");
  Object.assign(video, { muted: true, loop: true, playsInline: true, controls: true, autoplay: !calm() });
  Object.assign(video, { ariaLabel: `Result of ${title}`, src: url });
  video.addEventListener("error", () => {
    const note = document.createElement("p");
    note.textContent = "The video cannot be loaded. Links to results expire after a few days.";
    video.replaceWith(note);
  });
  return video;
}

/** Browsers ignore `download` on links to other origins; the bytes themselves they do save. */
async function saveAsFile(event, title) {
  event.preventDefault();
  const { href } = event.currentTarget;
  const link = document.createElement("a");
  try {
    link.href = URL.createObjectURL(await (await fetch(href)).blob());
    link.download = title + (new URL(href).pathname.match(/\.\w+$/)?.[0] ?? "");
    link.click();
  } catch {
    open(href, "_blank", "noopener");
  } finally {
    URL.revokeObjectURL(link.href);
  }
}

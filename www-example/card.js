// One task on the page. A card is made once and then only updated, so that a
// playing video plays on and the focus stays where it is.

import { saveAsFile } from "./download.js";
import { familyOf } from "./families.js";
import { coinsSpentText, coinsText, elapsedText } from "./format.js";
import { icon } from "./icon.js";
import { Stage } from "./stage.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const CHIPS = { queued: "Queued", running: "Running", succeeded: "Done", failed: "Failed" };

const template = document.getElementById("card-template");

export class Card {
  #parts;
  #stage;

  constructor(entry, actions) {
    this.element = template.content.cloneNode(true).firstElementChild;
    const find = (selector) => this.element.querySelector(selector);
    this.#stage = new Stage(find(".stage"));
    this.#parts = {
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
    const { title, icon: path } = familyOf(entry.view.family);
    find(".family").append(icon(path), title);
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
    const isFailed = view.state === "failed";
    this.element.dataset.state = view.state;
    this.element.dataset.id = view.id;
    this.element.toggleAttribute("data-waiting", Boolean(watch));
    title.textContent = title.title = titleOf(entry);
    chip.textContent = CHIPS[view.state];
    said.textContent = sentenceFor(entry);
    this.#parts.coins.textContent = coinsOf(view, coins);
    this.#stage.show(view, titleOf(entry));
    progress.hidden = !watch;
    progress.ariaLabel = `Progress of ${titleOf(entry)}`;
    if (view.progress === undefined) progress.removeAttribute("value");
    else progress.value = view.progress / 100;
    retry.hidden = !isFailed;
    retry.ariaDisabled = String(Boolean(entry.retrying));
    stop.hidden = !watch;
    resume.hidden = Boolean(watch) || isFinished(view);
    download.hidden = view.state !== "succeeded";
    if (view.urls[0]) download.href = view.urls[0];
    // A button that goes takes the focus with it; what stands in its place gets it.
    if (held?.hidden && this.element.contains(held)) {
      [stop, resume, retry, download].find((action) => !action.hidden)?.focus();
    }
    const failure = isFailed && (!error || error.kind === "task_failed") ? failureOf(entry) : error;
    if (failure) showTrouble(trouble, failure);
    else clearTrouble(trouble);
    this.tick(entry);
  }

  /** Shows how long the task takes, or took. */
  tick({ view }) {
    const from = new Date(view.createdAt ?? view.firstSeenAt);
    const to = isFinished(view) ? new Date(view.record?.updatedAt ?? NaN) : new Date();
    const ms = to - from;
    this.#parts.elapsed.textContent = Number.isNaN(ms) ? "–" : elapsedText(ms);
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
  return view.record?.name || `${familyOf(view.family).title} ${view.id.slice(-6)}`;
}

export function sentenceFor({ view, watch, error }) {
  if (view.state === "succeeded") return "Ready.";
  if (view.state === "failed") return "It failed.";
  if (error) return "Waiting ended early.";
  if (!watch) return "Not waiting; it goes on.";
  return view.state === "queued" ? "Waiting for its turn." : "At work.";
}

/** What was paid; alone among starts the balance tells it best. */
function coinsOf(view, coins) {
  if (coins?.before !== undefined && coins.after !== undefined) return coinsSpentText(coins);
  // The service may give them back, and its record would not say so.
  if (view.state === "failed") return "–";
  return view.coins === undefined ? "–" : coinsText(view.coins);
}

/** What the service says of a failed task, whether a wait or a list brought it. */
function failureOf(entry) {
  entry.failure ??= {
    kind: "task_failed",
    message: entry.view.failure?.message || "The service gave no reason.",
    code: entry.view.failure?.code,
    taskId: entry.view.id,
  };
  return entry.failure;
}

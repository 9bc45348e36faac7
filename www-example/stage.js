// What a card shows at its top: what went in, until there is a result.

import { inputOf } from "./families.js";
import { calm } from "./motion.js";

const STILL_PICTURE = /\.(jpe?g|png|webp|gif|avif)$/i;

/** One result plays at a time: a dozen at once would be too much for eyes and machine. */
let playing;

export class Stage {
  #screen;
  #face;
  #shown;

  constructor(element) {
    this.#screen = element.querySelector(".screen");
    this.#face = element.querySelector(".stage-face");
  }

  show(view, title) {
    const done = view.state === "succeeded" && view.urls.length > 0;
    const source = done ? view.urls[0] : inputOf(view) ?? view.record?.prompt;
    this.#showFace(view.record?.face_url);
    // Checked, because setting the same address starts a playing video again.
    if (!source || source === this.#shown) return;
    this.#shown = source;
    if (done) this.#screen.replaceChildren(resultElement(source, title));
    else this.#screen.replaceChildren(inputOf(view) ? inputElement(source) : textElement(source));
  }

  #showFace(url) {
    const face = this.#face;
    if (!url || face.getAttribute("src") === url) return;
    face.onload = () => { face.hidden = false; };
    face.src = url;
  }
}

function inputElement(url) {
  if (STILL_PICTURE.test(url)) return Object.assign(new Image(), { src: url, alt: "" });
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, preload: "metadata", ariaHidden: "true", src: url });
  return video;
}

/** Where nothing but a text went in. */
function textElement(text) {
  return Object.assign(document.createElement("blockquote"), { textContent: text });
}

function resultElement(url, title) {
  if (STILL_PICTURE.test(url)) return Object.assign(new Image(), { src: url, alt: `Result of ${title}` });
  const video = document.createElement("video");
  Object.assign(video, { muted: true, loop: true, playsInline: true, preload: "metadata", tabIndex: 0 });
  Object.assign(video, { ariaLabel: `Result of ${title}`, src: url });
  offerControls(video);
  video.addEventListener("play", () => {
    if (playing !== video) playing?.pause();
    playing = video;
  });
  // A later result may stop it before it has begun.
  if (!calm()) video.play().catch(() => {});
  video.addEventListener("error", () => {
    const note = document.createElement("p");
    note.textContent = "The video cannot be loaded. Links to results expire after a few days.";
    video.replaceWith(note);
  });
  return video;
}

/** Controls cover a small picture, so they are there for whoever points at it or holds the focus. */
function offerControls(video) {
  const update = () => { video.controls = video.matches(":hover, :focus"); };
  for (const event of ["pointerenter", "pointerleave", "focus", "blur"]) video.addEventListener(event, update);
}

// A place for one file: chosen, dropped, pasted or taken from the samples;
// shown at once, uploaded on demand.

import { bytesText } from "./format.js";
import { calm } from "./motion.js";

const WANTED = {
  face: { type: "image/", element: "img", refusal: "is not a picture" },
  video: { type: "video/", element: "video", refusal: "is not a video" },
};

export class Slot {
  #input;
  #note;
  #preview;
  #upload;
  #sample;
  #wanted;
  #sampleUrl;
  #objectUrl;
  #uploaded;

  constructor(root, sampleUrl, onChange) {
    this.root = root;
    this.file = undefined;
    this.#wanted = WANTED[root.dataset.kind];
    this.#input = root.querySelector("input");
    this.#note = root.querySelector(".note");
    this.#preview = root.querySelector(".preview");
    this.#upload = root.querySelector(".upload");
    this.#sample = root.querySelector(".sample");
    this.#sampleUrl = sampleUrl;
    this.onChange = onChange;
    this.#input.addEventListener("change", () => this.#input.files[0] && this.take(this.#input.files[0]));
    this.#sample.addEventListener("click", async () => {
      await this.takeSample();
      // The button leaves with the empty well; the input stays.
      if (this.file) this.focus();
    });
  }

  accepts(file) {
    return file.type.startsWith(this.#wanted.type);
  }

  take(file) {
    if (!this.accepts(file)) return this.refuse(file);
    this.file = file;
    this.#uploaded = undefined;
    URL.revokeObjectURL(this.#objectUrl);
    this.#objectUrl = URL.createObjectURL(file);
    this.#preview.replaceChildren(this.#picture());
    this.root.dataset.filled = "";
    this.#say(`${file.name}, ${bytesText(file.size)}`);
    this.onChange();
  }

  refuse(file) {
    // The same file can then be chosen again, and is refused aloud again.
    this.#input.value = "";
    this.#say(`${file.name} ${this.#wanted.refusal}.`, true);
  }

  async takeSample() {
    const url = this.#sampleUrl;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const blob = await answer.blob();
      this.take(new File([blob], new URL(url, location.href).pathname.split("/").at(-1), { type: blob.type }));
    } catch (error) {
      this.#say(`The sample cannot be fetched: ${error.message}.`, true);
    }
  }

  focus() {
    this.#input.focus();
  }

  /** The file's address at the service; a file that is there already is not sent again. */
  async upload(storage, signal) {
    if (this.#uploaded) return this.#uploaded;
    this.#upload.hidden = false;
    this.#showBytes({ loaded: 0, total: this.file.size });
    try {
      const { url } = await storage.upload(this.file, { signal, onProgress: (sent) => this.#showBytes(sent) });
      this.#uploaded = url;
      return url;
    } finally {
      this.#upload.hidden = true;
    }
  }

  set busy(busy) {
    this.#input.disabled = this.#sample.disabled = busy;
  }

  #showBytes({ loaded, total }) {
    this.#upload.querySelector("progress").value = total ? loaded / total : 0;
    this.#upload.querySelector(".bytes").textContent = `${bytesText(loaded)} of ${bytesText(total)}`;
  }

  #picture() {
    const picture = document.createElement(this.#wanted.element);
    if (picture instanceof HTMLVideoElement) {
      Object.assign(picture, { muted: true, loop: true, playsInline: true, autoplay: !calm() });
      picture.setAttribute("aria-label", `Preview of ${this.file.name}`);
    } else {
      picture.alt = `Preview of ${this.file.name}`;
    }
    picture.src = this.#objectUrl;
    return picture;
  }

  #say(text, wrong = false) {
    this.#note.textContent = text;
    this.#note.title = text;
    this.#note.classList.toggle("wrong", wrong);
  }
}

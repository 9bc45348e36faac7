// Drives the studio in a headless Chromium: what a person can do and see there.
// Nothing here sleeps; every wait is for a state of the page, with a deadline.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { emulator } from "./emulator.mjs";

const media = (name) => fileURLToPath(new URL(`../../emulator/media/${name}`, import.meta.url));
export const FACE = media("sample-face.jpg");
export const VIDEO = media("sample-video.webm");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
const DEADLINE_MS = 30_000;

export class Studio {
  constructor(page) {
    this.page = page;
    this.complaints = [];
  }

  /** A new visitor, with an account of the emulator that nobody has used. */
  static async open(browser, { viewport = DESKTOP, ...options } = {}) {
    await emulator.reset();
    const context = await browser.newContext({ viewport, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
    const studio = new Studio(page);
    page.on("pageerror", (error) => studio.complaints.push(String(error)));
    await page.addInitScript(recordStates);
    await studio.load();
    return studio;
  }

  async load() {
    await this.page.goto(process.env.A2E_PAGE_URL);
    await this.ready();
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until the client answers; a page that cannot start says why. */
  async ready() {
    const { page } = this;
    await page.waitForFunction(() => /\d/.test(document.getElementById("balance").textContent)
      || document.querySelector('.mode[data-mode="broken"]'));
    if (await page.locator('.mode[data-mode="broken"]').count()) {
      throw new Error(`The page cannot start: ${await page.textContent("#composer-trouble")}`);
    }
  }

  close() {
    return this.page.context().close();
  }

  /** `face` and `video` are paths, or files as playwright takes them. */
  async choose(face = FACE, video = VIDEO) {
    await this.page.setInputFiles("#face-input", face);
    await this.page.setInputFiles("#video-input", video);
  }

  /** Presses the button; answers the card of the task that starts. */
  async swap(name = "") {
    const known = await this.ids();
    await this.page.fill("#name-input", name);
    await this.page.click("#swap");
    return this.newCard(known);
  }

  /** Leaves only these families chosen. */
  async pick(families) {
    for (const pick of await this.page.locator(".pick").all()) {
      const box = pick.locator("input");
      if (families.includes(await box.inputValue()) !== (await box.isChecked())) await pick.click();
    }
  }

  /** Presses the button of the set, with these families alone. */
  async startSet(families, count) {
    await this.pick(families);
    await this.page.fill("#set-count", String(count));
    await this.page.click("#start-set");
  }

  /** Waits until so many cards show `state`. */
  async reach(state, count) {
    await this.countReaches(`.card[data-state="${state}"]`, count);
  }

  /** Waits until so many cards wait for news. */
  async waits(count) {
    await this.countReaches(".card[data-waiting]", count);
  }

  async countReaches(selector, count) {
    const argument = [selector, count];
    await this.page.waitForFunction(([of, wanted]) => document.querySelectorAll(of).length === wanted, argument);
  }

  /** What the strip says of each round, the first one first, once there are so many. */
  async rounds(atLeast) {
    await this.page.waitForFunction((count) => document.querySelectorAll("#rounds > li").length >= count, atLeast);
    const all = await this.page.$$eval("#rounds > li", (rows) => rows.map((row) => row.firstElementChild.textContent));
    return all.reverse();
  }

  /** Requests for news, and what they would have been card by card. */
  async cost() {
    const number = async (selector) => Number(await this.page.textContent(selector));
    return { asked: await number("#asked"), cardByCard: await number("#one-by-one") };
  }

  /** The card that is there and was not among `known`. */
  async newCard(known) {
    const handle = await this.page.waitForFunction(
      (ids) => [...document.querySelectorAll(".card")].map((card) => card.dataset.id).find((id) => !ids.includes(id)),
      known,
    );
    return this.card(await handle.jsonValue());
  }

  card(id) {
    return new Card(this.page, id);
  }

  ids() {
    return this.page.$$eval(".card", (cards) => cards.map((card) => card.dataset.id));
  }

  status() {
    return this.page.textContent("#status");
  }

  async coins() {
    return Number((await this.page.textContent("#balance")).replace(/\D/g, ""));
  }

  /** Waits for words in an element of the page. */
  async says(selector, words) {
    await this.page.locator(selector).filter({ hasText: words }).first().waitFor();
  }

  /** The rows of the strip, oldest first: { method, path, status }. */
  async requests() {
    const rows = await this.page.$$eval("#requests-rows tr", (all) =>
      all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    return rows.reverse().map(([method, path, status]) => ({ method, path: path.replace(/ \(try \d+\)$/, ""), status }));
  }

  async requestCount() {
    return Number(await this.page.textContent("#requests-count"));
  }

  /** Stops every video at a moment, so that two pictures of the page can be compared. */
  holdStill(seconds) {
    return this.page.$$eval("video", (videos, moment) => Promise.all(videos.map((video) => new Promise((resolve) => {
      video.pause();
      video.addEventListener("seeked", resolve, { once: true });
      video.currentTime = moment;
    }))), seconds);
  }

  /**
   * Waits until the strip and the emulator tell of the same requests, and
   * answers their number; a request on its way is in one of them only.
   */
  async agreedRequests() {
    // The address of an upload is a secret, which the hooks keep: they only say that there was one.
    const place = ({ method, path }) => (method === "PUT" ? "upload" : path);
    const line = (request) => `${request.method} ${place(request)} ${request.status}`;
    const listed = (requests) => requests.map(line).toSorted().join("\n");
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const shown = listed(await this.requests());
      const logged = listed(await emulator.requests());
      if (shown === logged) return this.requestCount();
      if (Date.now() > deadline) throw new Error(`The strip shows:\n${shown}\nThe emulator saw:\n${logged}`);
    }
  }
}

/** One task on the page. */
export class Card {
  constructor(page, id) {
    this.page = page;
    this.id = id;
    this.root = page.locator(`.card[data-id="${id}"]`);
  }

  /** Waits until the card shows `state`. */
  async reaches(state) {
    await this.page.locator(`.card[data-id="${this.id}"][data-state="${state}"]`).waitFor();
    return this;
  }

  button(name) {
    return this.root.getByRole("button", { name, exact: true });
  }

  press(name) {
    return this.button(name).click();
  }

  text(selector) {
    return this.root.locator(selector).textContent();
  }

  /** The states this card went through, in order. */
  states() {
    return this.page.evaluate((id) => window.statesSeen[id], this.id);
  }

  /** Waits until the result really plays; answers its address. */
  async playing() {
    await this.page.waitForFunction((id) => {
      const video = document.querySelector(`.card[data-id="${id}"] video`);
      return video && !video.paused && video.readyState >= 3 && video.currentTime > 0.3;
    }, this.id);
    return this.root.locator("video").evaluate((video) => video.currentSrc);
  }
}

/** SHA-256 of what an address or a file holds. */
export async function digest(source) {
  const bytes = /^https?:/.test(source) ? await download(source) : await readFile(source);
  return createHash("sha256").update(bytes).digest("hex");
}

async function download(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** Runs in the page: states can pass faster than a test can look. */
function recordStates() {
  window.statesSeen = {};
  new MutationObserver(() => {
    for (const { dataset } of document.querySelectorAll(".card")) {
      const seen = (window.statesSeen[dataset.id] ??= []);
      if (seen.at(-1) !== dataset.state) seen.push(dataset.state);
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
}

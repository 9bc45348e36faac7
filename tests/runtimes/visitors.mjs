// The browsers. They are only started and ended: what a page does, it reports to its host by itself.

import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Host } from "./host.mjs";

/** No first-run pages, and nothing fetched of their own accord. Firefox shall not guess whether it is online. */
const FIREFOX_SETTINGS = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.manage-offline-status": false,
  "toolkit.telemetry.enabled": false,
};

export const BROWSERS = {
  Chromium: {
    variable: "CHROME",
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    files: {},
    args: (directory) => [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
      "--disable-background-networking", "--disable-component-update", `--user-data-dir=${directory}`,
    ],
  },
  Firefox: {
    variable: "FIREFOX",
    programs: ["firefox-esr", "firefox"],
    files: {
      "user.js": Object.entries(FIREFOX_SETTINGS)
        .map((setting) => `user_pref(${setting.map((part) => JSON.stringify(part)).join(", ")});\n`)
        .join(""),
    },
    args: (directory) => ["--headless", "--no-remote", "--profile", directory],
  },
};

/** Opens the page at `path` of a host, which is made of `site`, in a browser of this name; gives what it reports. */
export async function visit(kit, name, site, path = "/") {
  const { variable, programs, files, args } = BROWSERS[name];
  const program = process.env[variable] ?? inPath(programs);
  if (!program) kit.missing(`there is no ${name}: set ${variable}`);
  const version = await promisify(execFile)(program, ["--version"]);
  const profile = await kit.folder();
  for (const [file, text] of Object.entries(files)) await profile.write(file, text);

  const host = await Host.open(site);
  const browser = profile.start(program, [...args(profile.directory), host.url + path]);
  // What a browser says of this machine is of no interest, but a full pipe would hold it up.
  browser.stdout.resume();
  browser.stderr.resume();
  try {
    return { version: version.stdout.match(/[\d.]+/)[0], results: await host.reported(browser) };
  } finally {
    browser.kill();
    await browser.ended;
    await host.close();
  }
}

function inPath(programs) {
  const places = programs.flatMap((program) => {
    return (process.env.PATH ?? "").split(delimiter).map((directory) => join(directory, program));
  });
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// The files that visitors get, by name. Whatever else lies beside them is not served.

/** Of the page, in `www-example`. */
export const PAGE = [
  "index.html", "icon.svg",
  "composer.css", "login.css", "requests.css", "set.css", "style.css", "tasks.css",
  "announcer.js", "app.js", "balance.js", "card.js", "composer.js", "download.js", "families.js", "format.js", "icon.js",
  "incoming.js", "link.js", "login.js", "motion.js", "pushes.js", "remote.js", "requests.js", "rounds.js", "set.js",
  "slot.js", "stage.js", "store.js", "tasks.js", "trouble.js",
];
/** Of the package, at `/pkg`. */
export const PACKAGE = ["index.js"];
/** At `/samples`. */
export const SAMPLES = ["sample-face.jpg", "sample-video.webm"];

// Secrets in answers: replaced in every spelling that JSON has for them, in texts and in streams.

/** What stands in place of a secret. */
const INSTEAD = "[token]";
/** JSON within JSON has two backslashes for one, four in the next level, then eight. */
const LEVELS = 8;
/** The longest spelling of a character: backslashes, `u` and four digits. */
const SPELLING = LEVELS + 5;

/** The number of a character in four hexadecimal digits. */
const digitsOf = (letter) => letter.charCodeAt(0).toString(16).padStart(4, "0");

/** Backslashes within a word. */
const WITHIN = `\\\\{1,${LEVELS}}`;
/** Backslashes before a word: all of a row, from its first on. So a long row that leads to no word is read once. */
const BEFORE = "(?<!\\\\)\\\\+";

/** Each spelling of a character. */
function spelled(letter, slashes) {
  const plain = letter.replace(/[^\w-]/, "\\$&");
  const digits = digitsOf(letter).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  // These are written with a backslash as well.
  const before = /["\\/]/.test(letter) ? `\\\\{0,${LEVELS}}` : "";
  return `(?:${before}${plain}|${slashes}u${digits})`;
}

/** Each spelling of a word, as the source of a pattern. */
const pattern = (word) => word.split("").map((letter, place) => spelled(letter, place ? WITHIN : BEFORE)).join("");

const QUOTE = `\\\\{0,${LEVELS}}"`;
/** A member of that name in JSON, up to its value, and the value if it is a text. */
const HOOK = new RegExp(`("${pattern("webhook_token")}${QUOTE}\\s*:\\s*${QUOTE})(?:[^"\\\\]|${WITHIN}u[\\da-fA-F]{4})*`, "g");

/** A text without secrets, and without the token of any webhook. */
export function hidden(text, words) {
  return replaced(text, words).replace(HOOK, `$1${INSTEAD}`);
}

function replaced(text, words) {
  return words.reduce((rest, word) => {
    const plain = rest.replaceAll(word, INSTEAD);
    return plain.includes("\\") ? plain.replace(new RegExp(pattern(word), "g"), INSTEAD) : plain;
  }, text);
}

/** A stream of text without these words, also where one comes in several parts. */
export function hiding(stream, words) {
  const most = Math.max(...words.map(({ length }) => length)) * SPELLING;
  let rest = "";
  const hide = new TransformStream({
    transform(part, controller) {
      rest = replaced(rest + part, words);
      // From here on it could be the beginning of one.
      let end = Math.max(0, rest.length - most);
      while (end < rest.length && !words.some((word) => begins(rest, end, word))) end += 1;
      if (end > 0) controller.enqueue(rest.slice(0, end));
      rest = rest.slice(end);
    },
    flush(controller) {
      if (rest) controller.enqueue(rest);
    },
  });
  return stream.pipeThrough(new TextDecoderStream()).pipeThrough(hide).pipeThrough(new TextEncoderStream());
}

/** Whether all of a text from a place on can be the beginning of a word, in some spelling. */
function begins(text, from, word) {
  let at = from;
  for (const letter of word.split("")) {
    const start = at;
    while (text[at] === "\\") at += 1;
    if (at === text.length) return true;
    if (at > start && text[at] === "u") {
      const digits = text.slice(at + 1, at + 5).toLowerCase();
      if (!digitsOf(letter).startsWith(digits)) return false;
      if (digits.length < 4) return true;
      at += 5;
    } else if (text[at] === letter) {
      at += 1;
    } else if (letter !== "\\" || at === start) {
      return false;
    }
  }
  // Whole ones were replaced.
  return false;
}

// What went wrong, and what a person can do about it.

const ADVICE = {
  auth: "The token was refused. Check it, then reload the page.",
  permission: "This account may not do that.",
  credits: "The account has too few coins. Add some, then try again.",
  validation: "The service does not take this. Check the name and the files, then try again.",
  moderation: "The service does not accept this content. Use another picture or video.",
  not_found: "The service does not know this task any more. It may have been deleted elsewhere.",
  conflict: "Wait a moment, then try again.",
  rate_limit: "Too many requests at once. Wait a moment, then try again.",
  server: "The service has a problem. Try again in a moment.",
  network: "The service cannot be reached. Check the connection, then try again.",
  timeout: "The service takes too long to answer. Try again in a moment.",
  task_failed: "Retry it, or choose other files.",
  task_timeout: "It still goes on at the service. Resume to wait for it again.",
  unknown_outcome: "The task may have started, and been charged. Look at the list before you try again.",
};
/** What is said of a limit in the place of the words for its kind. */
const ADVICE_BY_CODE = {
  coins_per_day: "More is possible tomorrow, or something cheaper today.",
  tasks_at_a_time: "Wait until some of them have ended, then try again.",
};
const ELSE = "This should not happen. The details help whoever looks into it.";

const template = document.getElementById("trouble-template");

/** Shows `error` in `place`; asked again with the same error, leaves it alone. */
export function showTrouble(place, error) {
  if (place.shown === error) return;
  place.shown = error;
  const trouble = template.content.cloneNode(true);
  trouble.querySelector(".trouble-message").textContent = error.message;
  trouble.querySelector(".trouble-advice").textContent = ADVICE_BY_CODE[error.code] ?? ADVICE[error.kind] ?? ELSE;
  const facts = trouble.querySelector("dl");
  for (const [label, value] of factsOf(error)) {
    const row = document.createElement("div");
    row.append(labelled("dt", label), labelled("dd", String(value)));
    facts.append(row);
  }
  place.replaceChildren(trouble);
}

export function clearTrouble(place) {
  place.shown = undefined;
  place.replaceChildren();
}

function factsOf(error) {
  const facts = [
    ["Kind", error.kind ?? error.name],
    ["Task id", error.taskId],
    ["Trace id", error.traceId],
    ["Code", error.code],
    ["HTTP status", error.status],
    ["Request", error.path && `${error.method} ${error.path}`],
  ];
  return facts.filter(([, value]) => value !== undefined && value !== null && value !== "");
}

function labelled(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

// How pages are told of a row: `{ id, version, state, view, error? }`. Tasks and intents are told in one form.

/** A view that is longer as JSON is told without its record. A page asks for the whole view where it needs it. */
const LONGEST = 8192;
const UNREADABLE = { kind: "decode", message: "What was kept of this task cannot be read." };

/** The news of a row. A row that cannot be read is told as far as its columns go. */
export function newsOf(row) {
  const news = wholeNewsOf(row);
  return { ...news, view: shortened(news.view) };
}

/** The same with the whole view. */
export function wholeNewsOf(row) {
  if (!row.id) return { ...newsOfIntent(row), error: errorOf(row) };
  const { id, family, version, state } = row;
  const view = viewOf(row);
  if (view) return { id, version, state, view, error: errorOf(row) };
  const bare = { v: 1, id, family, state, status: state, urls: [], firstSeenAt: new Date(version).toISOString() };
  return { id, version, state, view: { ...bare, record: parsed(row.params) ?? {} }, error: UNREADABLE };
}

/** The last view of a task's row; nothing if it cannot be read. */
export function viewOf(row) {
  const view = parsed(row.view);
  return typeof view === "object" && view !== null && view.id === row.id && view.family === row.family ? view : undefined;
}

/** The error of a row; nothing if it has none. */
export function errorOf(row) {
  return (row.error && parsed(row.error)) || undefined;
}

/** An intent has a view as well, by which a page shows it. Its id is the key. */
function newsOfIntent({ key: id, family, version, state, created, params }) {
  const firstSeenAt = new Date(created).toISOString();
  const view = { v: 1, id, family, state: "queued", status: state, urls: [], firstSeenAt, record: parsed(params) ?? {} };
  return { id, version, state, view };
}

function shortened(view) {
  if (JSON.stringify(view).length <= LONGEST) return view;
  const name = String(view.record?.name ?? "").slice(0, 200);
  return { ...view, record: { name }, siblings: undefined, isShort: true };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

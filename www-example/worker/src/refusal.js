// What the Worker refuses by itself, in the words of the client's errors, so that the page shows both alike.

class Refusal extends Error {
  constructor(status, kind, message) {
    super(message);
    Object.assign(this, { status, kind });
  }
}

export function refuse(status, kind, message) {
  return new Refusal(status, kind, message);
}

/** The answer for something thrown. What is not ours to tell may hold anything, and stays here. */
export function refusalOf(error) {
  if (!(error instanceof Refusal)) {
    console.error(error?.name, error?.stack?.split("\n")[1]?.trim());
    return answer(500, { kind: "internal", message: "The Worker failed." });
  }
  return answer(error.status, { kind: error.kind, message: error.message });
}

export function answer(status, error) {
  return Response.json({ error }, { status, headers: { "cache-control": "no-store" } });
}

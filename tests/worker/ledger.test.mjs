// What the Watcher and the directory write down, in the SQLite of a Durable Object: tables of other versions, what is due
// when, and what is forgotten.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { variable } from "../package/support.mjs";
import { Workerd } from "../package/workerd.mjs";

const SOURCE = resolve(import.meta.dirname, "../../www-example/worker/src");
/** What is played here; none of it needs the package. */
const PARTS = ["ledger.js", "owners.js", "schema.js", "sums.js", "tables.js"];
let directory, workerd;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "a2e-wasm-lab-"));
  await mkdir(join(directory, "objects"));
  await writeFile(join(directory, "lab.capnp"), config());
  workerd = await Workerd.serve(directory, { binary: variable("A2E_WORKERD"), config: "lab.capnp" });
});
after(async () => {
  await workerd.stop();
  await rm(directory, { recursive: true, force: true });
});

function config() {
  const lab = resolve(import.meta.dirname, "lab");
  const files = [join(lab, "entry.js"), join(lab, "scenes.js"), ...PARTS.map((name) => join(SOURCE, name))];
  const modules = files.map((file) => `(name = "${file.split("/").at(-1)}", esModule = embed "${relative(directory, file)}"),`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "lab", worker = (
    modules = [${modules.join("\n")}],
    compatibilityDate = "2026-10-01",
    durableObjectNamespaces = [
      (className = "Lab", uniqueKey = "lab", enableSql = true),
      (className = "Owners", uniqueKey = "owners", enableSql = true),
    ],
    durableObjectStorage = (localDisk = "storage"),
    bindings = [
      (name = "LAB", durableObjectNamespace = "Lab"),
      (name = "OWNERS", durableObjectNamespace = "Owners"),
    ],
  )),
  (name = "storage", disk = (path = "objects", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "lab")],
);
`;
}

async function play(scene) {
  const answer = await fetch(`${workerd.url}/${scene}`);
  if (!answer.ok) throw new Error(`${scene}: ${workerd.complaints}`);
  return answer.json();
}

test("tables of the first version get the new columns, and what they hold counts as sent", async () => {
  const opened = { sent_at: 500, proved: 0, polled_at: 0, woken: true, due: 1, task: 0 };
  assert.deepEqual(await play("firstVersion"), opened);
  assert.deepEqual(await play("beforeTheFirst"), opened);
});

test("tables of a later version are used as they are", async () => {
  assert.deepEqual(await play("laterVersion"), { id: "a", state: "running", version: 99 });
});

test("an intent says when it was sent, or that it was not", async () => {
  assert.deepEqual(await play("intent"), [
    ["sending", null, 2, null, null],
    ["unknown", 44, null, null, '{"kind":"unknown_outcome"}'],
    ["refused", null, null, 9, '{"kind":"credits"}'],
  ]);
});

test("a webhook makes a task due at once, the same one again not so soon, and after the end nothing", async () => {
  assert.deepEqual(await play("wake"), [10_000, 12_500, 0, 20_000, false, null, false]);
});

test("the oldest of more than 300 ended tasks and refused starts are forgotten", async () => {
  const { before: first, tasks, intents, busy } = await play("trim");
  assert.deepEqual(first, [0, 10]);
  // 300 had ended, and then 5 more.
  assert.deepEqual(tasks.toSorted(), ["task-1", "task-2", "task-3", "task-4", "task-5"]);
  assert.deepEqual(intents.toSorted(), ["refused-0", "refused-1"]);
  assert.equal(busy, 5);
});

test("rows are told page by page, the oldest changes first", async () => {
  assert.deepEqual(await play("rows"), [["key-0", "task-1"], ["key-2", "task-3"], ["key-4"]]);
});

test("a start whose key is a task's id goes without the task", async () => {
  const id = "a".repeat(24);
  assert.deepEqual(await play("keyIsAnId"), { expired: [[], [id]], task: true, intent: false });
});

test("the first owner of a record stays, and nobody forgets what is another's", async () => {
  const conflict = "OwnerConflict: The service named a record of another user.";
  assert.deepEqual(await play("owners"), { taken: [conflict, conflict], left: [null, "ada", "ada", null] });
});

// A program that has just begun: it imports one package, makes a client, and reads one record. The table of the
// contestants is not part of the program, and imports none of them.

import { ID } from "../measure/answers.mjs";
import { client, file } from "../measure/contestants.mjs";

const [name, base] = process.argv.slice(2);

const begin = performance.now();
const module = await import(file(name));
const imported = performance.now();
const { read } = await client(module, { base });
const { _id } = await read();
const answered = performance.now();

if (_id !== ID) throw new Error(`${name} reads something else`);
const { user, system } = process.cpuUsage();
const times = { import: imported - begin, "first answer": answered - begin, CPU: (user + system) / 1000 };
// Some keep their connection open, and with it the process.
process.send(times, () => process.exit());

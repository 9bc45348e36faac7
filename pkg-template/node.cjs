// `require` in Node. The build puts what this file requires into it, because Node before 20.19 requires no
// ES module, nor does Jest.

const { readFile } = require("node:fs/promises");
const { join } = require("node:path");

const { default: initialise } = require("./a2e_wasm.js");
const { A2E, A2EError, clientMaker } = require("./core.js");

const createClient = clientMaker(async () =>
  initialise({ module_or_path: await readFile(join(__dirname, "a2e_wasm_bg.wasm")) }),
);

module.exports = { A2E, A2EError, createClient };

import { oneFile } from "../../shared/one-file.mjs";

const ways = () => ({
  import: ["out/import/index.mjs", "ncc", ["build", "program.mjs", "-o", "out/import"]],
  require: ["out/require/index.cjs", "ncc", ["build", "program.cjs", "-o", "out/require"]],
});

export default oneFile("ncc", ways, { installs: { "@vercel/ncc": "*" }, always: true });

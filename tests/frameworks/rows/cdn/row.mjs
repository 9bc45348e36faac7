// What esm.sh and jsDelivr's `+esm` do: the entry that browsers get becomes one file, which pages of other origins import.

import { site } from "../../shared/site.mjs";

const PAGE = (cdn) => `<!doctype html>
<script type="module">
  import * as entry from "${cdn}/a2e-wasm.js";
  import { check } from "/check.js";
  check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e" }).then((report) => (window.report = report));
</script>
`;

export default {
  name: "a CDN of modules",
  group: "modules from a CDN, as esm.sh and jsDelivr make them",
  installs: { esbuild: "*" },
  sections: ["A proxy", "A server in Node"],
  always: true,
  async run(place) {
    const build = (...more) => place.exec("esbuild", ["a2e-wasm.mjs", "--bundle", "--format=esm", "--outfile=cdn/a2e-wasm.js", "--log-level=warning", ...more]);
    place.write("a2e-wasm.mjs", `export * from "a2e-wasm";\n`);
    const port = String(await place.port());
    const target = `http://127.0.0.1:${port}`;
    await place.serve("node", ["server.mjs"], { env: { PORT: port }, until: target });
    const reports = {};
    const ways = {
      browser: ["--platform=browser", "--minify", "--target=es2022"],
      neutral: ["--platform=neutral", "--conditions=browser", "--minify"],
    };
    for (const [way, options] of Object.entries(ways)) {
      await build(...options);
      const cdn = await site(place, { folder: "cdn", target });
      place.write("page/index.html", PAGE(cdn));
      place.write("page/check.js", place.read("check.js"));
      reports[way] = await place.page(await site(place, { folder: "page", target }));
    }
    return reports;
  },
};

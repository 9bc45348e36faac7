import { reported } from "../../shared/runners.mjs";

export default {
  name: "Vitest in workerd",
  group: "Vitest",
  installs: { "@cloudflare/vitest-pool-workers": "*", vitest: "4" },
  files: "runners",
  sections: ["Vitest in workerd"],
  node: "24",
  async run(place) {
    return reported(await place.exec("vitest", ["run"]));
  },
};

import { Component, inject } from "@angular/core";
import * as entry from "a2e-wasm";
import { check } from "../check.js";
import { A2eService } from "./a2e";

@Component({ selector: "app-root", template: "<p>Angular</p>" })
export class App {
  readonly #a2e = inject(A2eService);

  async ngOnInit() {
    const report = await check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: this.#a2e.client });
    Object.assign(globalThis, { report });
  }
}

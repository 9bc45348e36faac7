import { sveltekit } from "../../shared/sveltekit.mjs";

export default sveltekit("2", { "@sveltejs/adapter-node": "5", "@sveltejs/vite-plugin-svelte": "6", vite: "7" });

import { sveltekit } from "../../shared/sveltekit.mjs";

export default sveltekit("3", { "@sveltejs/adapter-node": "6", "@sveltejs/vite-plugin-svelte": "7", typescript: "6.0", vite: "8" });

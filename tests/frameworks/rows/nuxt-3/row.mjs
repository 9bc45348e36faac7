import { nuxt } from "../../shared/nuxt.mjs";

export default nuxt("3");

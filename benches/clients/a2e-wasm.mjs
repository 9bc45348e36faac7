import { createClient } from "a2e-wasm";

export const make = ({ base, token, fetch }) => createClient({ baseUrl: base, token, dangerouslyAllowBrowser: true, fetch });
export const read = (a2e, id) => a2e.faceSwap.get(id);
export const list = async (a2e) => (await a2e.faceSwap.list()).items;

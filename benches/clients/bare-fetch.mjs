const PATH = "/api/v1/userFaceSwapTask";

export function make({ base, token, fetch = globalThis.fetch }) {
  const headers = { authorization: `Bearer ${token}` };
  return async (path) => JSON.parse(await (await fetch(base + path, { headers })).text()).data;
}

export const read = (get, id) => get(`${PATH}/${id}`);
export const list = async (get) => (await get(`${PATH}/records`)).rows;

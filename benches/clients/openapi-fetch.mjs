import createClient from "openapi-fetch";

const PATH = "/api/v1/userFaceSwapTask";

export function make({ base, token, fetch }) {
  return createClient({ baseUrl: base, headers: { authorization: `Bearer ${token}` }, fetch });
}

export const read = async (api, id) => (await api.GET(`${PATH}/{_id}`, { params: { path: { _id: id } } })).data.data;
export const list = async (api) => (await api.GET(`${PATH}/records`)).data.data.rows;

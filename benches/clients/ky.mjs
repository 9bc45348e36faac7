import ky from "ky";

const PATH = "/api/v1/userFaceSwapTask";

export function make({ base, token, fetch }) {
  return ky.create({ baseUrl: base, headers: { authorization: `Bearer ${token}` }, ...(fetch && { fetch }) });
}

export const read = async (api, id) => (await api.get(`${PATH}/${id}`).json()).data;
export const list = async (api) => (await api.get(`${PATH}/records`).json()).data.rows;

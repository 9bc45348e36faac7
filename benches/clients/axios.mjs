import axios from "axios";

const PATH = "/api/v1/userFaceSwapTask";

export function make({ base, token, fetch }) {
  const own = fetch && { adapter: "fetch", env: { fetch } };
  return axios.create({ baseURL: base, headers: { authorization: `Bearer ${token}` }, ...own });
}

export const read = async (api, id) => (await api.get(`${PATH}/${id}`)).data.data;
export const list = async (api) => (await api.get(`${PATH}/records`)).data.data.rows;

import Replicate from "replicate";

export const make = ({ base, token, fetch }) => new Replicate({ baseUrl: base, auth: token, fetch });
export const read = async (replicate, id) => (await replicate.predictions.get(id)).data;
export const list = async (replicate) => (await replicate.predictions.list()).data.rows;

import OpenAI from "openai";

export const make = ({ base, token, fetch }) => new OpenAI({ baseURL: base, apiKey: token, dangerouslyAllowBrowser: true, fetch });
export const read = async (openai, id) => (await openai.models.retrieve(id)).data;
export const list = async (openai) => (await openai.models.list()).data.rows;

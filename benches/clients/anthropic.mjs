import Anthropic from "@anthropic-ai/sdk";

export const make = ({ base, token, fetch }) => new Anthropic({ baseURL: base, apiKey: token, fetch });
export const read = async (anthropic, id) => (await anthropic.models.retrieve(id)).data;
export const list = async (anthropic) => (await anthropic.models.list()).data.rows;

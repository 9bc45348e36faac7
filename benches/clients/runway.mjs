import RunwayML from "@runwayml/sdk";

export const make = ({ base, token, fetch }) => new RunwayML({ baseURL: base, apiKey: token, fetch });
export const read = async (runway, id) => (await runway.tasks.retrieve(id)).data;

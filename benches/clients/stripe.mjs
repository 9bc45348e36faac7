import Stripe from "stripe";

export function make({ base, token, fetch }) {
  const { hostname: host, port } = new URL(base);
  const own = fetch && { httpClient: Stripe.createFetchHttpClient(fetch) };
  return new Stripe(token, { host, port, protocol: "http", ...own });
}

export const read = async (stripe, id) => (await stripe.customers.retrieve(id)).data;
export const list = async (stripe) => (await stripe.customers.list()).data.rows;

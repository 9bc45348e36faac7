import { onServer, packed } from "../../on-server.js";

export const revalidate = 3600;

export default async function Page() {
  return <p>{packed(await onServer())}</p>;
}

import { onServer, packed } from "../../on-server.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <p>{packed(await onServer())}</p>;
}

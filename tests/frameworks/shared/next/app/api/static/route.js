import { onServer } from "../../../on-server.js";

export const dynamic = "force-static";

export async function GET() {
  return Response.json(await onServer());
}

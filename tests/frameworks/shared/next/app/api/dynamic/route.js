import { onServer } from "../../../on-server.js";

export const dynamic = "force-dynamic";

export async function GET(request) {
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return Response.json(await onServer(`http://${host}/api/a2e`));
}

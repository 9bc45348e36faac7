"use server";

import { onServer } from "../../on-server.js";

export async function run() {
  return onServer();
}

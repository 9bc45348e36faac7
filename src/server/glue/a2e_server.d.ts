// What server-core.js takes from the built module.

export class A2EError extends Error {
  constructor(message: string, facts?: object);
}
export class Proxy {
  constructor(options: unknown);
  readonly base: string;
  readonly path: string;
  readonly callbackTimeoutMs: number;
  readonly upstreamTimeoutMs: number;
  readonly webhookUrl: string;
  visit(facts: unknown): any;
}
export function finish(instance: WebAssembly.Instance): void;
export function imports(): WebAssembly.Imports;

import { createOperations } from "./operations.js";
import { type ClientOptions, Requester } from "./requester.js";

export { ProblemError } from "./problem-error.js";
export type { CallOptions, ClientOptions, CreateOptions, WriteOptions } from "./requester.js";
export { getEtag } from "./requester.js";
export * from "./types.js";

/** The operations of the API, by subject: `client.members.listMembers({ limit: 10 })`. */
export type PerformanceClient = ReturnType<typeof createOperations>;

/** A client of the service at an address, with a token. */
export function createClient(options: ClientOptions): PerformanceClient {
  return createOperations(new Requester(options));
}

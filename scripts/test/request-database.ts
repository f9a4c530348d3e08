import { inject } from "vitest";

async function request(name: string, method: "GET" | "DELETE"): Promise<string> {
  const response = await fetch(`${inject("databasesUrl")}/${name}`, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`The test's database could not be made: ${text}`);
  return text;
}

/**
 * The URL of the migrated database of that name, which is made when it is asked for first and dropped after the run.
 */
export function requestDatabase(name: string): Promise<string> {
  return request(name, "GET");
}

/** The worker's database, on which test files take turns, without the rows that they left in it. */
export function emptyWorkerDatabase(): Promise<string> {
  // Workers are numbered from 1, and no two that run at the same time share a number.
  return request(`worker-${process.env.VITEST_POOL_ID}`, "DELETE");
}

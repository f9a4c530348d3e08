import { inject } from "vitest";

/**
 * The URL of the migrated database of that name, which is made when it is asked for first and dropped after the run.
 */
export async function requestDatabase(name: string): Promise<string> {
  const response = await fetch(`${inject("databasesUrl")}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The test's database could not be made: ${text}`);
  return text;
}

import { closeDatabase, getDatabase } from "@/lib/db/client";
import { makeWorld, type World } from "@/lib/performance/testing/make-api-world";

/** An organization in this process's database, with a word of its own in every name. */
export async function openWorld(word: string): Promise<World> {
  return await makeWorld(getDatabase(), word);
}

export async function closeWorlds(): Promise<void> {
  await closeDatabase();
}

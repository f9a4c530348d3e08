import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import { createVersion } from "@/lib/resources/entity-tag";
import {
  findResourceState,
  type ResourceKey,
  type ResourceName,
} from "@/lib/resources/resource-states";

/** The version of a resource; null where there is none. */
export async function findVersion(
  connection: Database | Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<string | null> {
  const state = await findResourceState(connection, name, key);
  return state === null
    ? null
    : createVersion(requireAuthSecret(getEnvironment()), name, key, state);
}

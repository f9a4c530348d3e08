import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import { createVersion } from "@/lib/resources/entity-tag";
import {
  findResourceState,
  findWrittenState,
  type ResourceKey,
  type ResourceName,
} from "@/lib/resources/resource-states";

/** The version of a resource; null where there is none. */
export async function findVersion(
  connection: Database | Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<string | null> {
  return toVersion(name, key, await findResourceState(connection, name, key));
}

/** The version in which the transaction leaves a resource; null where it deleted it. */
export async function findWrittenVersion(
  transaction: Transaction,
  name: ResourceName,
  key: ResourceKey,
): Promise<string | null> {
  return toVersion(name, key, await findWrittenState(transaction, name, key));
}

function toVersion(name: ResourceName, key: ResourceKey, state: string | null): string | null {
  return state === null
    ? null
    : createVersion(requireAuthSecret(getEnvironment()), name, key, state);
}

import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  listMappingRecords,
  type SavedMappingRecord,
} from "@/lib/performance/imports/queries/import-mappings";
import { type SavedMapping, type SavedMappings, savedContent, savedHeader } from "./schemas";

/** The saved mappings, each in its newest version. @throws AppError `forbidden` without `manage_organization`. */
export async function listMappings(context: Context): Promise<SavedMappings> {
  requirePermission(context.actor, "manage_organization");
  const records = await listMappingRecords(context.database, context.organizationId);
  return { mappings: records.map(serializeMapping) };
}

/** A saved mapping in its newest version. @throws AppError `forbidden` without `manage_organization`; `not_found`. */
export async function getMapping(
  context: Context,
  { id }: { readonly id: number },
): Promise<SavedMapping> {
  requirePermission(context.actor, "manage_organization");
  return readMapping(context.database, context.organizationId, id);
}

/** @throws AppError `not_found`. */
export async function readMapping(
  database: Database | Transaction,
  organizationId: number,
  id: number,
): Promise<SavedMapping> {
  const [found] = await listMappingRecords(database, organizationId, id);
  if (found === undefined) throw createNotFoundError();
  return serializeMapping(found);
}

export function serializeMapping(record: SavedMappingRecord): SavedMapping {
  return {
    ...{ id: record.mappingId, name: record.name, version: record.version },
    mapping: savedContent.parse(record.content),
    columns: savedHeader.parse(record.header),
    created_at: record.createdAt.toISOString(),
  };
}
